/**
 * The names of the lanes beside the canvas, as they stand on the drawing of the server, with what one can do: fold, unfold,
 * move up and down. One stop for the keyboard: arrows go from lane to lane, Enter folds, Alt with an arrow moves.
 */

import { askedOrder } from './arrangement.js';
import { stepTo } from './address.js';
import { fill } from './tooltip.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('./scene.js').Scene} Scene */

/** @param {string} className @param {HTMLElement} parent @param {string} [name] */
function add(className, parent, name = 'div') {
    const made = document.createElement(name);
    made.className = className;
    parent.append(made);
    return made;
}

export class Lanes {
    /** @param {Timeline} timeline */
    constructor(timeline) {
        this.timeline = timeline;
        this.ground = document.createElement('div');
        this.ground.className = 'timeline-ground';
        this.ground.setAttribute('aria-hidden', 'true');
        this.names = document.createElement('div');
        this.names.className = 'timeline-names';
        this.names.setAttribute('role', 'toolbar');
        this.names.setAttribute('aria-orientation', 'vertical');
        this.make();
    }

    get scene() {
        return /** @type {Scene} */ (this.timeline.scene);
    }

    /** Make a row for each lane, and the names of the strips. */
    make() {
        const { lanes, strips, sizes, words } = this.scene.columns;
        this.ground.replaceChildren();
        this.names.replaceChildren();
        this.names.setAttribute('aria-label', words.lanes);
        /** @type {{ground: HTMLElement, row: HTMLElement, button: HTMLButtonElement, up: HTMLButtonElement, down: HTMLButtonElement}[]} */
        this.rows = lanes.id.map((/** @type {string} */ _, /** @type {number} */ lane) => {
            const ground = add('timeline-lane', this.ground);
            const row = add(`timeline-name tl-c${lanes.colour[lane]}`, this.names);
            const button = /** @type {HTMLButtonElement} */ (add('timeline-fold', row, 'button'));
            button.type = 'button';
            button.tabIndex = lane ? -1 : 0;
            button.dataset.lane = String(lane);
            for (const line of lanes.lines[lane]) add('', button, 'span').textContent = line;
            const full = add('timeline-full-name', button, 'span');
            full.textContent = lanes.name[lane];
            button.setAttribute('aria-label', lanes.name[lane]);
            const [up, down] = ['up', 'down'].map((way) => {
                const mover = /** @type {HTMLButtonElement} */ (add(`timeline-move timeline-move-${way}`, row, 'button'));
                mover.type = 'button';
                mover.tabIndex = -1; // Alt with an arrow does the same
                mover.dataset.lane = String(lane);
                mover.dataset.way = way;
                mover.setAttribute('aria-label', fill(words[`lane_${way}`], { lane: lanes.name[lane] }));
                mover.title = mover.getAttribute('aria-label') ?? '';
                return mover;
            });
            return { ground, row, button, up, down };
        });
        /** @type {{name: any, rule: HTMLElement, word: HTMLElement, ends: HTMLElement[]}[]} */
        this.strips = Object.keys(strips).map((name) => {
            const rule = add('timeline-strip', this.ground);
            const word = add('timeline-strip-name', this.names);
            word.setAttribute('aria-hidden', 'true');
            word.textContent = strips[name].name;
            const ends = (strips[name].ends ?? []).map((/** @type {[string, number]} */ [said]) => {
                const end = add('timeline-strip-end', this.names);
                end.setAttribute('aria-hidden', 'true');
                end.textContent = said;
                return end;
            });
            return { name, rule, word, ends };
        });
        this.bottom = add('timeline-strip', this.ground);
        this.lineHeight = sizes.nameLine;
        this.place();
    }

    /** Whether a pointer is on the names, behind which the field goes by on a narrow screen, or on the buttons beside one. @param {PointerEvent} event */
    covers({ clientX, target }) {
        const stage = /** @type {HTMLElement} */ (this.timeline.drawing.parentElement).getBoundingClientRect();
        return clientX < stage.left + (this.timeline.surface?.look().left ?? 0) || (target instanceof Node && this.names.contains(target));
    }

