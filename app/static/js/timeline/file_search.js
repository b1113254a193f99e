/** Searching in the file that stands on a disk: all that a row of its table tells. What is found lights up, and one steps through it. */

import { holds, plain, wordsOf } from './search.js';
import { fill } from './tooltip.js';

/**
 * @typedef {object} Shown what the search finds in
 * @property {HTMLElement[]} rows the rows of the table
 * @property {import('./stage.js').Stage} stage
 * @property {any} words those of the drawing
 * @property {(index: number) => void} walk go to an event and say it
 */

/** What a row tells, without the words of what unfolds in it. @param {HTMLElement} row */
function told(row) {
    const copy = /** @type {HTMLElement} */ (row.cloneNode(true));
    for (const words of copy.querySelectorAll('summary')) words.remove();
    return copy.textContent ?? '';
}

export class FileSearch {
    /** @param {HTMLElement} part the box with its buttons @param {Shown} file */
    constructor(part, file) {
        this.file = file;
        this.box = /** @type {HTMLInputElement} */ (part.querySelector('input'));
        this.told = /** @type {HTMLElement} */ (part.querySelector('[data-hits]'));
        this.buttons = [...part.querySelectorAll('button')];
        this.texts = file.rows.map((row) => plain(told(row)));
        /** The events that are found and have a day, in order of time. @type {number[]} */
        this.hits = [];
        this.at = -1;
        part.hidden = false;
        this.box.addEventListener('input', () => this.search());
        this.box.addEventListener('keydown', (event) => this.key(event));
        for (const button of this.buttons) button.addEventListener('click', () => this.step(button.dataset.hit === 'next' ? 1 : -1));
    }

    /** Find again, as what is shown has changed. */
    search() {
        const { rows, stage, words } = this.file;
        const asked = wordsOf(this.box.value);
        const found = rows.filter((row, number) => asked.length > 0 && !row.hidden && holds(this.texts[number], asked));
        for (const row of rows) row.classList.toggle('is-found', found.includes(row));
        const indices = found.map((row) => stage.scene.indexOf.get(row.dataset.row ?? '') ?? -1);
        this.hits = indices.filter((index) => index >= 0).sort((a, b) => a - b);
        this.at = -1;
        const undated = indices.length - this.hits.length;
        const lit = asked.length ? new Uint8Array(stage.scene.count) : null;
        for (const index of this.hits) /** @type {Uint8Array} */ (lit)[index] = 1;
        stage.marks.lit = lit;
        stage.draw();
        for (const button of this.buttons) button.disabled = !this.hits.length;
        let said = '';
        if (asked.length) said = found.length ? fill(words.hits, { count: this.hits.length }) : words.no_hits;
        this.told.textContent = undated ? `${said} ${fill(words.undated_hits, { count: undated })}` : said;
    }

    /** To the next one that is found, or the one before. @param {1 | -1} way */
    step(way) {
        const { hits } = this;
        if (!hits.length) return;
        if (this.at < 0) this.at = way > 0 ? 0 : hits.length - 1;
        else this.at = (this.at + way + hits.length) % hits.length;
        this.file.walk(hits[this.at]);
        this.told.textContent = fill(this.file.words.hit, { number: this.at + 1, total: hits.length });
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        if (event.key === 'Enter') this.step(event.shiftKey ? -1 : 1);
        else if (event.key === 'Escape' && this.box.value) {
            this.box.value = '';
            this.search();
        } else return;
        event.preventDefault();
        event.stopPropagation();
    }
}
