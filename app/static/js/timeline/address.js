/** The address bar holds the view: the window, the filter and the event that is open. Names and titles never stand in it. */

/** @typedef {Record<string, string | string[] | null>} View null or an empty list leaves it out of the address */

/** @returns {{from: string | null, to: string | null, event: string | null, kinds: string[], organisations: string[]}} */
export function readAddress() {
    const asked = new URLSearchParams(location.search);
    return {
        from: asked.get('from'),
        to: asked.get('to'),
        event: asked.get('event'),
        kinds: asked.getAll('kind'),
        organisations: asked.getAll('organisation'),
    };
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
    for (const [name, value] of Object.entries(view)) {
        address.searchParams.delete(name);
        for (const one of value === null ? [] : [value].flat()) address.searchParams.append(name, one);
    }
    // The place on the page that an address without script points at is no part of the view.
    if (Object.keys(view).length) address.hash = '';
    return address.href;
}