    /** Put every row where its lane stands now. */
    place() {
        const { scene } = this;
        const { arrangement, columns, sizes } = scene;
        const { words, lanes, strips } = columns;
        const last = arrangement.lanes.length - 1;
        const held = document.activeElement;
        for (const lane of arrangement.lanes) {
            const { ground, row, button, up, down } = /** @type {any} */ (this.rows)[lane];
            const isFolded = scene.isFolded(lane);
            for (const part of [ground, row]) {
                part.style.top = `${arrangement.top[lane]}px`;
                part.style.height = `${arrangement.height[lane]}px`;
            }
            ground.classList.toggle('timeline-even', scene.isEven(lane));
            row.classList.toggle('timeline-even', scene.isEven(lane));
            row.classList.toggle('timeline-folded', isFolded);
            const lines = lanes.lines[lane].length;
            const high = lanes.height[lane];
            const middle = isFolded ? sizes.folded / 2 : Math.min(sizes.lanePadding + lanes.rail[lane] + sizes.row / 2, high - sizes.lanePadding - sizes.nameLine * lines + 8);
            row.style.setProperty('--middle', `${middle}px`);
            button.setAttribute('aria-expanded', String(!isFolded));
            button.title = fill(isFolded ? words.unfold : words.fold, { lane: lanes.name[lane] });
            up.disabled = arrangement.place[lane] === 0;
            down.disabled = arrangement.place[lane] === last;
            // The order for the keyboard is that of the eye; what isn't moved keeps its place in the page.
            const there = this.names.children[arrangement.place[lane]];
            if (there !== row) this.names.insertBefore(row, there ?? null);
        }
        if (held instanceof HTMLElement && this.names.contains(held)) held.focus({ preventScroll: true });
        for (const strip of this.strips ?? []) {
            const top = scene.stripTop(strip.name);
            const { height, ends } = strips[strip.name];
            const middle = top + (strip.name === 'frame' || strip.name === 'course' ? sizes.stretch : height) / 2;
            strip.rule.style.top = `${top}px`;
            strip.word.style.top = `${middle - 9}px`;
            strip.ends.forEach((end, number) => (end.style.top = `${top + ends[number][1] - 8}px`));
        }
        if (this.bottom) this.bottom.style.top = `${scene.height - 1}px`;
    }

    /** @param {AbortSignal} signal */
    listen(signal) {
        this.names.addEventListener('click', (event) => {
            const button = event.target instanceof Element ? event.target.closest('button') : null;
            if (!button) return;
            const lane = Number(button.dataset.lane);
            if (button.dataset.way) this.move(lane, button.dataset.way === 'up' ? -1 : 1);
            else this.fold(lane);
            this.rows?.forEach(({ row }, at) => row.classList.toggle('timeline-touched', at === lane));
        }, { signal });
        this.names.addEventListener('keydown', (event) => this.key(event), { signal });
        this.names.addEventListener('focusin', (event) => {
            const lane = Number(/** @type {HTMLElement} */ (event.target).dataset.lane);
            this.rows?.forEach(({ button }, at) => (button.tabIndex = at === lane ? 0 : -1));
        }, { signal });
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        const lane = Number(/** @type {HTMLElement} */ (event.target).dataset.lane);
        const { lanes, place } = this.scene.arrangement;
        const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (way && event.altKey) this.move(lane, way);
        else if (way && !event.ctrlKey && !event.metaKey) this.focus(lanes[place[lane] + way]);
        else if (event.key === 'Home') this.focus(lanes[0]);
        else if (event.key === 'End') this.focus(lanes[lanes.length - 1]);
        else return;
        event.preventDefault();
    }

    /** @param {number | undefined} lane */
    focus(lane) {
        if (lane !== undefined) this.rows?.[lane].button.focus();
    }

    /** @param {number} lane */
    fold(lane) {
        const { lanes, words } = this.scene.columns;
        const { folded } = this.scene.arrangement;
        const kept = lanes.id.filter((/** @type {string} */ _, /** @type {number} */ at) => (at === lane ? !folded[at] : folded[at]));
        this.ask({ order: this.timeline.asked.order, folded: kept });
        this.timeline.say(fill(this.scene.isFolded(lane) ? words.lane_folded : words.lane_unfolded, { lane: lanes.name[lane] }));
    }

    /** @param {number} lane @param {number} way -1 is up, 1 is down */
    move(lane, way) {
        const { lanes: columns, words } = this.scene.columns;
        const { lanes, place } = this.scene.arrangement;
        const from = place[lane];
        const to = from + way;
        if (to < 0 || to >= lanes.length) return;
        const wanted = [...lanes];
        [wanted[from], wanted[to]] = [wanted[to], wanted[from]];
        this.ask({ order: askedOrder(columns.id, wanted.map((at) => columns.id[at])), folded: this.timeline.asked.folded });
        this.timeline.say(fill(words.lane_at, { lane: columns.name[lane], number: to + 1, total: lanes.length }));
    }

    /** @param {import('./arrangement.js').Asked} asked */
    ask(asked) {
        stepTo({ order: asked.order.length ? asked.order.join('.') : null, fold: asked.folded });
        this.timeline.arrange(asked);
    }
}
