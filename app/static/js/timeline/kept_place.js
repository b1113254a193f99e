/**
 * Who moves an event, or undoes something, reads on where they were: the page that comes stands at the same height. Its message
 * stands at the top; where that is out of sight, it comes by once more, unless the panel says it. The keyboard goes on there: at the
 * button that undoes the act, or at the days that can't be.
 */

import { toast } from '../toast.js';
import { untilReaderActs } from './sight.js';

const KEY = 'terugblik-place';
/** Milliseconds within which the page comes that the place was kept for; on a later visit nobody is there any more. */
const SOON = 30_000;
/** Pixels of white that stay round what is brought into sight. */
const CLEAR = 24;
/** What keeps the reader's place when it is sent. */
const FORMS = 'form[data-move], form[data-keep-place]';

/** @typedef {{page: string, top: number, panel: number, at: number}} Place */

const panel = () => document.getElementById('panel');

// On the window, after whoever refuses to send a form has said so.
window.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !(event.target instanceof Element) || !event.target.matches(FORMS)) return;
    /** @type {Place} */
    const place = { page: location.pathname, top: Math.round(window.scrollY), panel: panel()?.scrollTop ?? 0, at: Date.now() };
    try {
        sessionStorage.setItem(KEY, JSON.stringify(place));
    } catch {
        // Without this memory the page begins at its top.
    }
});

/** The place that was kept for this page, once. @returns {Place | null} */
function take() {
    try {
        const kept = sessionStorage.getItem(KEY);
        sessionStorage.removeItem(KEY);
        const place = kept ? JSON.parse(kept) : null;
        return place?.page === location.pathname && Date.now() - place.at < SOON ? place : null;
    } catch {
        return null;
    }
}

/** @param {Place} place */
function goBack(place) {
    window.scrollTo({ top: place.top, behavior: 'instant' });
    panel()?.scrollTo({ top: place.panel, behavior: 'instant' });
}

/** Within the panel alone: the page itself stays where it is. @param {HTMLElement | null} here */
function keepInPanel(here) {
    const [box, own] = [panel()?.getBoundingClientRect(), here?.getBoundingClientRect()];
    if (!box || !own) return;
    const below = own.bottom + CLEAR - Math.min(box.bottom, window.innerHeight);
    const above = own.top - CLEAR - box.top;
    panel()?.scrollBy({ top: below > 0 ? below : Math.min(above, 0), behavior: 'instant' });
}

/** @param {Place} place */
function restore(place) {
    const gone = untilReaderActs();
    goBack(place);
    const here = /** @type {HTMLElement | null} */ (panel()?.querySelector('[aria-invalid="true"], [data-undo]') ?? null);
    here?.focus({ preventScroll: true });
    keepInPanel(here);
    // The drawing takes its own height when it can be moved, and the list when all its rows are there: the place is the same
    // once more, unless the reader went on.
    for (const grown of ['timeline:interactive', 'timeline:listed']) {
        document.addEventListener(grown, () => {
            if (gone.aborted) return;
            goBack(place);
            keepInPanel(here);
        }, { once: true });
    }
    const said = document.querySelector('main > .tb-alert');
    if (!here && said && said.getBoundingClientRect().bottom < 0) toast(said.textContent?.trim() ?? '');
}

const place = take();
if (place) restore(place);
