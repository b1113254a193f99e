/** The box to search with: what is found lights up in the drawing, the list and the table; one steps through it. Nothing of it stands in the address. */

import { find, holds, plain, textsOf, wordsOf } from './search.js';
import { fill } from './tooltip.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */

const part = /** @type {HTMLElement | null} */ (document.querySelector('[data-timeline-search]'));
const box = /** @type {HTMLInputElement | null} */ (part?.querySelector('input') ?? null);
const told = /** @type {HTMLElement | null} */ (part?.querySelector('[data-timeline-hits]') ?? null);
/** @type {Timeline | undefined} */
let timeline;
/** @type {{columns: any, told: Record<string, string>, texts: string[]} | undefined} */
let known;
/** What is told of each event, by its id: fetched when somebody begins to search. @type {Record<string, string>} */
let toldOf = {};
/** The columns that it was fetched with. @type {any} */
let askedWith;
/** Whether what is told could not be fetched, so that only titles are searched. */
let isOffline = false;
/** How many of what is found wait for a date. */
let undatedHits = 0;
/** @type {number[]} */
let hits = [];
let at = -1;
let saying = 0;

function search() {
    const scene = timeline?.scene;
    if (!timeline || !scene || !box || !told) return;
    const words = wordsOf(box.value);
    if (words.length) fetchTold();
    if (words.length && (known?.columns !== scene.columns || known?.told !== toldOf)) known = { columns: scene.columns, told: toldOf, texts: textsOf(scene.columns, toldOf) };
    hits = words.length ? find(/** @type {any} */ (known).texts, words, scene.hidden) : [];
    at = -1;
    /** @type {Uint8Array | null} */
    let lit = null;
    if (words.length) {
        lit = new Uint8Array(scene.count);
        for (const index of hits) lit[index] = 1;
    }
    timeline.marks.lit = lit;
    timeline.marks.found = -1;
    timeline.draw();
    timeline.tellPage('timeline:lit');
    undatedHits = markRows(words);
    part?.querySelectorAll('button').forEach((button) => (button.disabled = !hits.length));
    tellHits(words.length > 0, undatedHits);
}

/** Get what is told of the events, once for each state of the timeline; until it is there, titles and the like are searched. */
async function fetchTold() {
    const columns = timeline?.scene?.columns;
    const address = part?.dataset.timelineWordsUrl;
    if (!columns || !address || askedWith === columns) return;
    askedWith = columns;
    try {
        const answer = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
        isOffline = false;
        if (!answer.ok || askedWith !== columns) return;
        toldOf = await answer.json();
        if (box?.value && at < 0) search();
        else if (box?.value) tellHits(true, 0);
    } catch {
        askedWith = undefined; // without a connection the next letter asks again
        isOffline = !Object.keys(toldOf).length;
        if (box && wordsOf(box.value).length) tellHits(true, undatedHits);
    }
}

/** @param {boolean} isAsked @param {number} undated @returns {string} the count of what is found */
function tellHits(isAsked, undated) {
    const { words } = /** @type {any} */ (timeline?.scene).columns;
    let said = '';
    if (isAsked) {
        if (!hits.length) said = undated ? '' : words.no_hits;
        else said = at < 0 ? fill(words.hits, { count: hits.length }) : fill(words.hit, { number: at + 1, total: hits.length });
        if (undated && at < 0) said = `${said || fill(words.hits, { count: 0 })} ${fill(words.undated_hits, { count: undated })}`;
    }
    const whole = said && isOffline ? `${said} (${part?.dataset.titlesOnly ?? ''})` : said;
    if (told) told.textContent = whole;
    told?.classList.toggle('is-long', whole !== said);
    clearTimeout(saying);
    // Only what still holds when somebody stops typing is spoken.
    if (said && at < 0) saying = window.setTimeout(() => timeline?.say(whole), 600);
    return said;
}

/** Rows of words that are found. @param {string[]} words @returns {number} how many of them wait for a date */
function markRows(words) {
    let undated = 0;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-timeline-row]'))) {
        const isHit = words.length > 0 && !row.hidden && isFound(row, words);
        row.classList.toggle('timeline-hit', isHit);
        if (isHit && row.closest('.timeline-tray')) undated += 1;
    }
    return undated;
}

/** @param {HTMLElement} row @param {string[]} words */
function isFound(row, words) {
    const index = timeline?.scene?.indexOf.get(row.dataset.timelineRow ?? '');
    return index === undefined ? holds(plain(`${row.textContent}\n${toldOf[row.dataset.timelineRow ?? ''] ?? ''}`), words) : Boolean(timeline?.marks.lit?.[index]);
}

/** @param {1 | -1} way */
function step(way) {
    if (!timeline || !hits.length) return;
    if (at < 0 && timeline.scene) {
        // Begin with the first that is in view.
        const seen = hits.findIndex((index) => timeline?.scene?.isInView(index));
        at = way > 0 ? Math.max(seen, 0) : hits.length - 1;
    } else at = (at + way + hits.length) % hits.length;
    const index = hits[at];
    clearTimeout(saying);
    timeline.marks.found = index;
    timeline.moving.bring(index);
    timeline.draw();
    timeline.walking.bringIntoSight(index);
    timeline.walking.stayAt(index);
    timeline.pointing.point(index);
    timeline.say(`${tellHits(true, 0)}: ${timeline.walking.words(index)}`);
    timeline.follow(index);
}

function clear() {
    if (!box) return;
    box.value = '';
    timeline?.pointing.point(-1);
    search();
}

/** @param {KeyboardEvent} event */
function inBox(event) {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && box?.value) clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
}

/** @param {KeyboardEvent} event */
function anywhere(event) {
    if (!box || !timeline?.scene || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])'));
    if (event.key === 'F3') {
        if (document.activeElement === box || hits.length) step(event.shiftKey ? -1 : 1);
        else box.focus();
    } else if (event.key === '/' && !typing) box.focus();
    else return;
    event.preventDefault();
}

box?.addEventListener('input', search);
box?.addEventListener('keydown', inBox);
// What was found and pointed at stays lit, the few words beside it go.
box?.addEventListener('blur', () => timeline?.pointing.point(-1));
part?.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-timeline-hit]') : null;
    if (button) step(button.getAttribute('data-timeline-hit') === 'next' ? 1 : -1);
});
document.addEventListener('keydown', anywhere);
document.addEventListener('timeline:interactive', (event) => {
    timeline = /** @type {CustomEvent} */ (event).detail.timeline;
    if (box?.value) search();
});
window.addEventListener('online', () => box?.value && isOffline && fetchTold());
for (const name of ['timeline:shown', 'timeline:drawn', 'timeline:table']) document.addEventListener(name, () => box?.value && search());
