/**
 * Draws the scene on a canvas in the colours of the stylesheet, line for line like the drawing of the server.
 */

import { drawChain } from './chain.js';
import { BACK, drawGround, drawMeetings } from './ground.js';
import { labelsOf } from './labels.js';
import { drawStrips, drawVeil } from './strips.js';
import { Theme } from './theme.js';
import { drawTicks } from './ticks.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./labels.js').Label} Label */

const HIGHEST = 16000;

export class Painter extends Theme {
    /**
     * @param {HTMLCanvasElement} canvas
     * @param {HTMLElement} root the element whose stylesheet holds the colours
     */
    constructor(canvas, root) {
        super(root);
        this.canvas = canvas;
        this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        /** @type {Map<string, Path2D>} */
        this.paths = new Map();
        this.strength = 1;
    }

    /**
     * @param {number} width
     * @param {number} height
     * @param {number} [size] pixels of the screen for each of these
     */
    resize(width, height, size = 1) {
        // No browser draws on a canvas of more pixels than this in one direction.
        const density = Math.min(Math.min(window.devicePixelRatio || 1, 3) * size, HIGHEST / Math.max(width, height, 1));
        this.density = density;
        this.canvas.width = Math.round(width * density);
        this.canvas.height = Math.round(height * density);
    }

    /** @param {string} text */
    measure(text) {
        this.pen.font = this.font;
        return this.pen.measureText(text).width;
    }

    /**
     * @param {Scene} scene
     * @param {{selected: number, pointed: number, walked: number, found: number, lit: Uint8Array | null}} marks the events that stand out
     * @returns {Label[]} the labels that were drawn
     */
    draw(scene, marks) {
        const { pen } = this;
        const { top } = scene.slice;
        const density = this.density ?? 1;
        pen.setTransform(density, 0, 0, density, 0, -top * density);
        pen.clearRect(0, top, scene.width, this.canvas.height / density);
        drawVeil(this, scene);
        drawGround(this, scene);
        drawStrips(this, scene);
        drawTicks(this, scene);
        drawMeetings(this, scene, marks);
        if (marks.selected >= 0) drawChain(this, scene, marks.selected);
        // What somebody searches for stands out: the rest steps back, and lies below.
        const { lit } = marks;
        if (lit) this.events(scene, (index) => !lit[index], BACK);
        this.events(scene, (index) => !lit || Boolean(lit[index]), 1);
        const labels = labelsOf(scene);
        this.labels(labels, scene, lit);
        if (lit) for (let index = 0; index < scene.count; index += 1) if (lit[index] && scene.isDrawn(index)) this.ring(scene, index, 'lit');
        for (const [index, form] of /** @type {[number, string][]} */ ([[marks.pointed, 'pointed'], [marks.selected, 'selected'], [marks.found, 'walked'], [marks.walked, 'walked']])) {
            if (index >= 0 && scene.isInView(index)) this.ring(scene, index, form);
        }
        return labels;
    }

    /** @param {Scene} scene @param {(index: number) => boolean} which @param {number} strength how clearly they stand there */
    events(scene, which, strength) {
        this.strength = strength;
        this.pen.globalAlpha = strength;
        const seen = [];
        for (let index = 0; index < scene.count; index += 1) if (which(index) && scene.isDrawn(index)) seen.push(index);
        for (const index of seen) {
            if (scene.events.at[index] === null) this.bar(scene, index);
            else this.widening(scene, index);
        }
        for (const index of seen) if (!scene.isMomentPast(index)) this.shape(scene, index);
        this.pen.globalAlpha = 1;
        this.strength = 1;
    }

