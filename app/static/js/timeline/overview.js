/**
 * The whole case in a small strip below the drawing, with the days in view as a frame: to drag, to resize at its sides, and one stop
 * for the keyboard (arrows move, with Shift they resize, plus and minus zoom, Home and End go to the ends).
 */

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('./scene.js').Scene} Scene */

const CHAPTER = 5;
const YEARS = 15;
/** Pixels at a side of the frame with which one takes hold of that side. */
const GRIP = 12;
/** Milliseconds before days are put in words for the first time: getting the words of a language takes longer than drawing does. */
const SOON = 150;

export class Overview {
    /** @param {Timeline} timeline @param {HTMLElement} host */
    constructor(timeline, host) {
        this.timeline = timeline;
        this.host = host;
        this.canvas = document.createElement('canvas');
        this.canvas.setAttribute('aria-hidden', 'true');
        this.frame = document.createElement('div');
        this.frame.className = 'timeline-frame';
        this.frame.tabIndex = 0;
        this.frame.setAttribute('role', 'slider');
        this.track = document.createElement('div');
        this.track.className = 'timeline-track';
        this.track.append(this.canvas, this.frame);
        host.replaceChildren(this.track);
        this.aside = 0;
        this.room = Infinity;
        host.hidden = false;
        const { words } = this.scene.columns;
        host.setAttribute('role', 'group');
        host.setAttribute('aria-label', words.overview);
        this.frame.setAttribute('aria-label', words.overview_window);
    }

    get scene() {
        return /** @type {Scene} */ (this.timeline.scene);
    }

    /** How far the drawing has gone sideways, and how much of it is seen beside the names; asked for once, not in every frame. */
    measure() {
        const { scene, stage } = this;
        const { size } = this.timeline;
        this.aside = Math.max(stage.scrollLeft, 0) / size;
        this.room = stage.clientWidth / size - scene.width * (scene.sizes.column / (1 - scene.sizes.column));
    }

    /** What the drawing lies in: on a narrow screen it shows a part of the drawing, and goes sideways. */
    get stage() {
        return /** @type {HTMLElement} */ (this.timeline.drawing.parentElement);
    }

    /** The days that are seen: those of the window, and of these what is beside the names on a narrow screen. */
    get seen() {
        const { scene, aside, room } = this;
        if (!scene.width) return { from: scene.from, to: scene.to }; // new events, which have no place yet
        const last = aside + room;
        return { from: scene.day(aside), to: last > scene.width - 1 ? scene.to : scene.day(last) };
    }

    /** Let what is seen begin at a day: by going sideways as far as that goes, and from there with other days. @param {number} day */
    go(day) {
        const { scene, stage } = this;
        const asked = scene.x(day);
        const { size } = this.timeline;
        const aside = Math.min(Math.max(asked, 0), (stage.scrollWidth - stage.clientWidth) / size);
        stage.scrollLeft = aside * size;
        this.measure();
        const rest = (asked - aside) / scene.scale;
        if (Math.abs(rest) > 0.01) this.timeline.moving.show(scene.from + rest, scene.to + rest);
        else this.follow();
    }

    /** @param {AbortSignal} signal */
    listen(signal) {
        this.frame.addEventListener('keydown', (event) => this.key(event), { signal });
        this.track.addEventListener('pointerdown', (event) => this.take(event), { signal });
        this.track.addEventListener('pointermove', (event) => this.drag(event), { signal });
        for (const name of ['pointerup', 'pointercancel']) this.track.addEventListener(name, () => (this.held = undefined), { signal });
        this.stage.addEventListener('scroll', () => {
            this.measure();
            this.follow();
        }, { signal, passive: true });
        const seen = new ResizeObserver(() => this.draw());
        seen.observe(this.track);
        signal.addEventListener('abort', () => seen.disconnect());
    }

    /** Draw what is in the whole case: chapters, a tick for each event in the line of its lane, and the years. */
    draw() {
        const { scene, canvas } = this;
        const painter = this.timeline.painter;
        const pen = canvas.getContext('2d');
        const width = this.track.clientWidth;
        const height = this.track.clientHeight;
        if (!pen || !painter || !width) return;
        this.measure();
        const density = Math.min(window.devicePixelRatio || 1, 3);
        canvas.width = Math.round(width * density);
        canvas.height = Math.round(height * density);
        pen.setTransform(density, 0, 0, density, 0, 0);
        const { columns, events, arrangement } = scene;
        const scale = width / columns.days;
        columns.chapters.left.forEach((/** @type {number} */ left, /** @type {number} */ index) => {
            pen.fillStyle = painter.chapters[index % 2];
            pen.fillRect(left * scale, 0, (columns.chapters.right[index] - left) * scale, height - YEARS);
            pen.fillStyle = painter.grid;
            pen.fillRect(left * scale, 0, 1, height - YEARS);
        });
        const line = (height - YEARS - CHAPTER - 2) / Math.max(arrangement.lanes.length, 1);
        const thick = Math.max(Math.min(line - 1, 4), 1);
        for (let index = 0; index < scene.count; index += 1) {
            if (scene.hidden[index]) continue;
            const y = CHAPTER + (arrangement.place[events.lane[index]] + 0.5) * line - thick / 2;
            pen.fillStyle = painter.colours[scene.colour(index)];
            const at = events.at[index];
            pen.globalAlpha = at === null ? 0.45 : 1;
            if (at === null) pen.fillRect(events.left[index] * scale, y + thick / 4, Math.max((events.right[index] - events.left[index]) * scale, 1), Math.max(thick / 2, 1));
            else pen.fillRect(at * scale - 0.75, y - 0.5, 1.5, thick + 1);
        }
        pen.globalAlpha = 1;
        this.years(pen, scale, height, width);
        this.follow();
    }

