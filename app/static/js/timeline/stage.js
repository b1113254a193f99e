/**
 * The drawing without Plotly: a canvas that takes the place of the field that the server drew, with its own scale, and that
 * can glide from one stretch of days to another.
 */

import { Painter } from './painter.js';
import { Scene } from './scene.js';
import { keepNamesInView } from './still_names.js';

const GLIDE_MS = 700;
const CALM = matchMedia('(prefers-reduced-motion: reduce)');

export class Stage {
    /**
     * @param {HTMLElement} section the element with the class `timeline`, and in it `.timeline-stage > .timeline-drawing`
     * @param {any} columns what the server sends to draw from
     */
    constructor(section, columns) {
        this.section = section;
        this.frame = /** @type {HTMLElement} */ (section.querySelector('.timeline-stage'));
        this.drawing = /** @type {HTMLElement} */ (section.querySelector('.timeline-drawing'));
        this.canvas = document.createElement('canvas');
        this.canvas.className = 'stage-canvas';
        this.canvas.setAttribute('aria-hidden', 'true');
        this.painter = new Painter(this.canvas, section);
        this.scene = new Scene(columns, (text) => this.painter.measure(text));
        this.marks = { selected: -1, pointed: -1, walked: -1, found: -1, lit: /** @type {Uint8Array | null} */ (null) };
        /** @type {import('./scene.js').Label[]} */
        this.labels = [];
        this.size = 1;
        /** The least width of the drawing, in its own pixels. */
        this.least = 680;
        this.drawing.append(this.canvas);
        keepNamesInView(this.drawing);
        this.measure();
        section.classList.add('stage-live');
        const repaint = () => {
            this.painter.readColours();
            this.draw();
        };
        for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
            matchMedia(query).addEventListener('change', repaint);
        }
    }

    /** Take the room that there is, at a size against its own: 1.5 draws everything half as large again. @param {number} [size] */
    measure(size = this.size) {
        this.size = size;
        const { scene } = this;
        const width = Math.max(this.frame.clientWidth / size, this.least);
        this.width = width;
        this.section.classList.toggle('stage-sideways', width * size > this.frame.clientWidth + 1);
        scene.width = width * (1 - scene.sizes.column);
        this.drawing.style.height = `${scene.columns.height}px`;
        this.canvas.style.width = `${scene.width}px`;
        this.canvas.style.height = `${scene.columns.height}px`;
        const density = Math.min((window.devicePixelRatio || 1) * size, 4);
        this.painter.resize(scene.width, scene.columns.height);
        this.painter.density = density;
        this.canvas.width = Math.round(scene.width * density);
        this.canvas.height = Math.round(scene.columns.height * density);
    }

    /** Write the words at the events so much larger than at a desk. @param {number} letters */
    write(letters) {
        if (letters === this.painter.letters) return;
        this.painter.letters = letters;
        this.scene.widths.clear();
    }

    draw() {
        this.labels = this.painter.draw(this.scene, this.marks);
    }

    /** @param {number} from @param {number} to */
    show(from, to) {
        cancelAnimationFrame(this.gliding ?? 0);
        this.scene.show(from, to);
        this.draw();
    }

    /**
     * Go to other days calmly: at once for who asked for less motion.
     * @param {number} from
     * @param {number} to
     */
    glide(from, to) {
        cancelAnimationFrame(this.gliding ?? 0);
        const { scene } = this;
        const begin = { middle: (scene.from + scene.to) / 2, days: scene.to - scene.from };
        const end = { middle: (from + to) / 2, days: to - from };
        if (CALM.matches || document.hidden) return this.show(from, to);
        const began = performance.now();
        const frame = (/** @type {number} */ now) => {
            const part = Math.min(Math.max((now - began) / GLIDE_MS, 0), 1);
            const eased = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
            const days = begin.days * (end.days / begin.days) ** eased;
            // The middle moves along with the size, so that what is come closer to stays in view on the way.
            const share = begin.days === end.days ? eased : (begin.days - days) / (begin.days - end.days);
            const middle = begin.middle + (end.middle - begin.middle) * share;
            scene.show(middle - days / 2, middle + days / 2);
            this.draw();
            if (part < 1) this.gliding = requestAnimationFrame(frame);
            else this.show(from, to);
        };
        this.gliding = requestAnimationFrame(frame);
        return undefined;
    }
}
