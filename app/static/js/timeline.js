/**
 * The timeline page: the drawing of the server stays until Plotly is there, then the same drawing can be moved and opened.
 *
 * The page holds `<section id="timeline" class="timeline" data-columns-url="…">` with, inside
 * `.timeline-stage > .timeline-drawing`, the drawing (`.tl-svg`). On the document it hears
 *   timeline:filter  {kinds, organisations}  lists of what stays, or null for everything
 *   timeline:mark    {id}                    the event that is open elsewhere on the page; null for none
 *   timeline:refresh                         the events have changed
 * and it tells
 *   timeline:ready        all visible events are drawn (performance mark "timeline-ready")
 *   timeline:interactive  they can be moved (mark "timeline-interactive")
 *   timeline:select       {id}               somebody opens an event
 *   timeline:window       {from, to}         the days in view
 */
import { forgetUnwritten, readAddress, writeAddress } from './timeline/address.js';
import { Axes } from './timeline/axes.js';
import { fetchColumns } from './timeline/columns.js';
import { leaveScrollingAlone, listenToFingers } from './timeline/gestures.js';
import { Painter } from './timeline/painter.js';
import { makeReader } from './timeline/reader.js';
import { Scene } from './timeline/scene.js';
import { Tooltip, fill, tell } from './timeline/tooltip.js';

