/** The days in view: by wheel and drag, fingers, the buttons beside the drawing and the keys; and the address that follows. */

import { stepTo, writeAddress } from './address.js';
import { listenToFingers, listenToWheel } from './gestures.js';
import { isList } from './ways.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('./scene.js').Scene} Scene */

const CLOSER = 1.6;

export class Moving {
    /** @param {Timeline} timeline */
    constructor(timeline) {
        this.timeline = timeline;
    }

    get scene() {
        return /** @type {Scene} */ (this.timeline.scene);
    }

    /** @param {AbortSignal} signal */
    listen(signal) {
        const { timeline } = this;
        const pan = (/** @type {number} */ pixels) => {
            const before = this.scene.from;
            const scale = this.scene.scale * timeline.size;
            this.show(before + pixels / scale, this.scene.to + pixels / scale);
            return pixels - (this.scene.from - before) * scale;
        };
        listenToWheel(timeline.drawing, { pan, isWhole: () => this.scene.isWhole });
        listenToFingers(timeline.drawing, {
            pan,
            zoom: (factor, x) => this.zoom(factor, timeline.at({ clientX: x, clientY: 0 }).x),
        });
        document.addEventListener('click', (event) => this.act(event), { signal });
        document.addEventListener('change', (event) => this.leap(event), { signal });
        document.addEventListener('timeline:window', () => this.forgetLeap(), { signal });
    }

    /** Plotly has been dragged or wheeled. @param {number} from @param {number} to @param {boolean} settled */
    moved(from, to, settled) {
        this.timeline.pointing.point(-1);
        this.scene.show(from, to);
        this.timeline.draw();
        if (settled) this.settle();
    }

    /** @param {number} from @param {number} to */
    show(from, to) {
        this.scene.show(from, to);
        this.timeline.pointing.point(-1);
        this.timeline.draw();
        this.settle();
    }

    /** The whole case: a step to come back from, as a leap is. */
    showAll() {
        if (!this.scene.isWhole) stepTo({ from: null, to: null });
        this.show(0, this.scene.columns.days);
    }

    /** Bring an event within the days in view. @param {number} index */
    bring(index) {
        const { scene } = this;
        const { left, right } = scene.place(index);
        if ((left < 0 && right < 40) || left > scene.width - 12) {
            const middle = scene.events.at[index] ?? scene.events.left[index];
            const half = (scene.to - scene.from) / 2;
            this.show(middle - half, middle + half);
        }
    }

    /** Bring the axis of Plotly and the address in line with what is in view. */
    settle() {
        const { scene } = this;
        const [from, to] = [scene.iso(scene.from), scene.iso(scene.to - 1)];
        writeAddress(scene.isWhole ? { from: null, to: null } : { from, to });
        this.timeline.tellPage('timeline:window', { from, to });
        this.timeline.printed?.later();
        this.follow();
    }

    /** Bring the axis of Plotly in line with what is in view. */
    follow() {
        cancelAnimationFrame(this.following ?? 0);
        this.following = requestAnimationFrame(() => this.timeline.axes?.follow());
    }

    /** @param {number} factor below 1 comes closer @param {number} [x] the pixel that stays where it is */
    zoom(factor, x) {
        const { scene } = this;
        const { walked, selected } = this.timeline.marks;
        // What one stands on stays where it is.
        this.show(...scene.closer(factor, x, walked >= 0 ? walked : selected));
    }

    zoomIn() {
        this.zoom(1 / CLOSER);
    }

    zoomOut() {
        this.zoom(CLOSER);
    }

    /** Later, or earlier when below 0, by a part of what is in view. @param {number} part */
    pan(part) {
        const days = (this.scene.to - this.scene.from) * part;
        this.show(this.scene.from + days, this.scene.to + days);
    }

    /** Somebody chose a chapter or a year to go to. @param {Event} event */
    leap(event) {
        if (!(event.target instanceof HTMLSelectElement) || !('timelineLeap' in event.target.dataset) || !event.target.value) return;
        if (isList()) return; // which goes there by itself (list.js)
        const { value } = event.target;
        const [from, to] = value.split('/');
        stepTo({ from, to }); // a leap is a step to come back from
        this.show(this.scene.fromStamp(from), this.scene.fromStamp(to) + 1);
        event.target.value = value;
    }

    /** The browser went back or forth: the choice shows the period that is in view, if it is one. */
    tellLeap() {
        const select = /** @type {HTMLSelectElement | null} */ (document.querySelector('[data-timeline-leap]'));
        const { scene } = this;
        const seen = `${scene.iso(scene.from)}/${scene.iso(scene.to - 1)}`;
        if (select) select.value = [...select.options].some((option) => option.value === seen) ? seen : '';
    }

    /** Who moves on is no longer in the chapter that was chosen. */
    forgetLeap() {
        const select = /** @type {HTMLSelectElement | null} */ (document.querySelector('[data-timeline-leap]'));
        if (select) select.value = '';
    }

    /** A button beside the drawing. @param {Event} event */
    act(event) {
        const button = event.target instanceof Element ? event.target.closest('[data-timeline-action]') : null;
        switch (button?.getAttribute('data-timeline-action')) {
            case 'zoom-in': return this.zoomIn();
            case 'zoom-out': return this.zoomOut();
            case 'left': return this.pan(-1 / 3);
            case 'right': return this.pan(1 / 3);
            case 'reset': return this.showAll();
        }
    }
}
