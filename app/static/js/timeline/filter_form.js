/** The form with what one chooses to see: it works at once, and the address follows. Without script it is a plain form. */

import { LISTS, readAddress, settleAddress, stepTo } from './address.js';
import { isConnected } from './connected.js';
import { isEverything } from './filter.js';
import { fill } from './tooltip.js';
import { isNarrow } from './ways.js';

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-timeline-filter]'));

/** What is ticked; null where nothing is, which means everything. @returns {Record<string, string[] | null>} */
function ticked() {
    return Object.fromEntries(Object.entries(LISTS).map(([name, key]) => {
        const boxes = /** @type {HTMLInputElement[]} */ ([...(form?.querySelectorAll(`input[name="${key}"]:checked`) ?? [])]);
        return [name, boxes.length ? boxes.map((box) => box.value) : null];
    }));
}

function tellFilter() {
    document.dispatchEvent(new CustomEvent('timeline:filter', { detail: ticked() }));
}

async function filter() {
    // A drawing that stands still is drawn anew by the server.
    const isStill = document.querySelector('#timeline[data-still]') !== null;
    if (isStill && !(await isConnected())) return followAddress();
    const choice = ticked();
    stepTo(Object.fromEntries(Object.entries(LISTS).map(([name, key]) => [key, choice[name]])));
    if (isStill) location.reload();
    else tellFilter();
    return undefined;
}

/** Tick what stands in the address, and show it. */
function followAddress() {
    const { choice } = readAddress();
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form?.querySelectorAll('input[type="checkbox"]') ?? [])) {
        const name = Object.entries(LISTS).find(([, key]) => key === box.name)?.[0];
        box.checked = choice[/** @type {keyof typeof LISTS} */ (name)]?.includes(box.value) ?? false;
    }
    tellFilter();
}

/** What the lanes stand for is a drawing of its own, which the server makes. @param {string} lanes */
async function standFor(lanes) {
    if (!(await isConnected())) return standAsDrawn();
    settleAddress();
    const address = new URL(location.href);
    for (const key of ['lanes', 'order', 'fold', 'event', 'undo', 'moving', 'days']) address.searchParams.delete(key);
    if (lanes !== 'organisation') address.searchParams.set('lanes', lanes);
    location.assign(address.href);
    return undefined;
}

/** Choose again what the lanes of this drawing stand for. */
function standAsDrawn() {
    const drawn = readAddress().lanes ?? 'organisation';
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (form?.querySelectorAll('input[name="lanes"]') ?? [])) radio.checked = radio.value === drawn;
}

if (form && document.getElementById('timeline')) {
    const choices = /** @type {HTMLDetailsElement} */ (form.querySelector('details'));
    // Where it would push what was chosen out of sight it waits until it is asked for; how many are left is told beside it.
    if (isNarrow()) choices.open = false;
    form.dataset.alive = '';
    form.addEventListener('change', (event) => {
        const box = /** @type {HTMLInputElement} */ (event.target);
        if (box.name === 'lanes') standFor(box.value);
        else filter();
    });
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        filter();
    });
    document.querySelector('[data-timeline-all]')?.addEventListener('click', (event) => {
        event.preventDefault();
        form.querySelectorAll('input[type="checkbox"]:checked').forEach((box) => (/** @type {HTMLInputElement} */ (box).checked = false));
        filter();
        form.querySelector('summary')?.focus(); // the link goes with what it was about
    });
    form.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape' || !choices.open) return;
        choices.open = false;
        form.querySelector('summary')?.focus();
    });
    window.addEventListener('popstate', () => {
        // Other lanes are another drawing.
        const by = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name="lanes"]:checked'))?.value ?? 'organisation';
        const radios = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[name="lanes"]')]);
        if (by !== (readAddress().lanes ?? 'organisation') && radios.some((radio) => radio.value === readAddress().lanes || !readAddress().lanes)) return location.reload();
        followAddress();
    });
    document.addEventListener('timeline:shown', (event) => {
        const said = /** @type {HTMLElement | null} */ (document.querySelector('[data-timeline-shown]'));
        if (!said) return;
        const { shown, total } = /** @type {CustomEvent} */ (event).detail;
        said.textContent = [shown ? '' : said.dataset.none, fill(said.dataset.words ?? '', { shown, total })].filter(Boolean).join(' ');
        /** @type {HTMLElement} */ (said.parentElement).hidden = isEverything(ticked());
    });
    if (!isEverything(ticked())) tellFilter();
}
