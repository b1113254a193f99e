/**
 * The timeline in pixels: which event stands where in the window that is shown, which labels fit, what lies under a point.
 * Knows no screen; the painter draws what stands here. Days count from the first day of the case.
 */

import { arrange } from './arrangement.js';

/** @typedef {{left: number, right: number, y: number, x: number, shift: number}} Place the pixels of an event on its row */
/** @typedef {import('./labels.js').Label} Label */

const DAY = 86400000;

export class Scene {
    /**
     * @param {any} columns the columns of numbers from the server
     * @param {(text: string) => number} measure the width of words in pixels
     */
    constructor(columns, measure) {
        this.columns = columns;
        this.sizes = columns.sizes;
        this.events = columns.events;
        this.count = columns.events.id.length;
        this.measure = measure;
        this.start = Date.parse(`${columns.start}T00:00:00Z`);
        this.from = 0;
        this.to = columns.days;
        this.width = 0;
        /** @type {Map<string, number>} */
        this.widths = new Map();
        this.indexOf = new Map(this.events.id.map((/** @type {string} */ id, /** @type {number} */ index) => [id, index]));
        /** @type {Uint8Array} 1 for what the filter leaves out */
        this.hidden = new Uint8Array(this.count);
        this.arrangement = arrange(columns, { order: [], folded: [] });
        /** The part of the height that is drawn: of a drawing of many screens only what is near the one that is seen. */
        this.slice = { top: 0, bottom: Infinity };
        /** @type {number[][]} the events of each row of each lane, from left to right */
        this.rows = [];
        const rows = new Map();
        for (let index = 0; index < this.count; index += 1) {
            const key = `${this.events.lane[index]}/${this.events.row[index]}`;
            if (!rows.has(key)) rows.set(key, []);
            rows.get(key).push(index);
        }
        for (const row of rows.values()) this.rows.push(row.sort((/** @type {number} */ a, /** @type {number} */ b) => this.events.left[a] - this.events.left[b] || a - b));
    }

    /** Put the lanes in another order, or fold them. @param {import('./arrangement.js').Asked} asked */
    arrange(asked) {
        this.arrangement = arrange(this.columns, asked);
    }

    /** How high the whole drawing is. */
    get height() {
        return this.columns.height + this.arrangement.shift;
    }

    /** @param {number} lane */
    isFolded(lane) {
        return this.arrangement.folded[lane];
    }

    /** Whether a lane stands on the second of the two grounds that alternate. @param {number} lane */
    isEven(lane) {
        return this.arrangement.place[lane] % 2 === 1;
    }

    /** Pixels a day. */
    get scale() {
        return this.width / (this.to - this.from);
    }

    /** @param {number} day */
    x(day) {
        return (day - this.from) * this.scale;
    }

    /** @param {number} x */
    day(x) {
        return this.from + x / this.scale;
    }

    /** Whether the whole case is in view. */
    get isWhole() {
        return this.from <= 0.5 && this.to >= this.columns.days - 0.5;
    }

    /**
     * Show other days, never past the ends of the case and never fewer than a week.
     * @param {number} from
     * @param {number} to
     */
    show(from, to) {
        const days = Math.min(Math.max(to - from, 7), this.columns.days);
        const middle = (from + to) / 2;
        const first = Math.min(Math.max(middle - days / 2, 0), this.columns.days - days);
        this.from = first;
        this.to = first + days;
    }

    /**
     * The days to show from closer by or further off.
     * @param {number} factor below 1 comes closer
     * @param {number | undefined} x the pixel that stays where it is
     * @param {number} stood the event that stays where it is when no pixel does; without one in view that is the middle
     * @returns {[number, number]}
     */
    closer(factor, x, stood) {
        const at = x ?? (stood >= 0 && this.isInView(stood) ? Math.max(this.place(stood).x, 0) : this.width / 2);
        const still = this.day(at);
        return [still - (still - this.from) * factor, still + (this.to - still) * factor];
    }

    /** @param {number} day the day as an address writes it */
    iso(day) {
        return new Date(this.start + Math.round(day) * DAY).toISOString().slice(0, 10);
    }

    /** @param {number} day the day as Plotly writes it */
    stamp(day) {
        return new Date(this.start + day * DAY).toISOString().replace('T', ' ').replace('Z', '');
    }

    /** @param {string | number} stamp a moment as Plotly or an address writes it; NaN when it can't be read */
    fromStamp(stamp) {
        const text = String(stamp).trim().replace(' ', 'T');
        const moment = text.length === 13 ? `${text}:00` : text;
        return (Date.parse(text.includes('T') ? `${moment}Z` : `${text}T00:00:00Z`) - this.start) / DAY;
    }

