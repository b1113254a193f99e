/** The keyboard on the drawing: arrows walk the events in order of time and from lane to lane, and a voice says where one stands. */

import { bringIntoSight } from './sight.js';
import { KEYS, step } from './steps.js';
import { fill, tell } from './tooltip.js';
import { isList } from './ways.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('./scene.js').Scene} Scene */

export class Walking {
    /** @param {Timeline} timeline */
    constructor(timeline) {
        this.timeline = timeline;
        /** The id of the event at which one was last, to go on from when one comes back to the drawing. */
        this.place = '';
    }

    /** @param {HTMLElement} walker what the keyboard comes to @param {AbortSignal} signal */
    listen(walker, signal) {
        walker.addEventListener('keydown', (event) => this.key(event), { signal });
        walker.addEventListener('blur', () => {
            this.stayAt(this.timeline.marks.walked);
            this.timeline.marks.walked = -1;
            this.timeline.pointing.point(-1);
            this.timeline.draw();
        }, { signal });
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const { scene, marks, moving } = this.timeline;
        if (!scene) return;
        const way = KEYS[event.key];
        if (way && event.shiftKey && (way === 'next' || way === 'previous')) moving.pan(way === 'next' ? 1 / 3 : -1 / 3);
        else if (way) this.walk(step(scene, this.at(), way));
        else if (event.key === 'Enter' || event.key === ' ') this.timeline.open(this.at());
        else if (event.key === '+' || event.key === '=') moving.zoomIn();
        else if (event.key === '-') moving.zoomOut();
        else if (event.key === '0') moving.showAll();
        else if (event.key === 'Escape') this.timeline.pointing.point(-1);
        else return;
        event.preventDefault();
    }

    /** Where one is: at what one walked to, at what is open, or else where one was before. */
    at() {
        const { scene, marks } = this.timeline;
        if (marks.walked >= 0) return marks.walked;
        return marks.selected >= 0 ? marks.selected : (scene?.indexOf.get(this.place) ?? -1);
    }

    /** The keyboard goes on from here, also when it is elsewhere on the page now. @param {number} index */
    stayAt(index) {
        if (index >= 0) this.place = this.timeline.scene?.events.id[index] ?? '';
    }

    /** @param {number} index */
    walk(index) {
        const { scene, marks } = this.timeline;
        if (index < 0 || !scene) return;
        marks.walked = index;
        this.timeline.moving.bring(index);
        this.timeline.draw();
        this.bringIntoSight(index);
        this.timeline.pointing.point(index);
        this.timeline.say(this.words(index));
        this.timeline.follow(index);
    }

    /** The event in words: title, date, lane, kind, and its place in the case, as the panel counts it. @param {number} index */
    words(index) {
        const scene = /** @type {Scene} */ (this.timeline.scene);
        const number = scene.events.number[index];
        const { total } = scene.columns;
        return `${tell(scene, index).join(', ')}, ${fill(scene.columns.words.position, { number, total })}`;
    }

    /** Bring the event within the screen, which may be narrower and lower than the drawing. @param {number} index */
    bringIntoSight(index) {
        const { scene } = this.timeline;
        if (!scene || isList()) return;
        const { row } = scene.sizes;
        const { top, bottom } = this.timeline.onScreen(0, scene.place(index).y - row, 0, 2 * row);
        bringIntoSight(top, bottom);
        this.goSideways(index);
    }

    /** Where the drawing is wider than its room, let it go sideways as far as is needed to see the event. @param {number} index */
    goSideways(index) {
        const { drawing, scene, surface, size } = this.timeline;
        const scroller = drawing.parentElement;
        if (!scroller || !scene || !surface || scroller.scrollWidth <= scroller.clientWidth) return;
        const names = surface.look().left; // they stay, and cover what goes by behind them
        const x = names + scene.place(index).x * size;
        if (x < scroller.scrollLeft + names + 40 || x > scroller.scrollLeft + scroller.clientWidth - 40) scroller.scrollLeft = x - (scroller.clientWidth + names) / 2;
    }
}