    /** @param {CanvasRenderingContext2D} pen @param {number} scale @param {number} height @param {number} width */
    years(pen, scale, height, width) {
        const { scene } = this;
        const painter = /** @type {import('./painter.js').Painter} */ (this.timeline.painter);
        const first = new Date(scene.start).getUTCFullYear();
        const many = Math.ceil(scene.columns.days / 365.25);
        const every = Math.max(Math.ceil((many * 44) / width), 1);
        pen.font = `11px ${painter.family}`;
        for (let year = first; year <= first + many; year += every) {
            const x = Math.max(((Date.UTC(year, 0, 1) - scene.start) / 86400000) * scale, 0);
            if (x + 24 > width || (year === first && ((Date.UTC(year + every, 0, 1) - scene.start) / 86400000) * scale < 34)) continue;
            pen.fillStyle = painter.grid;
            if (x) pen.fillRect(x, 0, 1, height);
            pen.fillStyle = painter.subtle;
            pen.fillText(String(year), x + 3, height - 3);
        }
    }

    /** The frame stands around the days in view. */
    follow() {
        const { scene, frame, seen } = this;
        const { days } = scene.columns;
        frame.style.left = `${(seen.from / days) * 100}%`;
        frame.style.width = `${((seen.to - seen.from) / days) * 100}%`;
        frame.setAttribute('aria-valuemin', '0');
        frame.setAttribute('aria-valuemax', String(Math.round(days)));
        frame.setAttribute('aria-valuenow', String(Math.round(seen.from)));
        frame.classList.toggle('timeline-frame-whole', seen.from <= 0 && seen.to >= days);
        if (this.format) return this.tell();
        clearTimeout(this.telling);
        this.telling = window.setTimeout(() => this.tell(), SOON);
    }

    tell() {
        this.frame.setAttribute('aria-valuetext', this.words());
    }

    words() {
        const { scene, seen } = this;
        this.format ??= new Intl.DateTimeFormat(document.documentElement.lang || 'nl', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
        const { format } = this;
        const day = (/** @type {number} */ at) => format.format(scene.start + at * 86400000);
        return scene.columns.words.from_to.replace('%(first)s', day(seen.from)).replace('%(last)s', day(seen.to - 1));
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const { scene, seen } = this;
        const { moving } = this.timeline;
        const days = seen.to - seen.from;
        const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
        if (way && event.shiftKey) moving.show(scene.from, Math.max(scene.to + way * Math.max((scene.to - scene.from) / 8, 1), scene.from + 7));
        else if (way) this.go(seen.from + (way * days) / 8);
        else if (event.key === 'PageUp' || event.key === 'PageDown') this.go(seen.from + (event.key === 'PageUp' ? days : -days));
        else if (event.key === 'Home') this.go(0);
        else if (event.key === 'End') this.go(scene.columns.days - days);
        else if (event.key === '+' || event.key === '=') moving.zoomIn();
        else if (event.key === '-') moving.zoomOut();
        else if (event.key === '0') moving.showAll();
        else return;
        event.preventDefault();
    }

    /** @param {PointerEvent} event @returns {number} the day under the pointer */
    dayAt(event) {
        const box = this.track.getBoundingClientRect();
        return ((event.clientX - box.left) / box.width) * this.scene.columns.days;
    }

    /** @param {PointerEvent} event */
    take(event) {
        if (event.button) return;
        const { scene } = this;
        const box = this.frame.getBoundingClientRect();
        const day = this.dayAt(event);
        const grip = Math.min(GRIP, box.width / 3);
        /** @type {'first' | 'last' | 'whole'} */
        let part = 'whole';
        if (Math.abs(event.clientX - box.left) <= grip) part = 'first';
        else if (Math.abs(event.clientX - box.right) <= grip) part = 'last';
        else if (event.clientX < box.left || event.clientX > box.right) {
            const { from, to } = this.seen;
            this.go(day - (to - from) / 2);
        }
        const seen = this.seen;
        const share = (seen.to - seen.from) / (scene.to - scene.from);
        this.held = { part, day, from: scene.from, to: scene.to, seen, share };
        this.track.setPointerCapture(event.pointerId);
        this.frame.focus({ preventScroll: true });
        event.preventDefault();
    }

    /** @param {PointerEvent} event */
    drag(event) {
        if (!this.held) return;
        const { part, day, from, to, seen, share } = this.held;
        const by = this.dayAt(event) - day;
        if (part === 'whole') return this.go(seen.from + by);
        // Where a part of the window is seen, that part becomes larger or smaller by what was dragged.
        const days = Math.max((to - from) + (part === 'last' ? by : -by) / share, 7);
        if (part === 'last') this.timeline.moving.show(from, Math.min(from + days, this.scene.columns.days));
        else this.timeline.moving.show(Math.max(to - days, 0), to);
        if (share < 1) this.go(part === 'last' ? seen.from : seen.from + by);
        return undefined;
    }
}
