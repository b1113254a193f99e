/**
 * Fingers and wheel on the drawing: one finger sideways pans, two fingers zoom, and the page still scrolls up and down.
 * Plotly would keep every touch to itself, so it doesn't get to see them.
 */

/** @typedef {{pan: (pixels: number) => number, zoom: (factor: number, x: number) => void}} Moves */

/**
 * @param {HTMLElement} drawing
 * @param {Moves} moves `pan` returns the pixels that it had no room for
 */
export function listenToFingers(drawing, moves) {
    for (const name of ['touchstart', 'touchmove', 'touchend']) {
        drawing.addEventListener(name, (event) => event.stopPropagation(), { capture: true, passive: true });
    }
    const scroller = drawing.parentElement;
    /** @type {Map<number, PointerEvent>} */
    const fingers = new Map();
    drawing.addEventListener('pointerdown', (event) => event.pointerType === 'touch' && fingers.set(event.pointerId, event));
    for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) {
        document.addEventListener(name, (event) => fingers.delete(event.pointerId));
    }
    drawing.addEventListener('pointermove', (event) => {
        const before = fingers.get(event.pointerId);
        if (!before) return;
        const others = [...fingers.values()].filter((finger) => finger.pointerId !== event.pointerId);
        if (others.length === 1) {
            const was = Math.abs(before.clientX - others[0].clientX);
            const is = Math.abs(event.clientX - others[0].clientX);
            if (was > 12 && is > 12) moves.zoom(was / is, (event.clientX + others[0].clientX) / 2);
        } else if (!others.length) {
            const rest = moves.pan(before.clientX - event.clientX);
            if (scroller && rest) scroller.scrollLeft += rest;
        }
        fingers.set(event.pointerId, event);
    });
}

/** Pixels that a line is high for a wheel that counts in lines. */
const LINE = 16;

/** How many pixels a wheel asks to go sideways; 0 when it turns up or down. @param {WheelEvent} event @param {number} page pixels of a wheel that counts in pages */
export function sideways(event, page) {
    const asked = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (!asked || (!event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY))) return 0;
    return asked * [1, LINE, page][event.deltaMode];
}

/**
 * Plotly makes a wheel come closer or go further off. It doesn't get to see one that goes sideways, which pans, and one that
 * scrolls the page: turned before the drawing came under the pointer, or for further off when all is in view.
 * @param {HTMLElement} drawing
 * @param {{pan: Moves['pan'], isWhole: () => boolean}} moves
 */
export function listenToWheel(drawing, moves) {
    let last = 0;
    let isScrolling = false;
    document.addEventListener(
        'wheel',
        (event) => {
            const inside = event.target instanceof Node && drawing.contains(event.target);
            if (event.timeStamp - last > 300) isScrolling = !inside;
            last = event.timeStamp;
            if (inside && event.deltaY > 0 && !sideways(event, 1) && moves.isWhole()) isScrolling = true;
            if (inside && isScrolling && !event.ctrlKey) event.stopImmediatePropagation();
        },
        { capture: true, passive: true },
    );
    drawing.addEventListener(
        'wheel',
        (event) => {
            const pixels = event.ctrlKey ? 0 : sideways(event, drawing.clientWidth);
            if (!pixels) return;
            event.stopImmediatePropagation();
            if (moves.isWhole()) return;
            // Also where the case ends: there the browser would go back to the page before.
            event.preventDefault();
            const rest = moves.pan(pixels);
            if (drawing.parentElement && rest) drawing.parentElement.scrollLeft += rest;
        },
        { capture: true, passive: false },
    );
}
