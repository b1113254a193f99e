/**
 * The timeline page: the drawing of the server stays until Plotly is there, then the same drawing can be moved and opened.
 *
 * The page holds `<section id="timeline" class="timeline" data-columns-url="…">` with, inside
 * `.timeline-stage > .timeline-drawing`, the drawing (`.tl-svg`). On the document it hears
 *   timeline:filter  {kinds, organisations, people, tags, chapters, only}  lists of what stays, or null for everything
 *   timeline:mark    {id}                    the event that is open elsewhere on the page; null for none
 *   timeline:refresh                         the events have changed
 * and it tells (after `timeline:ready` of `first_view`: all visible events are drawn)
 *   timeline:interactive  they can be moved (mark "timeline-interactive"); {timeline} for what else is on the page
 *   timeline:select       {id}               somebody opens an event
 *   timeline:follow       {id}               somebody walks to an event: the panel follows when it is open
 *   timeline:window       {from, to}         the days in view
 *   timeline:shown        {shown, total}     how many events are left by what is chosen
 *   timeline:lit          what somebody searches for has changed
 *   timeline:drawn        the events have changed and are drawn anew
 *   timeline:listed       all rows of the list for a narrow screen are there
 *   timeline:still        the drawing can't be moved: it stays as the server drew it
 *
 * What one can do stands in modules of its own: `moving`, `pointing`, `walking`, `lanes`, `overview`; `scene` knows where
 * everything is, `painter` draws it, `printed` keeps the drawing of the server in line for print.
 */
import { forgetUnwritten, readAddress } from './timeline/address.js';
import { Axes } from './timeline/axes.js';
import { changedSinceLastVisit } from './timeline/changed.js';
import { fetchColumns } from './timeline/columns.js';
import { leftOut } from './timeline/filter.js';
import { Lanes } from './timeline/lanes.js';
import { Moving } from './timeline/moving.js';
import { Overview } from './timeline/overview.js';
import { Pointing } from './timeline/pointing.js';
import { Printed } from './timeline/printed.js';
import { makeReader } from './timeline/reader.js';
import { filterRows } from './timeline/rows.js';
import { Scene } from './timeline/scene.js';
import { Surface } from './timeline/surface.js';
import { fill } from './timeline/tooltip.js';
import { Walking } from './timeline/walking.js';
import { isList, isNarrow, whenOther } from './timeline/ways.js';

/** @typedef {import('./timeline/filter.js').Choice} Choice */

export class Timeline {
    /** @param {HTMLElement} section */
    constructor(section) {
        this.section = section;
        this.drawing = /** @type {HTMLElement} */ (section.querySelector('.timeline-drawing'));
        /** What stands out: `lit` are the events that were searched for and found, null when nobody searches. */
        this.marks = { selected: -1, pointed: -1, walked: -1, found: -1, lit: /** @type {Uint8Array | null} */ (null) };
        /** How the lanes stand. @type {import('./timeline/arrangement.js').Asked} */
        this.asked = { order: [], folded: [] };
        /** @type {Choice} */
        this.choice = {};
        this.changed = changedSinceLastVisit();
        this.opened = readAddress().event;
        /** @type {import('./timeline/labels.js').Label[]} */
        this.labels = [];
        this.moving = new Moving(this);
        this.pointing = new Pointing(this);
        this.walking = new Walking(this);
        this.ending = new AbortController();
        /** The address of the event that was clicked before the columns were there. */
        this.clicked = '';
        this.listenToPage();
    }

    /** @param {string} name @param {unknown} [detail] */
    tellPage(name, detail) {
        document.dispatchEvent(new CustomEvent(name, { detail }));
    }

    /** What works from the first view on, before Plotly is there. */
    listenToPage() {
        const { signal } = this.ending;
        this.section.addEventListener('click', (event) => this.clickBefore(event), { signal });
        document.addEventListener('timeline:filter', (event) => this.filter(/** @type {CustomEvent} */ (event).detail ?? {}), { signal });
        document.addEventListener('timeline:mark', (event) => this.mark(/** @type {CustomEvent} */ (event).detail?.id ?? null), { signal });
        document.addEventListener('timeline:refresh', () => this.refresh(), { signal });
        window.addEventListener('popstate', () => this.showAddressed(), { signal });
        window.addEventListener('beforeprint', () => this.leaveOut(), { signal });
    }

    /** Who prints before the drawing of the server has followed what was chosen gets it without what was left out. */
    leaveOut() {
        const { scene } = this;
        if (!scene) return;
        const left = scene.events.id.filter((/** @type {string} */ _, /** @type {number} */ index) => scene.hidden[index]);
        for (const link of this.drawing.querySelectorAll('.tl-svg a.tl-event')) {
            const begin = new URLSearchParams(link.getAttribute('href') ?? '').get('event') ?? '';
            link.classList.toggle('tl-away', left.some((/** @type {string} */ id) => id.startsWith(begin)));
        }
        for (const line of this.drawing.querySelectorAll('.tl-svg [data-meeting]')) line.classList.toggle('tl-away', left.includes(line.getAttribute('data-meeting') ?? ''));
    }

