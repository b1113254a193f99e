/** What of the page is seen: below what stays at the top of the screen, and above what lies over its lower part. */

/** @param {string} selector @param {string} position @returns {HTMLElement | null} what is there and stands so */
function standing(selector, position) {
    const part = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    return part && !part.hidden && getComputedStyle(part).position === position ? part : null;
}

/**
 * Scroll the page to see a line of it: no more than is needed, or so that one can read on from there.
 * @param {number} top on the screen
 * @param {number} bottom on the screen
 * @param {boolean} [isBegin]
 */
export function bringIntoSight(top, bottom, isBegin = false) {
    const begins = (standing('.timeline-tools', 'sticky')?.offsetHeight ?? 0) + 8;
    const ends = standing('#panel', 'fixed')?.getBoundingClientRect().top ?? window.innerHeight;
    if (top < begins || bottom > ends || (isBegin && top > begins + 1)) window.scrollBy({ top: top - begins, behavior: 'instant' });
}
