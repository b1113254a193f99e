/** Searching in the columns: all words of a question must stand in what is told of an event. Knows no screen. */

/** Without capitals and accents. @param {string} text */
export const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a question. @param {string} asked @returns {string[]} */
export const wordsOf = (asked) => plain(asked).split(/\s+/).filter(Boolean);

/**
 * What can be found of each event: title, date in words, whose it is, kind, who was there, people and labels, and what is told of it.
 * @param {any} columns
 * @param {Record<string, string>} [told] the descriptions and accounts, by the id of the event
 * @returns {string[]}
 */
export function textsOf(columns, told = {}) {
    const { events, owners, kinds, people, tags, chapters } = columns;
    return events.id.map((/** @type {string} */ _, /** @type {number} */ index) => plain([
        events.title[index],
        events.date[index],
        kinds.word[events.kind[index]],
        ...events.touches[index].map((/** @type {number} */ owner) => owners.name[owner]),
        ...(events.people?.[index] ?? []).map((/** @type {number} */ person) => people.name[person]),
        ...(events.tags?.[index] ?? []).map((/** @type {number} */ tag) => tags.name[tag]),
        chapters.name[events.chapter?.[index]] ?? '',
        told[events.id[index]] ?? '',
    ].join('\n')));
}

/** @param {string} text already plain @param {string[]} words */
export const holds = (text, words) => words.every((word) => text.includes(word));

/** @param {string[]} texts @param {string[]} words @param {Uint8Array} hidden @returns {number[]} the events that are found, in order of time */
export function find(texts, words, hidden) {
    /** @type {number[]} */
    const found = [];
    if (words.length) texts.forEach((text, index) => !hidden[index] && holds(text, words) && found.push(index));
    return found;
}