    /** The browser went back or forth: show what stands in the address, and leave the address as it is. */
    showAddressed() {
        forgetUnwritten();
        if (!this.scene) return;
        this.showAsked();
        this.pointing.point(-1);
        const { order, folded } = readAddress();
        this.arrange({ order, folded });
        this.moving.follow();
        this.moving.tellLeap();
    }

    /** Put the lanes in another order, or fold them. @param {import('./timeline/arrangement.js').Asked} asked */
    arrange(asked) {
        const isSame = String(asked.order) === String(this.asked.order) && String([...asked.folded].sort()) === String([...this.asked.folded].sort());
        this.asked = asked;
        if (isSame || !this.scene) return this.draw();
        this.scene.arrange(asked);
        this.lanes?.place();
        this.surface?.redraw();
        this.printed?.later();
    }

    /** The days that the address asks for, or the whole case. */
    showAsked() {
        const scene = /** @type {Scene} */ (this.scene);
        const asked = readAddress();
        const [from, to] = [scene.fromStamp(asked.from ?? ''), scene.fromStamp(asked.to ?? '')];
        if (from < to) scene.show(from, to + 1);
        else scene.show(0, scene.columns.days);
    }

    /**
     * A link in the drawing of the server opens its event beside it, unless another tab is asked for. Which event it is, the
     * columns tell that are on their way: the link holds the first signs of its id.
     * @param {MouseEvent} event
     */
    clickBefore(event) {
        const link = event.target instanceof Element ? event.target.closest('a.tl-event') : null;
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        this.clicked = link.getAttribute('href') ?? '';
        this.openClicked();
    }

    /** Open what was clicked before it could be known. */
    openClicked() {
        if (!this.clicked || !this.scene) return;
        const begin = new URLSearchParams(this.clicked).get('event') ?? '';
        this.clicked = '';
        this.open(this.scene.events.id.findIndex((/** @type {string} */ id) => id.startsWith(begin)));
    }

    /** @param {any} columns */
    makeScene(columns) {
        const scene = new Scene(columns, (text) => this.painter?.measure(text) ?? 0);
        scene.hidden = leftOut(columns, this.choice, this.changed);
        scene.arrange(this.asked);
        return scene;
    }

    /** Take over from the drawing of the server. */
    async takeOver() {
        const address = /** @type {string} */ (this.section.dataset.columnsUrl);
        const plotly = /** @type {string} */ (this.section.dataset.plotlyUrl);
        const [columns, Plotly] = await Promise.all([fetchColumns(address), import(plotly), document.fonts?.ready]);
        if (!columns.events.id.length || this.ending.signal.aborted) return;
        this.surface = new Surface(this);
        const { order, folded } = readAddress();
        this.asked = { order, folded };
        const scene = this.makeScene(columns);
        this.scene = scene;
        this.showAsked();
        this.openClicked();
        this.marks.selected = scene.indexOf.get(this.opened ?? '') ?? -1;
        const reader = makeReader(columns);
        this.walker = reader.walker;
        this.voice = reader.voice;
        // From here on the keyboard comes to the drawing itself; what it lies in is no stop on the way.
        this.drawing.parentElement?.removeAttribute('tabindex');
        this.lanes = new Lanes(this);
        this.drawing.append(this.lanes.ground, this.surface.canvas, this.surface.host, reader.part, this.lanes.names);
        // Beside the drawing, which is not there for anybody where the list is.
        this.section.append(reader.voice);
        const strip = /** @type {HTMLElement | null} */ (this.section.querySelector('[data-timeline-overview]'));
        if (strip) this.overview = new Overview(this, strip);
        this.printed = new Printed(this.drawing, this.section.dataset.drawingUrl);
        this.axes = new Axes(Plotly, this.surface.host, scene, (first, last, settled) => this.moving.moved(first, last, settled));
        // Out of sight first: with every measure that is taken, the browser would lay out the drawing of the server again.
        this.section.classList.add('timeline-taken');
        this.surface.measure();
        this.draw();
        await this.axes.begin(this.surface.look());
        this.listenToDrawing();
        this.section.classList.add('timeline-live');
        // Who has moved on already reads elsewhere.
        if (isNarrow() && !isList() && !window.scrollY) this.bringAsked();
        performance.mark('timeline-interactive');
        this.tellPage('timeline:interactive', { timeline: this });
    }

    listenToDrawing() {
        const { signal } = this.ending;
        this.moving.listen(signal);
        this.pointing.listen(signal);
        this.lanes?.listen(signal);
        this.overview?.listen(signal);
        this.walking.listen(/** @type {HTMLElement} */ (this.walker), signal);
        this.surface?.watch(signal);
        whenOther(() => this.showOther(), signal);
    }

    /** A narrow screen shows the drawing instead of the list, or the other way round. */
    showOther() {
        this.pointing.point(-1);
        if (isList()) return;
        this.surface?.redraw();
        this.bringAsked();
    }

