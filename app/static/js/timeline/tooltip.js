/** A few words beside what is pointed at. Text only: nothing in a title can become part of the page. */

/** @typedef {import('./scene.js').Scene} Scene */

export class Tooltip {
    /** @param {HTMLElement} parent */
    constructor(parent) {
        this.element = document.createElement('div');
        this.element.className = 'timeline-tooltip';
        this.element.hidden = true;
        // What it says is spoken by the live region; twice would be once too many.
        this.element.setAttribute('aria-hidden', 'true');
        parent.append(this.element);
        this.shown = -1;
    }

    /**
     * @param {Scene} scene
     * @param {number} index
     * @param {DOMRect} box of the event on the screen
     */
    show(scene, index, box) {
        if (this.shown !== index) {
            this.shown = index;
            const title = document.createElement('strong');
            title.textContent = scene.events.title[index];
            const lines = tell(scene, index).slice(1);
            this.element.replaceChildren(title, ...lines.map((line) => Object.assign(document.createElement('span'), { textContent: line })));
        }
        this.element.hidden = false;
        const { offsetWidth: width, offsetHeight: height } = this.element;
        const left = Math.min(Math.max(box.left, 8), document.documentElement.clientWidth - width - 8);
        const above = box.top - height - 10;
        this.element.style.left = `${left}px`;
        this.element.style.top = `${above < 8 ? box.bottom + 10 : above}px`;
    }

    hide() {
        this.element.hidden = true;
        this.shown = -1;
    }
}

/**
 * An event in words: title, date, lane, kind, accounts and what stands out.
 * @param {Scene} scene
 * @param {number} index
 * @returns {string[]}
 */
export function tell(scene, index) {
    const { events, lanes, kinds, words } = scene.columns;
    const lines = [events.title[index], events.date[index], lanes.name[events.lane[index]], kinds.word[events.kind[index]], events.accounts[index]];
    if (events.disputed[index]) lines.push(words.disputed);
    if (events.turning[index] !== null) lines.push(fill(words.turning_point, { number: events.turning[index] }));
    return lines;
}

/**
 * Put values in a sentence of the server.
 * @param {string} message with %(name)s places
 * @param {Record<string, unknown>} values
 */
export function fill(message, values) {
    return message.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
}
