/** The same events as rows of words on the page, in the list, the table and the tray: they follow what is chosen. */

import { keeps } from './filter.js';

const list = (/** @type {string | undefined} */ words) => (words ? words.split(' ') : []);

/** What a row tells about its event. @param {HTMLElement} row @returns {import('./filter.js').Facts} */
export function factsOfRow({ dataset }) {
    return {
        id: dataset.timelineRow ?? '',
        kind: dataset.kind ?? '',
        touches: list(dataset.touches),
        people: list(dataset.people),
        tags: list(dataset.tags),
        chapter: dataset.chapter ?? '',
        turning: 'turning' in dataset,
        disputed: 'disputed' in dataset,
    };
}

/** @param {import('./filter.js').Choice} choice @param {Set<string>} changed @param {ParentNode} [within] */
export function filterRows(choice, changed, within = document) {
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll('[data-timeline-row]'))) {
        row.hidden = !keeps(choice, factsOfRow(row), changed);
    }
}
