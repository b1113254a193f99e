/** The address bar holds the view: the window, the filter, the lanes and the event that is open. Names, titles and searches never stand in it. */

/** @typedef {Record<string, string | string[] | null>} View null or an empty list leaves it out of the address */

/** The lists of what stays, by the key under which they stand in the address (app/timeline_address.py holds the same keys). */
export const LISTS = /** @type {const} */ ({ kinds: 'kind', organisations: 'organisation', people: 'person', tags: 'tag', chapters: 'chapter', only: 'only' });

/**
 * @returns {{from: string | null, to: string | null, event: string | null, lanes: string | null, order: string[], folded: string[],
 *   choice: Required<import('./filter.js').Choice>}}
 */
export function readAddress() {
    const asked = new URLSearchParams(location.search);
    return {
        from: asked.get('from'),
        to: asked.get('to'),
        event: asked.get('event'),
        lanes: asked.get('lanes'),
        order: (asked.get('order') ?? '').split('.').filter(Boolean),
        folded: asked.getAll('fold'),
        choice: /** @type {any} */ (Object.fromEntries(Object.entries(LISTS).map(([name, key]) => [name, asked.getAll(key)]))),
    };
}

/** What an address says of the act that was just done, which is true of no other view. */
const OF_AN_ACT = ['undo', 'moving', 'days'];

/** The view alone, as the query of an address: without the event that is open and what was just done. */
export function viewInAddress() {
    const view = new URLSearchParams(location.search);
    view.delete('event');
    for (const key of OF_AN_ACT) view.delete(key);
    return view.toString();
}

/** @type {View} */
let unwritten = {};
/** @type {number | undefined} */
let waiting;

/** Follow what moves all the time, such as the window: it is no step of its own to come back to. @param {View} view */
export function writeAddress(view) {
    Object.assign(unwritten, view);
    clearTimeout(waiting);
    // Browsers refuse an address that changes many times a second.
    waiting = window.setTimeout(settleAddress, 200);
}

/** Write down now what would be written in a moment. */
export function settleAddress() {
    clearTimeout(waiting);
    const address = addressWith(unwritten);
    unwritten = {};
    if (address !== location.href) history.replaceState(history.state, '', address);
}

/** What somebody did, such as opening an event, is a step that the browser's Back takes back. @param {View} view */
export function stepTo(view) {
    settleAddress();
    const address = addressWith(view);
    if (address !== location.href) history.pushState(null, '', address);
}

/** Go where the browser went: what was not written yet belonged to the place that was left. */
export function forgetUnwritten() {
    clearTimeout(waiting);
    unwritten = {};
}

/** @param {View} view */
function addressWith(view) {
    const address = new URL(location.href);
    if ('event' in view) for (const key of OF_AN_ACT.slice(1)) address.searchParams.delete(key);
    for (const [name, value] of Object.entries(view)) {
        address.searchParams.delete(name);
        for (const one of value === null ? [] : [value].flat()) address.searchParams.append(name, one);
    }
    // The place on the page that an address without script points at is no part of the view.
    if (Object.keys(view).length) address.hash = '';
    return address.href;
}
