/** The address bar holds the view: the window and the event that is open. Names and titles never stand in it. */

/** @returns {{from: string | null, to: string | null, event: string | null}} */
export function readAddress() {
    const asked = new URLSearchParams(location.search);
    return { from: asked.get('from'), to: asked.get('to'), event: asked.get('event') };
}

/** @type {number | undefined} */
let waiting;

/** @param {Record<string, string | null>} view null leaves it out of the address */
export function writeAddress(view) {
    clearTimeout(waiting);
    // Browsers refuse an address that changes many times a second.
    waiting = window.setTimeout(() => {
        const address = new URL(location.href);
        for (const [name, value] of Object.entries(view)) {
            if (value === null) address.searchParams.delete(name);
            else address.searchParams.set(name, value);
        }
        if (address.href !== location.href) history.replaceState(history.state, '', address);
    }, 200);
}
