/**
 * Draws the scene on a canvas in the colours of the stylesheet, line for line like the drawing of the server.
 */

import { drawChain } from './chain.js';
import { drawStrips, drawVeil } from './strips.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Label} Label */

export class Painter {
    /**
     * @param {HTMLCanvasElement} canvas
     * @param {HTMLElement} root the element whose stylesheet holds the colours
     */
    constructor(canvas, root) {
        this.canvas = canvas;
        this.root = root;
        this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        /** @type {Map<string, Path2D>} */
        this.paths = new Map();
        /** @type {Map<string, string>} */
        this.seenThrough = new Map();
        this.readColours();
    }

    /** Take over the colours of the theme that is shown. */
    readColours() {
        const style = getComputedStyle(this.root);
        const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim() || 'CanvasText';
        this.text = colour('--tl-text');
        this.subtle = colour('--tl-subtle');
        this.paper = colour('--tl-paper');
        this.grounds = [this.paper, colour('--tl-even')];
        this.grid = colour('--tl-grid');
        this.accent = colour('--tl-accent');
        this.onAccent = colour('--tl-on-accent');
        this.chapters = [colour('--tl-chapter'), colour('--tl-chapter-even')];
        this.family = style.fontFamily;
        this.font = `13px ${this.family}`;
        const probe = document.createElement('i');
        probe.hidden = true;
        this.root.append(probe);
        this.colours = Array.from({ length: 13 }, (_, number) => {
            probe.className = `tl-c${number}`;
            return getComputedStyle(probe).getPropertyValue('--tl-c').trim() || this.text;
        });
        probe.remove();
    }

    /** The same colour, seen through altogether: a gradient to plain "transparent" would go by way of grey. @param {string} colour */
    clear(colour) {
        const known = this.seenThrough.get(colour);
        if (known) return known;
        const dot = /** @type {CanvasRenderingContext2D} */ (Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d'));
        dot.fillStyle = colour;
        dot.fillRect(0, 0, 1, 1);
        const [red, green, blue] = dot.getImageData(0, 0, 1, 1).data;
        const made = `rgba(${red}, ${green}, ${blue}, 0)`;
        this.seenThrough.set(colour, made);
        return made;
    }

    /**
     * @param {number} width
     * @param {number} height
     */
    resize(width, height) {
        const density = Math.min(window.devicePixelRatio || 1, 3);
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
     * @param {{selected: number, pointed: number, walked: number}} marks the events that stand out
     * @returns {Label[]} the labels that were drawn
     */
    draw(scene, marks) {
        const { pen } = this;
        const { columns } = scene;
        pen.setTransform(this.density ?? 1, 0, 0, this.density ?? 1, 0, 0);
        pen.clearRect(0, 0, scene.width, columns.height);
        drawVeil(this, scene);
        this.ground(scene);
        drawStrips(this, scene);
        this.meetings(scene, marks);
        if (marks.selected >= 0) drawChain(this, scene, marks.selected);
        for (let index = 0; index < scene.count; index += 1) {
            if (!scene.isInView(index)) continue;
            if (scene.events.at[index] === null) this.bar(scene, index);
            else this.widening(scene, index);
        }
        for (let index = 0; index < scene.count; index += 1) if (scene.isInView(index) && !scene.isMomentPast(index)) this.shape(scene, index);
        const labels = scene.labels();
        this.labels(labels, scene);
        for (const [index, form] of /** @type {[number, string][]} */ ([[marks.pointed, 'pointed'], [marks.selected, 'selected'], [marks.walked, 'walked']])) {
            if (index >= 0 && scene.isInView(index)) this.ring(scene, index, form);
        }
        return labels;
    }

    /** @param {Scene} scene */
    ground(scene) {
        const { pen } = this;
        const { chapters, height, fieldTop } = scene.columns;
        chapters.name.forEach((/** @type {string} */ name, /** @type {number} */ index) => {
            const left = Math.max(scene.x(chapters.left[index]), 0);
            const right = Math.min(scene.x(chapters.right[index]), scene.width);
            if (right <= left) return;
            const top = chapters.row[index] * scene.sizes.chapter;
            pen.fillStyle = this.chapters[index % 2];
            pen.fillRect(left, top, right - left, scene.sizes.chapter - 3);
            pen.fillStyle = this.grid;
            pen.fillRect(left, top, 1, height - top);
            pen.font = `600 13px ${this.family}`;
            const text = this.fit(name, right - left - 16);
            pen.fillStyle = this.text;
            if (text) pen.fillText(text, left + 8, top + 16);
        });
        pen.fillStyle = this.grid;
        for (const day of scene.lines()) pen.fillRect(scene.x(day), fieldTop, 1, height - fieldTop);
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
     * @param {{selected: number, pointed: number}} marks
     */
    meetings(scene, marks) {
        const { pen } = this;
        const { meetings } = scene.columns;
        for (let index = 0; index < meetings.event.length; index += 1) {
            const event = meetings.event[index];
            const middle = scene.x(meetings.at[index]);
            if (scene.hidden[event] || scene.isPast(middle)) continue;
            // the line stands under its own mark, also where that stands just within the edge
            const x = scene.events.at[event] === null ? middle : scene.place(event).x;
            const stands = event === marks.selected || event === marks.pointed;
            pen.strokeStyle = stands ? this.accent : this.subtle;
            pen.fillStyle = pen.strokeStyle;
            pen.lineWidth = stands ? 2.5 : 1.5;
            pen.beginPath();
            const heights = [...meetings.present[index], ...meetings.missing[index]].map((/** @type {number} */ lane) => scene.dots(lane));
            heights.push(scene.place(event).y);
            pen.moveTo(x, Math.min(...heights));
            pen.lineTo(x, Math.max(...heights));
            pen.stroke();
            for (const lane of meetings.present[index]) {
                pen.beginPath();
                pen.arc(x, scene.dots(lane), 4, 0, 7);
                pen.fill();
            }
            pen.fillStyle = this.paper;
            pen.lineWidth = 1.5;
            for (const lane of meetings.missing[index]) {
                pen.beginPath();
                pen.arc(x, scene.dots(lane), 4.5, 0, 7);
                pen.fill();
                pen.stroke();
            }
        }
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
        const top = events.y[index] - sizes.bar / 2;
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
        pen.globalAlpha = 0.2;
        pen.fillRect(left, top, right - left, height);
        pen.globalAlpha = 1;
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
        pen.globalAlpha = 0.3;
        pen.beginPath();
        pen.roundRect(left, events.y[index] - 4, scene.x(events.right[index]) - left, 8, 4);
        pen.fill();
        pen.globalAlpha = 1;
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
     */
    labels(labels, scene) {
        const { pen } = this;
        pen.font = this.font;
        pen.lineJoin = 'round';
        pen.fillStyle = this.text;
        for (const label of labels) {
            pen.strokeStyle = this.grounds[scene.events.lane[label.index] % 2];
            pen.lineWidth = label.inside ? 3 : 7;
            pen.globalAlpha = label.inside ? 0.7 : 1;
            pen.strokeText(label.text, label.x, label.y + 4.5);
            pen.globalAlpha = 1;
            pen.fillText(label.text, label.x, label.y + 4.5);
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
        const wide = form === 'walked' ? 5 : 3;
        pen.strokeStyle = form === 'pointed' ? this.subtle : this.accent;
        pen.lineWidth = form === 'pointed' ? 1.5 : form === 'walked' ? 3 : 2;
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
