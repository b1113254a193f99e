/** What the timeline is drawn on: a canvas below what Plotly hears, as wide as the page has room and in the colours of its theme. */

import { Painter } from './painter.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('./scene.js').Scene} Scene */

/** Pixels that the drawing may be high to stand on one sheet of A4 on its side, with its heading and legend. */
const SHEET = 590;
/** The width in pixels of the scene below which the names of the lanes are written smaller. */
const TIGHT = 760;
/** The letters of a browser that was left as it came, in pixels, and how much larger ours are at most. */
const LETTERS = 16;
const LARGEST = 2;
/** What the style sheet makes of them (base.css). */
const OURS = 1.125;
/** Screens that a drawing may be high to be drawn as a whole; of a higher one a part is drawn that follows what is seen. */
const WHOLE = 3;

/** How much larger everything is drawn for who asked the browser for larger letters: the whole drawing, so that words fit as before. */
function sizeOfLetters() {
    const asked = parseFloat(getComputedStyle(document.documentElement).fontSize) / OURS / LETTERS;
    return Math.min(Math.max(Number.isFinite(asked) ? asked : 1, 1), LARGEST);
}

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
        /** Pixels of the screen for each pixel of the scene. */
        this.size = 1;
    }

    get scene() {
        return /** @type {Scene} */ (this.timeline.scene);
    }

    measure() {
        const { drawing } = this.timeline;
        const { scene } = this;
        this.size = sizeOfLetters();
        const { size } = this;
        drawing.style.setProperty('--tl-size', String(size));
        this.width = drawing.clientWidth;
        drawing.classList.toggle('timeline-tight', this.width / size < TIGHT);
        scene.width = (this.width / size) * (1 - scene.sizes.column);
        drawing.style.height = `${scene.height * size}px`;
        drawing.style.setProperty('--tl-print-zoom', String(Math.min(Math.max(SHEET / scene.height, 0.45), 0.8)));
        this.canvas.style.width = `${scene.width * size}px`;
        this.follow(true);
    }

    /** Let the canvas lie where the drawing is seen. @param {boolean} [always] also when what is seen is drawn already @returns {boolean} whether it moved */
    follow(always = false) {
        const { scene, size } = this;
        const screen = (window.innerHeight || 1000) / size;
        const from = -this.timeline.drawing.getBoundingClientRect().top / size;
        const { slice } = scene;
        const isCovered = slice.top <= Math.max(from, 0) && slice.bottom >= Math.min(from + screen, scene.height);
        if (isCovered && !always) return false;
        const isWhole = scene.height <= WHOLE * screen;
        slice.top = isWhole ? 0 : Math.round(Math.max(0, Math.min(from - screen / 2, scene.height - 2 * screen)));
        slice.bottom = isWhole ? scene.height : Math.min(slice.top + 2 * screen, scene.height);
        this.canvas.style.top = `${slice.top * size}px`;
        this.canvas.style.height = `${(slice.bottom - slice.top) * size}px`;
        this.painter.resize(scene.width, slice.bottom - slice.top, size);
        return true;
    }

    /** Where the drawing lies on the screen, also where the canvas covers a part of it. */
    box() {
        const { left, top, width } = this.canvas.getBoundingClientRect();
        return new DOMRect(left, top - this.scene.slice.top * this.size, width, this.scene.height * this.size);
    }

    /** Where a point of the screen lies in the scene. @param {{clientX: number, clientY: number}} point */
    at({ clientX, clientY }) {
        const { left, top } = this.box();
        return { x: (clientX - left) / this.size, y: (clientY - top) / this.size };
    }

    /** Where a part of the scene lies on the screen. @param {number} left @param {number} top @param {number} width @param {number} height */
    onScreen(left, top, width, height) {
        const box = this.box();
        const { size } = this;
        return new DOMRect(box.left + left * size, box.top + top * size, width * size, height * size);
    }

    look() {
        const { width, scene, size } = this;
        return { width, left: width * scene.sizes.column, size };
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
        if (clientWidth && (clientWidth !== this.width || sizeOfLetters() !== this.size)) this.redraw();
        // Beside the panel what is open in it stays in sight.
        const { selected } = this.timeline.marks;
        if (selected >= 0) this.timeline.walking.goSideways(selected);
    }

    /** The colours of the page have changed. */
    repaint() {
        this.painter.readColours();
        this.redraw();
    }

    /** @param {AbortSignal} signal */
    watch(signal) {
        document.addEventListener('scroll', () => this.follow() && this.timeline.draw(), { signal, capture: true, passive: true });
        window.addEventListener('resize', () => this.follow(true) && this.timeline.draw(), { signal });
        const seen = new ResizeObserver(() => this.fit());
        for (const part of [this.timeline.drawing, this.timeline.drawing.parentElement]) if (part) seen.observe(part);
        const themes = new MutationObserver(() => this.repaint());
        themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
        for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
            matchMedia(query).addEventListener('change', () => this.repaint(), { signal });
        }
        signal.addEventListener('abort', () => [seen, themes].forEach((observer) => observer.disconnect()));
    }
}
