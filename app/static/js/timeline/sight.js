/** What of the page is seen: below what stays at the top of the screen, and above what lies over its lower part. */

/** What a reader does who goes on by themselves. */
const SIGNS = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/** @param {string} selector @param {string} position @returns {HTMLElement | null} what is there and stands so */
function standing(selector, position) {
    const part = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    return part && !part.hidden && getComputedStyle(part).position === position ? part : null;
}

/** From which line of the screen on the page is seen. */
export const seenFrom = () => standing('.timeline-tools', 'sticky')?.offsetHeight ?? 0;

/**
 * Scroll the page to see a line of it: no more than is needed, or so that one can read on from there.
 * @param {number} top on the screen
 * @param {number} bottom on the screen
 * @param {boolean} [isBegin]
 */
export function bringIntoSight(top, bottom, isBegin = false) {
    const begins = seenFrom() + 8;
    const ends = standing('#panel', 'fixed')?.getBoundingClientRect().top ?? window.innerHeight;
    if (top < begins || bottom > ends || (isBegin && top > begins + 1)) window.scrollBy({ top: top - begins, behavior: 'instant' });
}

/**
 * For who moves the page more than once: it is the reader's again as soon as they do something, or a press would end elsewhere
 * than it began. What they are doing right now doesn't count.
 * @returns {AbortSignal} aborted by what the reader does next
 */
export function untilReaderActs() {
    const acted = new AbortController();
    for (const sign of SIGNS) window.addEventListener(sign, () => acted.abort(), { signal: acted.signal, capture: true, passive: true });
    return acted.signal;
}
