/** What the timeline is drawn on: a canvas below the scale of Plotly, as wide as the page has room and in the colours of its theme. */

import { Painter } from './painter.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('./scene.js').Scene} Scene */

/** Pixels that the drawing may be high to stand on one sheet of A4 on its side, with its heading and legend. */
const SHEET = 590;

export class Surface {
    /** @param {Timeline} timeline */
    constructor(timeline) {
        this.timeline = timeline;
        this.canvas = document.createElement('canvas');
        this.canvas.className = 'timeline-canvas';
        this.canvas.setAttribute('aria-hidden', 'true');
        this.host = document.createElement('div');
        this.host.className = 'timeline-axes';
        this.host.setAttribute('aria-hidden', 'true');
        this.painter = new Painter(this.canvas, timeline.section);
        this.width = 0;
    }

    get scene() {
        return /** @type {Scene} */ (this.timeline.scene);
    }

    measure() {
        const { drawing } = this.timeline;
        const { scene } = this;
        this.width = drawing.clientWidth;
        scene.width = this.width * (1 - scene.sizes.column);
        drawing.style.height = `${scene.height}px`;
        drawing.style.setProperty('--tl-print-zoom', String(Math.min(Math.max(SHEET / scene.height, 0.45), 0.8)));
        this.canvas.style.width = `${scene.width}px`;
        this.painter.resize(scene.width, scene.height);
    }

    look() {
        const { painter, width, scene } = this;
        return { width, left: width * scene.sizes.column, text: painter.subtle, family: painter.family };
    }

    /** Draw all of it again: the size, the lanes or the events have changed. */
    redraw() {
        this.measure();
        this.timeline.draw();
        this.timeline.overview?.draw();
        return this.timeline.axes?.redraw(this.look());
    }

    /** The room for the drawing has changed. */
    fit() {
        const { clientWidth } = this.timeline.drawing;
        if (clientWidth && clientWidth !== this.width) this.redraw();
    }

    /** The colours of the page have changed. */
    repaint() {
        this.painter.readColours();
        this.redraw();
    }

    /** @param {AbortSignal} signal */
    watch(signal) {
        const seen = new ResizeObserver(() => this.fit());
        seen.observe(this.timeline.drawing);
        const themes = new MutationObserver(() => this.repaint());
        themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
        for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
            matchMedia(query).addEventListener('change', () => this.repaint(), { signal });
        }
        signal.addEventListener('abort', () => [seen, themes].forEach((observer) => observer.disconnect()));
    }
}
