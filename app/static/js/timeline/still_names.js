/**
 * The names of the lanes once more, over the drawing of the server: where that goes sideways they stay, as without them nobody
 * knows whose row it is. (The page of the timeline has names that can be folded and moved: `lanes`.)
 */

/** What stands in the drawing but is no name, or would stand elsewhere in a narrower one. */
const NO_NAME = 'title, defs, .tl-field, .tl-strip-end';

/** @param {HTMLElement} drawing the element in which the drawing of the server stands */
export function keepNamesInView(drawing) {
    const whole = drawing.querySelector('.tl-svg');
    if (!whole) return;
    const names = /** @type {Element} */ (whole.cloneNode(false));
    names.append(...[...whole.children].filter((part) => !part.matches(NO_NAME)).map((part) => part.cloneNode(true)));
    for (const name of ['role', 'aria-label']) names.removeAttribute(name);
    names.setAttribute('aria-hidden', 'true');
    names.setAttribute('class', 'stage-names-drawn');
    const still = document.createElement('div');
    still.className = 'stage-names';
    still.append(names);
    const over = document.createElement('div');
    over.className = 'stage-over';
    over.append(still);
    drawing.append(over);
}
