/**
 * Fingers on the drawing: one finger sideways pans, two fingers zoom, and the page still scrolls up and down.
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

/**
 * A wheel that was turned to scroll the page goes on scrolling it when the drawing comes under the pointer.
 * @param {HTMLElement} drawing
 */
export function leaveScrollingAlone(drawing) {
    let last = 0;
    let isScrolling = false;
    document.addEventListener(
        'wheel',
        (event) => {
            const inside = event.target instanceof Node && drawing.contains(event.target);
            if (event.timeStamp - last > 300) isScrolling = !inside;
            last = event.timeStamp;
            if (inside && isScrolling && !event.ctrlKey) event.stopImmediatePropagation();
        },
        { capture: true, passive: true },
    );
}
