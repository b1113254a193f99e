/**
 * The timeline in pixels: which event stands where in the window that is shown, which labels fit, what lies under a point.
 * Knows no screen; the painter draws what stands here. Days count from the first day of the case.
 */

/** @typedef {{left: number, right: number, y: number, x: number, shift: number}} Place the pixels of an event on its row */
/** @typedef {{index: number, x: number, y: number, text: string, width: number, inside: boolean}} Label */

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
        return (Date.parse(text.includes('T') ? `${text.length === 13 ? `${text}:00` : text}Z` : `${text}T00:00:00Z`) - this.start) / DAY;
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
        const y = events.y[index];
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

    /** @param {number} index */
    isInView(index) {
        if (this.hidden[index]) return false;
        const { left, right } = this.place(index);
        return right >= 0 && left <= this.width;
    }

    /** Where the lanes begin and end. @returns {{top: number, bottom: number}} */
    get field() {
        const { top, height } = this.columns.lanes;
        const last = top.length - 1;
        return last < 0 ? { top: 0, bottom: 0 } : { top: top[0], bottom: top[last] + height[last] };
    }

    /** The height at which a strip begins. @param {'curve' | 'frame' | 'course' | 'silence' | 'crowd'} name */
    stripTop(name) {
        return this.columns.strips[name].top;
    }

    /** The height at which the dots and rings of a meeting stand in a lane. @param {number} lane */
    dots(lane) {
        return this.columns.lanes.top[lane] + this.sizes.lanePadding + this.sizes.rail / 2 - 1;
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
     * The labels that fit in the window: beside the event up to what comes next on the row, or in its bar.
     * @returns {Label[]}
     */
    labels() {
        const { events, sizes, width } = this;
        /** @type {Label[]} */
        const labels = [];
        for (const row of this.rows) {
            const shown = row.filter((index) => !this.hidden[index]);
            const places = shown.map((index) => this.place(index));
            let taken = -Infinity;
            for (let at = 0; at < shown.length; at += 1) {
                const index = shown[at];
                const place = places[at];
                const freeFrom = Math.max(taken + sizes.room, 0);
                taken = Math.max(taken, place.right);
                if (place.right < sizes.edge || place.left > width || this.isMomentPast(index)) continue;
                const ends = at + 1 < shown.length ? places[at + 1].left : Infinity;
                const title = events.title[index];
                const room = Math.min(Math.min(ends, width) - sizes.room - place.right - 5, sizes.longest);
                if (events.at[index] === null) {
                    const diamond = events.turning[index] === null ? 0 : sizes.diamond;
                    const begin = Math.max(place.x, 0) + sizes.barText + diamond;
                    const text = this.shorten(title, Math.min(this.x(events.right[index]), width) - begin - sizes.gap);
                    if (text && (text === title || room < this.wide(text))) {
                        labels.push({ index, x: begin, y: place.y, text, width: this.wide(text), inside: true });
                        continue;
                    }
                }
                const text = this.shorten(title, room);
                // What stands so near the right edge that there is no room after it, has its label on the other side.
                const before = ends > width ? this.shorten(title, Math.min(place.left - 5 - freeFrom, sizes.longest)) : '';
                if (before.length > text.length) {
                    labels.push({ index, x: place.left - 5 - this.wide(before), y: place.y, text: before, width: this.wide(before), inside: false });
                } else if (text) {
                    taken = Math.max(taken, place.right + 5 + this.wide(text));
                    labels.push({ index, x: place.right + 5, y: place.y, text, width: this.wide(text), inside: false });
                }
            }
        }
        return labels;
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
            if (this.hidden[index] || Math.abs(this.events.y[index] - y) > half) continue;
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

    /**
     * Leave out what isn't asked for; without a list everything counts.
     * @param {{kinds?: string[] | null, organisations?: string[] | null}} filter
     * @returns {number} how many are left
     */
    filter({ kinds = null, organisations = null }) {
        let left = 0;
        for (let index = 0; index < this.count; index += 1) {
            const kind = this.columns.kinds.key[this.events.kind[index]];
            const touches = this.events.touches[index].map((/** @type {number} */ owner) => this.columns.owners.id[owner]);
            const stays = (!kinds || kinds.includes(kind)) && (!organisations || touches.some((/** @type {string} */ lane) => organisations.includes(lane)));
            this.hidden[index] = stays ? 0 : 1;
            left += stays ? 1 : 0;
        }
        return left;
    }

    /**
     * The next event in order of time, or in the lane above or below the one that is nearest in time.
     * @param {number} index where one stands; -1 is nowhere yet
     * @param {'next' | 'previous' | 'up' | 'down' | 'first' | 'last'} way
     */
    step(index, way) {
        const open = (/** @type {number} */ at) => !this.hidden[at];
        const all = [...Array(this.count).keys()].filter(open);
        if (!all.length) return -1;
        if (index < 0 || way === 'first') {
            const seen = way === 'first' ? undefined : all.find((at) => this.isInView(at));
            return seen ?? all[0];
        }
        if (way === 'last') return all[all.length - 1];
        if (way === 'next') return all.find((at) => at > index) ?? index;
        if (way === 'previous') return all.reverse().find((at) => at < index) ?? index;
        const lanes = [...new Set(all.map((at) => this.events.lane[at]))].sort((a, b) => a - b);
        const own = this.events.lane[index];
        const lane = way === 'up' ? lanes.reverse().find((at) => at < own) : lanes.find((at) => at > own);
        if (lane === undefined) return index;
        const here = this.events.at[index] ?? this.events.left[index];
        const far = (/** @type {number} */ at) => Math.abs((this.events.at[at] ?? this.events.left[at]) - here);
        return all.filter((at) => this.events.lane[at] === lane).reduce((best, at) => (far(at) < far(best) ? at : best));
    }

    /** @returns {{days: number | null, dtick: string | number, tick0: string, tickformat: string}} */
    get scaleStep() {
        const days = this.to - this.from;
        return this.columns.plotly.steps.find((/** @type {any} */ step) => step.days === null || days <= step.days);
    }

    /** The days on which a line of the scale stands. @returns {number[]} */
    lines() {
        const step = this.scaleStep;
        /** @type {number[]} */
        const days = [];
        if (typeof step.dtick === 'number') {
            const every = step.dtick / DAY;
            const zero = this.fromStamp(step.tick0);
            for (let day = zero + Math.ceil((this.from - zero) / every) * every; day <= this.to; day += every) days.push(day);
            return days;
        }
        const months = Number(step.dtick.slice(1));
        const first = new Date(this.start + this.from * DAY);
        for (let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months; ; month += months) {
            const day = (Date.UTC(Math.floor(month / 12), month % 12, 1) - this.start) / DAY;
            if (day > this.to) return days;
            if (day >= this.from) days.push(day);
        }
    }
}
