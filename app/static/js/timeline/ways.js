/**
 * On a narrow screen the timeline is a list, in order of time, or a drawing: what somebody chose is kept on this device.
 * Which of both is seen is a matter of the style sheet, which works without script too (timeline_column.css).
 */

const KEY = 'terugblik-way';
const narrow = matchMedia('(max-width: 40rem)');
const drawing = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-timeline-drawing]'));

/** Whether the screen is so narrow that there is a choice. */
export const isNarrow = () => narrow.matches;

/** Whether the list stands there instead of the drawing. */
export const isList = () => narrow.matches && drawing !== null && !drawing.checked;

/**
 * Hear that the other of both is seen: somebody chose it, or the screen became narrower or wider.
 * @param {() => void} listener
 * @param {AbortSignal} [signal]
 */
export function whenOther(listener, signal) {
    narrow.addEventListener('change', listener, { signal });
    drawing?.closest('fieldset')?.addEventListener('change', listener, { signal });
}

/** What was chosen on this device: the value of one of both. */
function kept() {
    try {
        return localStorage.getItem(KEY) ?? 'list';
    } catch {
        return 'list';
    }
}

function keep() {
    try {
        if (drawing?.checked) localStorage.setItem(KEY, 'drawing');
        else localStorage.removeItem(KEY);
    } catch {
        // Without this memory the next visit begins with the list.
    }
}

if (drawing) {
    // What the page began with (first_view.js), not what the browser filled in again.
    const way = kept();
    for (const one of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[name="way"]'))) one.checked = one.value === way;
    delete document.documentElement.dataset.way;
    whenOther(keep);
}