    /**
     * The pixels of an event: the same measures as the drawing of the server.
     * @param {number} index
     * @returns {Place}
     */
    place(index) {
        const { events, sizes, scale } = this;
        const diamond = events.turning[index] === null ? 0 : sizes.diamond;
        const left = this.x(events.left[index]);
        const right = this.x(events.right[index]);
        const y = this.arrangement.y[index];
        if (events.at[index] === null) {
            return { left: left - diamond, right: Math.max(right, left + sizes.smallestBar + diamond), y, x: left, shift: 12 + diamond };
        }
        const shift = diamond ? diamond + sizes.mark : 0;
        const middle = (events.at[index] - this.from) * scale;
        // Close to an edge a mark stands just within it, whole.
        const first = Math.max(sizes.mark, diamond);
        const x = this.isPast(middle) ? middle : Math.max(Math.min(middle, this.width - shift - sizes.mark), first);
        return { left: Math.min(left, x - Math.max(sizes.mark, diamond)), right: Math.max(right, x + shift + sizes.mark), y, x, shift };
    }

    /** Whether a place lies outside the days that are shown. @param {number} x */
    isPast(x) {
        return x < 0 || x > this.width;
    }

    /** Whether an event is a moment outside the days that are shown, of which at most its uncertain days are in view. @param {number} index */
    isMomentPast(index) {
        return this.events.at[index] !== null && this.isPast((this.events.at[index] - this.from) * this.scale);
    }

    /** Whether something at this height is drawn. @param {number} y */
    isDrawnAt(y) {
        return y >= this.slice.top - this.sizes.row && y <= this.slice.bottom + this.sizes.row;
    }

    /** Whether an event is drawn now. @param {number} index */
    isDrawn(index) {
        return this.isDrawnAt(this.arrangement.y[index]) && this.isInView(index);
    }

    /** @param {number} index */
    isInView(index) {
        if (this.hidden[index]) return false;
        const { left, right } = this.place(index);
        return right >= 0 && left <= this.width;
    }

    /** Where the lanes begin and end. @returns {{top: number, bottom: number}} */
    get field() {
        const { top, bottom } = this.arrangement;
        return top.length ? { top: this.columns.lanes.top[0], bottom } : { top: 0, bottom: 0 };
    }

    /** The height at which a strip begins. @param {'curve' | 'frame' | 'course' | 'silence' | 'crowd'} name */
    stripTop(name) {
        const { top } = this.columns.strips[name];
        return top > this.field.top ? top + this.arrangement.shift : top;
    }

    /** The height at which the dots and rings of a meeting stand in a lane. @param {number} lane */
    dots(lane) {
        const top = this.arrangement.top[lane];
        return top + (this.isFolded(lane) ? this.sizes.folded / 2 : this.sizes.lanePadding + this.sizes.rail / 2 - 1);
    }

    /** The number of the colour of an event: that of whose it is. @param {number} index */
    colour(index) {
        return this.columns.owners.colour[this.events.owner[index]];
    }

    /** @param {string} text */
    wide(text) {
        let width = this.widths.get(text);
        if (width === undefined) this.widths.set(text, (width = this.measure(text)));
        return width;
    }

    /**
     * @param {string} text
     * @param {number} room
     */
    shorten(text, room) {
        if (this.wide(text) <= room) return text;
        if (room < this.sizes.shortest) return '';
        let low = 0;
        let high = text.length;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.measure(`${text.slice(0, middle)}…`) <= room) low = middle;
            else high = middle - 1;
        }
        let kept = text.slice(0, low);
        const space = kept.lastIndexOf(' ');
        if (text[low] !== ' ' && space >= 0.6 * kept.length) kept = kept.slice(0, space);
        return `${kept.replace(/[ ,.;:–(-]+$/, '')}…`;
    }

    /**
     * What lies under a point: the event, its label, or its dot in another lane.
     * @param {number} x
     * @param {number} y
     * @param {Label[]} labels
     * @returns {number} the event, or -1
     */
    hit(x, y, labels) {
        const half = this.sizes.row / 2;
        let found = -1;
        let narrowest = Infinity;
        for (let index = 0; index < this.count; index += 1) {
            if (this.hidden[index] || Math.abs(this.arrangement.y[index] - y) > half) continue;
            const { left, right } = this.place(index);
            const slack = Math.max(2, (24 - (right - left)) / 2);
            if (x >= left - slack && x <= right + slack && right - left < narrowest) {
                found = index;
                narrowest = right - left;
            }
        }
        if (found >= 0) return found;
        for (const label of labels) {
            if (Math.abs(label.y - y) <= half && x >= label.x && x <= label.x + label.width) return label.index;
        }
        const { meetings } = this.columns;
        for (let index = 0; index < meetings.event.length; index += 1) {
            if (this.hidden[meetings.event[index]] || Math.abs(this.x(meetings.at[index]) - x) > 9) continue;
            const lanes = [...meetings.present[index], ...meetings.missing[index]];
            if (lanes.some((/** @type {number} */ lane) => Math.abs(this.dots(lane) - y) <= 9)) return meetings.event[index];
        }
        return -1;
    }
}