    /** Bring what was searched for or opened within the drawing on a screen that shows a part of it. */
    bringAsked() {
        const { found, selected } = this.marks;
        const index = found >= 0 ? found : selected;
        if (index < 0) return;
        this.moving.bring(index);
        this.walking.bringIntoSight(index);
    }

    /** Leave the page as the server drew it. */
    giveUp() {
        this.end();
        this.section.classList.remove('timeline-taken');
        this.section.dataset.still = '';
        this.tellPage('timeline:still');
        this.drawing.style.height = '';
        for (const part of [...this.drawing.querySelectorAll(':scope > :not(.tl-svg)'), ...(this.voice ? [this.voice] : [])]) part.remove();
        if (this.clicked) location.href = this.clicked;
    }

    /** Stop hearing the page: the section has been replaced. */
    end() {
        this.ending.abort();
        this.printed?.end();
    }

    get painter() {
        return this.surface?.painter;
    }

    /** Where the drawing lies on the screen. */
    box() {
        return /** @type {Surface} */ (this.surface).box();
    }

    /** Pixels of the screen for each pixel of the scene. */
    get size() {
        return this.surface?.size ?? 1;
    }

    /** Where a point of the screen lies in the scene. @param {{clientX: number, clientY: number}} point */
    at(point) {
        return /** @type {Surface} */ (this.surface).at(point);
    }

    /** Where a part of the scene lies on the screen. @param {number} left @param {number} top @param {number} width @param {number} height */
    onScreen(left, top, width, height) {
        return /** @type {Surface} */ (this.surface).onScreen(left, top, width, height);
    }

    draw() {
        if (!this.scene || !this.painter) return;
        this.labels = this.painter.draw(this.scene, this.marks);
        this.overview?.follow();
    }

    /** @param {string} words what a screen reader says */
    say(words) {
        if (this.voice) this.voice.textContent = words;
    }

    /** @param {number} index */
    open(index) {
        if (index >= 0 && this.scene) this.select(this.scene.events.id[index]);
    }

    /** Somebody walked to an event: the panel follows when it is open. @param {number} index */
    follow(index) {
        if (index >= 0 && this.scene) this.tellPage('timeline:follow', { id: this.scene.events.id[index] });
    }

    /** Somebody opens an event; the page shows it. @param {string} id */
    select(id) {
        this.mark(id);
        this.tellPage('timeline:select', { id });
    }

    /** @param {string | null} id */
    mark(id) {
        this.walking.stayAt(this.marks.selected);
        this.opened = id;
        this.marks.selected = this.scene?.indexOf.get(id ?? '') ?? -1;
        this.draw();
    }

    /** @param {Choice} choice */
    filter(choice) {
        this.choice = choice;
        filterRows(choice, this.changed);
        if (!this.scene) return;
        this.scene.hidden = leftOut(this.scene.columns, choice, this.changed);
        this.draw();
        this.overview?.draw();
        this.printed?.later();
        // What has no date stands beside the drawing, and counts as well.
        const tray = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.timeline-tray [data-timeline-row]')]);
        const shown = this.scene.hidden.reduce((count, hidden) => count + (hidden ? 0 : 1), tray.filter((row) => !row.hidden).length);
        const total = this.scene.count + tray.length;
        this.say(fill(this.scene.columns.words.shown, { shown, total }));
        this.tellPage('timeline:shown', { shown, total });
    }

    /** The events have changed: draw the new ones in the window that is shown. */
    async refresh() {
        if (!this.scene || !this.surface) return;
        const old = this.scene;
        const columns = await fetchColumns(/** @type {string} */ (this.section.dataset.columnsUrl));
        const shift = (Date.parse(`${columns.start}T00:00:00Z`) - old.start) / 86400000;
        const scene = this.makeScene(columns);
        scene.show(old.isWhole ? 0 : old.from - shift, old.isWhole ? columns.days : old.to - shift);
        this.scene = scene;
        Object.assign(this.marks, { selected: scene.indexOf.get(this.opened ?? '') ?? -1, pointed: -1, walked: -1, found: -1, lit: null });
        if (this.axes) this.axes.scene = scene;
        this.lanes?.make();
        this.printed?.later(true);
        this.tellPage('timeline:drawn');
        await this.surface?.redraw();
    }
}

/** @type {Timeline | undefined} */
let current;

/** Until the drawing of the server is painted: the first view, of which `first_view` tells in the page itself. */
async function isDrawn() {
    if (performance.getEntriesByName('timeline-ready').length) return;
    await new Promise((resolve) => document.addEventListener('timeline:ready', resolve, { once: true }));
}

/** Begin with the timeline of the page, if it has one that wasn't begun with yet. */
export async function begin() {
    const section = document.getElementById('timeline');
    if (!section || current?.section === section || !section.querySelector('.timeline-drawing')) return;
    current?.end();
    const timeline = new Timeline(section);
    current = timeline;
    await isDrawn();
    try {
        await timeline.takeOver();
    } catch (problem) {
        // The drawing of the server stays, with its links and the table; it just can't be moved.
        console.warn('The timeline stays as it was drawn at first.', problem instanceof Error ? problem.message : '');
        timeline.giveUp();
    }
}

begin();
