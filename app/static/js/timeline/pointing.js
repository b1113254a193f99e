/** The pointer on the drawing: hovering tells, a click opens. */

import { Tooltip } from './tooltip.js';
import { isList } from './ways.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */

/** Pixels that a pointer may move between down and up and still be a click. */
const STILL = 5;

export class Pointing {
    /** @param {Timeline} timeline */
    constructor(timeline) {
        this.timeline = timeline;
    }

    /** @param {AbortSignal} signal */
    listen(signal) {
        const { drawing } = this.timeline;
        this.tooltip = new Tooltip(this.timeline.section);
        /** @type {{x: number, y: number} | null} */
        let down = null;
        drawing.addEventListener('pointerdown', (event) => (down = { x: event.clientX, y: event.clientY }), { signal, capture: true });
        document.addEventListener('pointerup', (event) => {
            const isClick = down && Math.hypot(event.clientX - down.x, event.clientY - down.y) <= STILL && !event.button;
            down = null;
            if (isClick) this.timeline.open(this.under(event));
        }, { signal, capture: true });
        drawing.addEventListener('pointermove', (event) => {
            if (event.pointerType === 'touch' || event.buttons) return;
            this.point(this.under(event));
        }, { signal });
        drawing.addEventListener('pointerleave', () => this.point(-1), { signal });
        // The words stay beside what they are about while the page glides under them.
        document.addEventListener('scroll', () => this.timeline.marks.pointed >= 0 && this.point(this.timeline.marks.pointed), { signal, capture: true, passive: true });
    }

    /** @param {PointerEvent} event @returns {number} the event under the pointer, or -1 */
    under(event) {
        const { drawing, scene, labels, lanes } = this.timeline;
        if (!scene || lanes?.covers(event) || !(event.target instanceof Node) || !(drawing.contains(event.target) || document.querySelector('.dragcover')?.contains(event.target))) return -1;
        const { x, y } = this.timeline.at(event);
        return scene.hit(x, y, labels);
    }

    /** @param {number} index the event of which a few words are told; -1 is none */
    point(index) {
        const { scene, marks, drawing } = this.timeline;
        if (!scene || !this.tooltip) return;
        if (marks.pointed !== index) {
            marks.pointed = index;
            drawing.classList.toggle('timeline-pointing', index >= 0);
            this.timeline.draw();
        }
        if (index < 0 || isList()) return this.tooltip.hide();
        const { left, right, y } = scene.place(index);
        const from = Math.max(left, 0);
        this.tooltip.show(scene, index, this.timeline.onScreen(from, y - 12, Math.max(right - from, 1), 24));
    }
}