const KEYS = { ArrowRight: 'next', ArrowLeft: 'previous', ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' };
/** Pixels that a pointer may move between down and up and still be a click. */
const STILL = 5;
/** Pixels that the drawing may be high to stand on one sheet of A4 on its side, with its heading and legend. */
const SHEET = 590;

/** @param {string} name @param {unknown} [detail] */
const tellPage = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

class Timeline {
    /** @param {HTMLElement} section */
    constructor(section) {
        this.section = section;
        this.drawing = /** @type {HTMLElement} */ (section.querySelector('.timeline-drawing'));
        this.marks = { selected: -1, pointed: -1, walked: -1 };
        /** @type {{kinds?: string[] | null, organisations?: string[] | null}} */
        this.kept = {};
        this.opened = readAddress().event;
        /** @type {import('./timeline/scene.js').Label[]} */
        this.labels = [];
        this.ending = new AbortController();
        this.listenToPage();
    }

    /** What works from the first view on, before Plotly is there. */
    listenToPage() {
        const { signal } = this.ending;
        this.section.addEventListener('click', (event) => this.clickBefore(event), { signal });
        document.addEventListener('timeline:filter', (event) => this.filter(/** @type {CustomEvent} */ (event).detail ?? {}), { signal });
        document.addEventListener('timeline:mark', (event) => this.mark(/** @type {CustomEvent} */ (event).detail?.id ?? null), { signal });
        document.addEventListener('timeline:refresh', () => this.refresh(), { signal });
        document.addEventListener('click', (event) => this.act(event), { signal });
        window.addEventListener('popstate', () => this.showAddressed(), { signal });
    }

    /** The browser went back or forth: show the days that stand in the address, and leave the address as it is. */
    showAddressed() {
        forgetUnwritten();
        if (!this.scene) return;
        this.showAsked();
        this.point(-1);
        this.draw();
        this.follow();
    }

    /** The days that the address asks for, or the whole case. */
    showAsked() {
        const scene = /** @type {Scene} */ (this.scene);
        const asked = readAddress();
        const [from, to] = [scene.fromStamp(asked.from ?? ''), scene.fromStamp(asked.to ?? '')];
        if (from < to) scene.show(from, to + 1);
        else scene.show(0, scene.columns.days);
    }

    /** A link in the drawing of the server opens its event beside it, unless another tab is asked for. @param {MouseEvent} event */
    clickBefore(event) {
        const link = event.target instanceof Element ? event.target.closest('a[data-event]') : null;
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        this.select(/** @type {string} */ (link.getAttribute('data-event')));
    }

    /** Take over from the drawing of the server. */
    async takeOver() {
        const address = /** @type {string} */ (this.section.dataset.columnsUrl);
        const plotly = this.section.dataset.plotlyUrl ?? new URL('../vendor/plotly-core.min.js', import.meta.url).href;
        const [columns, Plotly] = await Promise.all([fetchColumns(address), import(plotly), document.fonts?.ready]);
        if (!columns.events.id.length || this.ending.signal.aborted) return;
        const canvas = document.createElement('canvas');
        canvas.className = 'timeline-canvas';
        canvas.setAttribute('aria-hidden', 'true');
        const host = document.createElement('div');
        host.className = 'timeline-axes';
        host.setAttribute('aria-hidden', 'true');
        this.painter = new Painter(canvas, this.section);
        const scene = new Scene(columns, (text) => /** @type {Painter} */ (this.painter).measure(text));
        this.scene = scene;
        this.showAsked();
        scene.filter(this.kept);
        this.marks.selected = scene.indexOf.get(this.opened ?? '') ?? -1;
        const reader = makeReader(columns);
        this.walker = reader.walker;
        this.voice = reader.voice;
        // From here on the keyboard comes to the drawing itself; what it lies in is no stop on the way.
        this.drawing.parentElement?.removeAttribute('tabindex');
        this.drawing.append(canvas, host, reader.part);
        this.axes = new Axes(Plotly, host, scene, (first, last, settled) => this.moved(first, last, settled));
        this.measure();
        await this.axes.begin(this.look());
        this.tooltip = new Tooltip(this.section);
        this.draw();
        this.section.classList.add('timeline-live');
        this.listenToDrawing();
        performance.mark('timeline-interactive');
        tellPage('timeline:interactive');
    }

    listenToDrawing() {
        const { signal } = this.ending;
        const scene = /** @type {Scene} */ (this.scene);
        leaveScrollingAlone(this.drawing);
        listenToFingers(this.drawing, {
            pan: (pixels) => {
                const before = scene.from;
                this.show(scene.from + pixels / scene.scale, scene.to + pixels / scene.scale);
                return pixels - (scene.from - before) * scene.scale;
            },
            zoom: (factor, x) => this.zoom(factor, x - this.box().left),
        });
        /** @type {{x: number, y: number} | null} */
        let down = null;
        this.drawing.addEventListener('pointerdown', (event) => (down = { x: event.clientX, y: event.clientY }), { signal, capture: true });
        document.addEventListener('pointerup', (event) => {
            const isClick = down && Math.hypot(event.clientX - down.x, event.clientY - down.y) <= STILL && !event.button;
            down = null;
            if (!isClick) return;
            const index = this.under(event);
            if (index >= 0) this.open(index);
        }, { signal, capture: true });
        this.drawing.addEventListener('pointermove', (event) => {
            if (event.pointerType === 'touch' || event.buttons) return;
            this.point(this.under(event));
        }, { signal });
        this.drawing.addEventListener('pointerleave', () => this.point(-1), { signal });
        // The words stay beside what they are about while the page glides under them.
        document.addEventListener('scroll', () => this.marks.pointed >= 0 && this.point(this.marks.pointed), { signal, capture: true, passive: true });
        this.walker?.addEventListener('keydown', (event) => this.key(event), { signal });
        this.walker?.addEventListener('blur', () => {
            this.marks.walked = -1;
            this.point(-1);
            this.draw();
        }, { signal });
        const seen = new ResizeObserver(() => this.fit());
        seen.observe(this.drawing);
        const themes = new MutationObserver(() => this.repaint());
        themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
        for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
            matchMedia(query).addEventListener('change', () => this.repaint(), { signal });
        }
        signal.addEventListener('abort', () => [seen, themes].forEach((observer) => observer.disconnect()));
    }

    /** Stop hearing the page: the section has been replaced. */
    end() {
        this.ending.abort();
    }

    box() {
        return /** @type {Painter} */ (this.painter).canvas.getBoundingClientRect();
    }

    measure() {
        const scene = /** @type {Scene} */ (this.scene);
        this.width = this.drawing.clientWidth;
        scene.width = this.width * (1 - scene.sizes.column);
        this.drawing.style.height = `${scene.columns.height}px`;
        this.drawing.style.setProperty('--tl-print-zoom', String(Math.min(Math.max(SHEET / scene.columns.height, 0.45), 0.8)));
        if (this.painter) this.painter.canvas.style.width = `${scene.width}px`;
        this.painter?.resize(scene.width, scene.columns.height);
    }

    look() {
        const painter = /** @type {Painter} */ (this.painter);
        const width = this.width ?? 0;
        return { width, left: width * /** @type {Scene} */ (this.scene).sizes.column, text: painter.subtle, family: painter.family };
    }

    /** The room for the drawing has changed. */
    fit() {
        if (!this.scene || this.drawing.clientWidth === this.width || !this.drawing.clientWidth) return;
        this.measure();
        this.draw();
        this.axes?.redraw(this.look());
    }

    /** The colours of the page have changed. */
    repaint() {
        this.painter?.readColours();
        this.draw();
        this.axes?.redraw(this.look());
    }

    draw() {
        if (this.scene && this.painter) this.labels = this.painter.draw(this.scene, this.marks);
    }

    /** @param {PointerEvent} event @returns {number} */
    under(event) {
        if (!this.scene || !(event.target instanceof Node) || !(this.drawing.contains(event.target) || document.querySelector('.dragcover')?.contains(event.target))) return -1;
        const box = this.box();
        const x = event.clientX - box.left;
        return x < 0 ? -1 : this.scene.hit(x, event.clientY - box.top, this.labels);
    }

    /** @param {number} index */
    point(index) {
        if (!this.scene || !this.tooltip) return;
        if (this.marks.pointed !== index) {
            this.marks.pointed = index;
            this.drawing.classList.toggle('timeline-pointing', index >= 0);
            this.draw();
        }
        if (index < 0) return this.tooltip.hide();
        const box = this.box();
        const { left, right, y } = this.scene.place(index);
        const from = Math.max(left, 0);
        this.tooltip.show(this.scene, index, new DOMRect(box.left + from, box.top + y - 12, Math.max(right - from, 1), 24));
    }

    /** Plotly has been dragged or wheeled. @param {number} from @param {number} to @param {boolean} settled */
    moved(from, to, settled) {
        const scene = /** @type {Scene} */ (this.scene);
        this.point(-1);
        scene.show(from, to);
        this.draw();
        if (settled) this.settle();
    }

    /** @param {number} from @param {number} to */
    show(from, to) {
        this.scene?.show(from, to);
        this.point(-1);
        this.draw();
        this.settle();
    }

    /** Bring the scale and the address in line with what is in view. */
    settle() {
        const scene = /** @type {Scene} */ (this.scene);
        const [from, to] = [scene.iso(scene.from), scene.iso(scene.to - 1)];
        writeAddress(scene.isWhole ? { from: null, to: null } : { from, to });
        tellPage('timeline:window', { from, to });
        this.follow();
    }

    /** Bring the scale in line with what is in view. */
    follow() {
        cancelAnimationFrame(this.following ?? 0);
        this.following = requestAnimationFrame(() => this.axes?.follow());
    }

    /** @param {number} factor below 1 comes closer @param {number} [x] the pixel that stays where it is */
    zoom(factor, x) {
        const scene = /** @type {Scene} */ (this.scene);
        // What one stands on stays where it is.
        const stood = this.marks.walked >= 0 ? this.marks.walked : this.marks.selected;
        if (x === undefined && stood >= 0 && scene.isInView(stood)) x = Math.max(scene.place(stood).x, 0);
        const still = scene.day(x ?? scene.width / 2);
        this.show(still - (still - scene.from) * factor, still + (scene.to - still) * factor);
    }

    /** A button beside the drawing. @param {Event} event */
    act(event) {
        const button = event.target instanceof Element ? event.target.closest('[data-timeline-action]') : null;
        if (!button || !this.scene) return;
        const days = this.scene.to - this.scene.from;
        switch (button.getAttribute('data-timeline-action')) {
            case 'zoom-in': return this.zoom(1 / 1.6);
            case 'zoom-out': return this.zoom(1.6);
            case 'left': return this.show(this.scene.from - days / 3, this.scene.to - days / 3);
            case 'right': return this.show(this.scene.from + days / 3, this.scene.to + days / 3);
            default: return this.show(0, this.scene.columns.days);
        }
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const scene = /** @type {Scene} */ (this.scene);
        const way = /** @type {Record<string, any>} */ (KEYS)[event.key];
        if (way) this.walk(scene.step(this.marks.walked >= 0 ? this.marks.walked : this.marks.selected, way));
        else if (event.key === 'Enter' || event.key === ' ') this.open(this.marks.walked);
        else if (event.key === '+' || event.key === '=') this.zoom(1 / 1.6);
        else if (event.key === '-') this.zoom(1.6);
        else if (event.key === '0') this.show(0, scene.columns.days);
        else if (event.key === 'Escape') this.point(-1);
        else return;
        event.preventDefault();
    }

    /** @param {number} index */
    walk(index) {
        if (index < 0 || !this.scene) return;
        const { scene } = this;
        this.marks.walked = index;
        const { left, right } = scene.place(index);
        if (left < 0 && right < 40 || left > scene.width - 12) {
            const middle = scene.events.at[index] ?? scene.events.left[index];
            const half = (scene.to - scene.from) / 2;
            this.show(middle - half, middle + half);
        }
        this.draw();
        this.bringIntoSight(index);
        this.point(index);
        const position = fill(scene.columns.words.position, { number: index + 1, total: scene.count });
        if (this.voice) this.voice.textContent = `${tell(scene, index).join(', ')}, ${position}`;
    }

    /** On a screen that is narrower than the drawing, bring the event within it. @param {number} index */
    bringIntoSight(index) {
        const scroller = this.drawing.parentElement;
        if (!scroller || !this.scene || scroller.scrollWidth <= scroller.clientWidth) return;
        const x = (this.width ?? 0) - this.scene.width + this.scene.place(index).x;
        if (x < scroller.scrollLeft + 40 || x > scroller.scrollLeft + scroller.clientWidth - 40) scroller.scrollLeft = x - scroller.clientWidth / 2;
    }

    /** @param {number} index */
    open(index) {
        if (index >= 0 && this.scene) this.select(this.scene.events.id[index]);
    }

    /** Somebody opens an event; the page shows it. @param {string} id */
    select(id) {
        this.mark(id);
        tellPage('timeline:select', { id });
    }

    /** @param {string | null} id */
    mark(id) {
        this.opened = id;
        this.marks.selected = this.scene?.indexOf.get(id ?? '') ?? -1;
        this.draw();
    }

    /** @param {{kinds?: string[] | null, organisations?: string[] | null}} kept */
    filter(kept) {
        this.kept = kept;
        for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-timeline-row]'))) {
            const touches = (row.dataset.touches ?? '').split(' ');
            row.hidden = !((!kept.kinds || kept.kinds.includes(row.dataset.kind ?? '')) && (!kept.organisations || touches.some((lane) => kept.organisations?.includes(lane))));
        }
        if (!this.scene) return;
        const shown = this.scene.filter(kept);
        this.draw();
        if (this.voice) this.voice.textContent = fill(this.scene.columns.words.shown, { shown, total: this.scene.count });
    }

    /** The events have changed: draw the new ones in the window that is shown. */
    async refresh() {
        if (!this.scene || !this.painter) return;
        const old = this.scene;
        const columns = await fetchColumns(/** @type {string} */ (this.section.dataset.columnsUrl));
        // Another lane changes the names too, which the server draws.
        if (String(columns.lanes.top) !== String(old.columns.lanes.top) || String(columns.lanes.id) !== String(old.columns.lanes.id)) return location.reload();
        const shift = (Date.parse(`${columns.start}T00:00:00Z`) - old.start) / 86400000;
        const scene = new Scene(columns, (text) => /** @type {Painter} */ (this.painter).measure(text));
        scene.show(old.isWhole ? 0 : old.from - shift, old.isWhole ? columns.days : old.to - shift);
        scene.filter(this.kept);
        this.scene = scene;
        this.marks = { selected: scene.indexOf.get(this.opened ?? '') ?? -1, pointed: -1, walked: -1 };
        if (this.axes) this.axes.scene = scene;
        this.measure();
        this.draw();
        await this.axes?.redraw(this.look());
    }
}

/** @type {Timeline | undefined} */
let current;

/** Begin with the timeline of the page, if it has one that wasn't begun with yet. */
export async function begin() {
    const section = document.getElementById('timeline');
    if (!section || current?.section === section || !section.querySelector('.timeline-drawing')) return;
    current?.end();
    const timeline = new Timeline(section);
    current = timeline;
    // The drawing of the server is the first view: it is painted after the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    performance.mark('timeline-ready');
    section.dataset.ready = '';
    tellPage('timeline:ready');
    try {
        await timeline.takeOver();
    } catch (problem) {
        // The drawing of the server stays, with its links and the table; it just can't be moved.
        console.warn('The timeline stays as it was drawn at first.', problem instanceof Error ? problem.message : '');
    }
}

document.addEventListener('htmx:after:swap', begin);
begin();
