/** What stays of the timeline with a choice, by the same rule as on the server. Knows no screen. */

/**
 * @typedef {{kinds?: string[] | null, organisations?: string[] | null, people?: string[] | null, tags?: string[] | null,
 *   chapters?: string[] | null, only?: string[] | null}} Choice lists of what stays; null or empty means everything
 * @typedef {{id: string, kind: string, touches: string[], people: string[], tags: string[], chapter: string,
 *   turning: boolean, disputed: boolean}} Facts what is asked about one event
 */

/** @param {string[] | null | undefined} chosen @param {string[]} found */
const meets = (chosen, found) => !chosen?.length || found.some((one) => chosen.includes(one));

/** Whether an event stays. @param {Choice} choice @param {Facts} facts @param {Set<string>} changed the ids of what changed since the last visit */
export function keeps(choice, facts, changed) {
    const only = choice.only ?? [];
    return (
        meets(choice.kinds, [facts.kind]) &&
        meets(choice.organisations, facts.touches) &&
        meets(choice.people, facts.people) &&
        meets(choice.tags, facts.tags) &&
        meets(choice.chapters, [facts.chapter]) &&
        (!only.includes('turning') || facts.turning) &&
        (!only.includes('disputed') || facts.disputed) &&
        (!only.includes('changed') || changed.has(facts.id))
    );
}

/** Whether nothing is left out. @param {Choice} choice */
export const isEverything = (choice) => Object.values(choice).every((chosen) => !chosen?.length);

/** What is asked about an event of the columns. @param {any} columns @param {number} index @returns {Facts} */
export function factsOf(columns, index) {
    const { events, kinds, owners, people, tags, chapters } = columns;
    const named = (/** @type {any} */ names, /** @type {number[] | undefined} */ numbers) => (numbers ?? []).map((number) => names.id[number]);
    return {
        id: events.id[index],
        kind: kinds.key[events.kind[index]],
        touches: named(owners, events.touches[index]),
        people: named(people, events.people?.[index]),
        tags: named(tags, events.tags?.[index]),
        chapter: chapters.id[events.chapter?.[index]] ?? '',
        turning: events.turning[index] !== null,
        disputed: Boolean(events.disputed[index]),
    };
}

/** @param {any} columns @param {Choice} choice @param {Set<string>} [changed] @returns {Uint8Array} 1 for what is left out */
export function leftOut(columns, choice, changed = new Set()) {
    const hidden = new Uint8Array(columns.events.id.length);
    if (isEverything(choice)) return hidden;
    for (let index = 0; index < hidden.length; index += 1) hidden[index] = keeps(choice, factsOf(columns, index), changed) ? 0 : 1;
    return hidden;
}