    /**
     * @param {string} text
     * @param {number} room
     */
    fit(text, room) {
        if (this.pen.measureText(text).width <= room) return text;
        let kept = text;
        while (kept && this.pen.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
        kept = kept.trimEnd();
        return kept.length < 4 ? '' : `${kept}…`;
    }

    /**
     * @param {Scene} scene
     * @param {number} index
     */
    bar(scene, index) {
        const { pen } = this;
        const { events, sizes } = scene;
        const colour = this.colours[scene.colour(index)];
        const left = scene.x(events.left[index]);
        const right = Math.max(scene.x(events.right[index]), left + sizes.smallestBar);
        const top = scene.arrangement.y[index] - sizes.bar / 2;
        if (events.hollow[index]) {
            pen.strokeStyle = colour;
            pen.fillStyle = this.paper;
            pen.lineWidth = 1.5;
            pen.setLineDash([5, 3]);
            pen.beginPath();
            pen.roundRect(left, top, right - left, sizes.bar, 3);
            pen.fill();
            pen.stroke();
            pen.setLineDash([]);
            return;
        }
        const isSmall = right - left <= sizes.smallestBar;
        const firmLeft = isSmall ? left : scene.x(events.left[index] + events.fadeLeft[index]);
        const firmRight = isSmall ? right : scene.x(events.right[index] - events.fadeRight[index]);
        this.part(left, firmLeft, top, sizes.bar, colour, 'in');
        this.part(firmLeft, firmRight, top, sizes.bar, colour, '');
        this.part(firmRight, right, top, sizes.bar, colour, 'out');
    }

    /**
     * @param {number} left
     * @param {number} right
     * @param {number} top
     * @param {number} height
     * @param {string} colour
     * @param {string} fade
     */
    part(left, right, top, height, colour, fade) {
        if (right - left <= 0.01 || right < 0 || left > this.canvas.width) return;
        const { pen } = this;
        if (fade) {
            const gradient = pen.createLinearGradient(left, 0, right, 0);
            const clear = this.clear(colour);
            gradient.addColorStop(0, fade === 'in' ? clear : colour);
            gradient.addColorStop(1, fade === 'in' ? colour : clear);
            pen.fillStyle = gradient;
        } else pen.fillStyle = colour;
        pen.globalAlpha = 0.2 * this.strength;
        pen.fillRect(left, top, right - left, height);
        pen.globalAlpha = this.strength;
        pen.fillRect(left, top + height - 3, right - left, 3);
    }

    /**
     * @param {Scene} scene
     * @param {number} index
     */
    widening(scene, index) {
        const { events } = scene;
        if (events.certain[index]) return;
        const { pen } = this;
        const left = scene.x(events.left[index]);
        pen.fillStyle = this.colours[scene.colour(index)];
        pen.globalAlpha = 0.3 * this.strength;
        pen.beginPath();
        pen.roundRect(left, scene.arrangement.y[index] - 4, scene.x(events.right[index]) - left, 8, 4);
        pen.fill();
        pen.globalAlpha = this.strength;
    }

    /**
     * @param {Scene} scene
     * @param {number} index
     */
    shape(scene, index) {
        const { pen } = this;
        const { events } = scene;
        const place = scene.place(index);
        // Of a bar that began before the window the shape stays in view.
        const x = events.at[index] === null ? Math.max(place.x, 0) : place.x;
        const colour = this.colours[scene.colour(index)];
        pen.save();
        pen.translate(x + place.shift, place.y);
        const path = this.path(scene.columns.shapes[events.shape[index]]);
        if (events.certain[index]) {
            pen.fillStyle = colour;
            pen.fill(path);
        } else {
            pen.fillStyle = this.paper;
            pen.strokeStyle = colour;
            pen.lineWidth = 1.8;
            pen.fill(path);
            pen.stroke(path);
        }
        if (events.disputed[index]) {
            pen.fillStyle = this.paper;
            pen.strokeStyle = this.text;
            pen.lineWidth = 1.2;
            for (const dx of [-5, -1.5]) {
                pen.beginPath();
                pen.arc(dx, -9.5, 2.6, 0, 7);
                pen.fill();
                pen.stroke();
            }
        }
        pen.translate(-place.shift, 0);
        if (events.turning[index] !== null) {
            const diamond = this.path(scene.sizes.diamondPath);
            pen.fillStyle = this.accent;
            pen.strokeStyle = this.paper;
            pen.lineWidth = 1.5;
            pen.fill(diamond);
            pen.stroke(diamond);
            pen.fillStyle = this.onAccent;
            pen.font = `600 12px ${this.family}`;
            pen.textAlign = 'center';
            pen.fillText(String(events.turning[index]), 0, 4);
            pen.textAlign = 'start';
        }
        pen.restore();
    }

    /**
     * The words, each on the ground of its lane, so that no line runs through them.
     * @param {Label[]} labels
     * @param {Scene} scene
     * @param {Uint8Array | null} lit
     */
    labels(labels, scene, lit) {
        const { pen } = this;
        pen.font = this.font;
        pen.lineJoin = 'round';
        pen.fillStyle = this.text;
        for (const label of labels) {
            pen.strokeStyle = this.grounds[scene.isEven(scene.events.lane[label.index]) ? 1 : 0];
            pen.lineWidth = label.inside ? 3 : 7;
            pen.globalAlpha = label.inside ? 0.7 : 1;
            pen.strokeText(label.text, label.x, label.y + 4.5 * this.letters);
            pen.globalAlpha = lit && !lit[label.index] ? BACK : 1;
            pen.fillText(label.text, label.x, label.y + 4.5 * this.letters);
            pen.globalAlpha = 1;
        }
    }

    /**
     * @param {Scene} scene
     * @param {number} index
     * @param {string} form
     */
    ring(scene, index, form) {
        const { pen } = this;
        const { left, right, y } = scene.place(index);
        const wide = form === 'walked' ? 5 : form === 'lit' ? 2 : 3;
        pen.strokeStyle = form === 'pointed' ? this.subtle : this.accent;
        pen.lineWidth = form === 'pointed' || form === 'lit' ? 1.5 : form === 'walked' ? 3 : 2;
        pen.beginPath();
        pen.roundRect(left - wide, y - 10 - wide / 2, right - left + 2 * wide, 20 + wide, 5);
        pen.stroke();
    }

    /** @param {string} outline */
    path(outline) {
        let path = this.paths.get(outline);
        if (!path) this.paths.set(outline, (path = new Path2D(outline)));
        return path;
    }
}
