/** What leads away from the view and back to it, and what is made of it, takes the view along in its own address. */

import { settleAddress, viewInAddress } from './address.js';

/** Leads away and back, such as changing an event. */
const LEADS_BACK = /\/events\/(new|undo|[a-z0-9]+\/(edit|move|link|unlink|remove|history|join|restore|accounts\/[a-z0-9]+\/split))$/;
/** Made of the view: a poster, a picture, a table, a walk for a room or a file of exactly what is seen. */
const SHOWS_THE_SAME = /\/timeline\/(table|present|file|(poster|picture)\/[a-z0-9-]+)$/;

/** @param {string} address */
function withView(address) {
    const there = new URL(address, location.href);
    const takesAlong = LEADS_BACK.test(there.pathname) || SHOWS_THE_SAME.test(there.pathname);
    if (there.origin !== location.origin || !takesAlong) return address;
    there.search = viewInAddress();
    return there.href;
}

document.addEventListener('click', (event) => {
    settleAddress();
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (link instanceof HTMLAnchorElement && !link.dataset.timelineEvent && !link.dataset.sort) link.href = withView(link.href);
}, { capture: true });

document.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    if (event.target.hasAttribute('action')) event.target.action = withView(event.target.action);
    // What the own organisation says of an event goes back to the page that its form stands on.
    const back = [event.target.elements.namedItem('back'), event.submitter].flat();
    for (const field of back) {
        if (!(field instanceof HTMLInputElement || field instanceof HTMLButtonElement) || field.name !== 'back') continue;
        const there = new URL(field.value, location.href);
        const address = `${location.pathname}${location.search}${there.hash}`;
        if (there.pathname === location.pathname && address.length <= 300) field.value = address;
    }
}, { capture: true });
