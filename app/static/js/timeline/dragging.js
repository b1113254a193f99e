/**
 * Moving the event that is open by dragging it on the drawing, or one end of it, as long as its form for moving is unfolded.
 * What comes of it is what the form does: it is sent with the days that were dragged, and can be undone.
 */

import { fill } from './tooltip.js';

/** Pixels from the end of a period within which that end is taken. */
const CLOSE = 10;
const DAY = 86400000;

/** @typedef {{form: HTMLFormElement, index: number, side: string, from: number, days: number}} Drag */

/** @type {any} */
let timeline;
/** @type {Drag | null} */
let drag = null;
/** @type {HTMLElement | null} */
let ghost = null;

document.addEventListener('timeline:interactive', (event) => (timeline = /** @type {CustomEvent} */ (event).detail?.timeline));

/** The form of the event that is open, when it is unfolded. @returns {HTMLFormElement | null} */
function unfolded() {
    const form = document.querySelector('details[data-moving][open] form[data-move]');
    return form instanceof HTMLFormElement ? form : null;
}

/** Which part of an event lies at a point: an end that may be moved, or all of it. @param {any} place @param {number} x @param {string[]} sides */
function sideAt(place, x, sides) {
    const wide = place.right - place.left;
    if (sides.includes('start') && Math.abs(x - place.left) <= CLOSE && wide > 3 * CLOSE) return 'start';
    if (sides.includes('end') && Math.abs(x - place.right) <= CLOSE && wide > 3 * CLOSE) return 'end';
    return sides.includes('both') ? 'both' : sides[0];
}

/** @param {PointerEvent} event */
function begin(event) {
    const form = event.button ? null : unfolded();
    if (!form || !timeline?.scene || timeline.lanes?.covers(event) || !(event.target instanceof Node) || !timeline.drawing.contains(event.target)) return;
    const { scene } = timeline;
    const index = scene.indexOf.get(form.dataset.move ?? '') ?? -1;
    const { x, y } = timeline.at(event);
    if (index < 0 || !scene.isInView(index)) return;
    const place = scene.place(index);
    if (Math.abs(place.y - y) > scene.sizes.row / 2 || x < place.left - CLOSE || x > place.right + CLOSE) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    timeline.pointing.point(-1);
    drag = { form, index, side: sideAt(place, x, (form.dataset.sides ?? 'both').split(' ')), from: event.clientX, days: 0 };
    show();
}

/** @param {PointerEvent} event */
function move(event) {
    if (!drag) return;
    event.stopImmediatePropagation();
    drag.days = withinRoom(drag, Math.round((event.clientX - drag.from) / timeline.size / timeline.scene.scale));
    show();
}

/** An end of a period stops where the other end is. @param {Drag} drag @param {number} days */
function withinRoom({ form, side, index }, days) {
    const { events } = timeline.scene;
    // What still goes on has no last day; on the drawing it ends with the case.
    if (side === 'start') return Math.min(days, Number(form.dataset.startMost), events.right[index] - events.left[index] - 1);
    return side === 'end' ? Math.max(days, Number(form.dataset.endLeast)) : days;
}

/** Where the event would come to lie, with its days in words. */
function show() {
    if (!drag) return;
    const { scene, drawing } = timeline;
    const { events } = scene;
    const [left, right] = [events.left[drag.index] + (drag.side === 'end' ? 0 : drag.days), events.right[drag.index] + (drag.side === 'start' ? 0 : drag.days)];
    if (!ghost) {
        ghost = document.createElement('div');
        ghost.className = 'timeline-ghost';
        drawing.append(ghost);
    }
    const about = drawing.getBoundingClientRect();
    const isMoment = events.at[drag.index] !== null && right - left <= 1;
    const [start, end] = [scene.x(left), Math.max(scene.x(right), scene.x(left) + scene.sizes.smallestBar)];
    const { row } = scene.sizes;
    const [begin, wide] = isMoment ? [(start + end) / 2 - row / 2, row] : [start, end - start];
    const place = timeline.onScreen(begin, scene.place(drag.index).y - row / 2, wide, row);
    ghost.style.left = `${place.left - about.left}px`;
    ghost.style.width = `${place.width}px`;
    ghost.style.top = `${place.top - about.top}px`;
    ghost.style.height = `${place.height}px`;
    const words = right - left <= 1 ? inWords(left) : fill(scene.columns.words.from_to, { first: inWords(left), last: inWords(right - 1) });
    const label = document.createElement('span');
    label.textContent = words;
    ghost.replaceChildren(label);
    timeline.say(words);
}

/** @param {number} day a day as the page writes it elsewhere */
function inWords(day) {
    const date = new Date(timeline.scene.start + Math.round(day) * DAY);
    return date.toLocaleDateString(timeline.scene.columns.plotly.language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** @param {boolean} isKept */
function end(isKept) {
    const was = drag;
    drag = null;
    ghost?.remove();
    ghost = null;
    if (!was || !isKept || !was.days) return;
    const days = was.form.elements.namedItem('days');
    if (days instanceof HTMLInputElement) days.value = String(was.days);
    for (const side of was.form.querySelectorAll('input[name="side"]')) {
        if (!(side instanceof HTMLInputElement)) continue;
        if (side.type === 'radio') side.checked = side.value === was.side;
    }
    was.form.requestSubmit();
}

// Before the drawing itself hears of it: what is dragged here must not pan the timeline.
document.addEventListener('pointerdown', begin, { capture: true });
document.addEventListener('mousedown', (event) => drag && event.stopImmediatePropagation(), { capture: true });
document.addEventListener('pointermove', move, { capture: true });
document.addEventListener('pointerup', (event) => {
    if (!drag) return;
    event.stopImmediatePropagation();
    end(true);
}, { capture: true });
document.addEventListener('pointercancel', () => end(false), { capture: true });
document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !drag) return;
    event.stopImmediatePropagation();
    end(false);
}, { capture: true });
