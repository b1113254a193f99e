/**
 * The timeline in a file of its own, without a server: move and come closer, point, open an event, search, and choose what is shown.
 * The table, the legend and the drawing stand in the page already.
 */

import { FileSearch } from './timeline/file_search.js';
import { sideways } from './timeline/gestures.js';
import { Stage } from './timeline/stage.js';
import { KEYS, step } from './timeline/steps.js';
import { fill, tell } from './timeline/tooltip.js';

/** Pixels that a pointer may move between down and up and still be a click. */
const STILL = 5;
const CLOSER = 0.7;
/** Pixels that stay free between what was opened and the panel. */
const FREE = 8;

const { columns, words } = JSON.parse(/** @type {HTMLElement} */ (document.getElementById('content')).textContent ?? '');

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/** On a narrow screen the field goes by behind the names of the lanes. @param {Event} event */
const isOnNames = (event) => event.target instanceof Element && event.target.closest('.stage-names') !== null;

/** Who unfolds what everyone tells in the table reads it there. @param {Event} event */
const isUnfolding = (event) => event.target instanceof Element && event.target.closest('details') !== null;

class File {
  constructor() {
    this.stage = new Stage(find('.timeline'), columns);
    this.scene = this.stage.scene;
    this.drawing = this.stage.drawing;
    this.panel = find('[data-panel]');
    this.voice = find('[data-shown]');
    this.form = /** @type {HTMLFormElement} */ (find('[data-filter]'));
    this.rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-row]')]);
    this.tools = find('[data-tools]');
    this.form.hidden = false;
    this.tools.hidden = false;
    /** @type {Map<number, PointerEvent>} */
    this.fingers = new Map();
    this.listen();
    this.search = new FileSearch(find('[data-search]'), { rows: this.rows, stage: this.stage, words: columns.words, walk: (index) => this.walk(index) });
    this.stage.draw();
  }

  listen() {
    this.tools.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('[data-act]') : null;
      if (button) this.act(/** @type {HTMLElement} */ (button).dataset.act ?? '');
    });
    this.form.addEventListener('change', () => this.choose());
    this.form.addEventListener('reset', () => setTimeout(() => this.choose()));
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.stage.frame.addEventListener('keydown', (event) => this.key(event));
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.leave());
    this.drawing.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.drawing.addEventListener('pointerdown', (event) => this.down(event));
    document.addEventListener('pointermove', (event) => this.move(event));
    for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) document.addEventListener(name, (event) => this.up(event));
    // The links of the drawing that the server made lie below the canvas and lead to the table.
    this.drawing.addEventListener('click', (event) => event.preventDefault());
    this.drawing.addEventListener('dragstart', (event) => event.preventDefault());
    this.panel.addEventListener('click', (event) => event.target instanceof Element && event.target.closest('[data-close]') && this.leave());
    for (const row of this.rows) row.addEventListener('click', (event) => isUnfolding(event) || this.open(this.scene.indexOf.get(row.dataset.row ?? '') ?? -1, row));
    window.addEventListener('resize', () => {
      this.stage.measure();
      this.stage.draw();
    });
  }

  /** @param {string} what */
  act(what) {
    const days = this.scene.to - this.scene.from;
    if (what === 'in') this.zoom(CLOSER);
    if (what === 'out') this.zoom(1 / CLOSER);
    if (what === 'left') this.pan(-days / 3);
    if (what === 'right') this.pan(days / 3);
    if (what === 'whole') this.stage.glide(0, columns.days);
  }

  /** @param {number} days */
  pan(days) {
    this.stage.show(this.scene.from + days, this.scene.to + days);
  }

  /** @param {number} factor below 1 comes closer @param {number} [x] the pixel that stays where it is */
  zoom(factor, x) {
    const { scene } = this;
    const stood = this.stage.marks.selected;
    this.stage.show(...scene.closer(factor, x, stood));
  }

  /** Where a pointer is on the field. @param {{clientX: number, clientY: number}} event */
  at(event) {
    const box = this.stage.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (this.at(event).x < 0) return;
    const { scene } = this;
    const pixels = event.ctrlKey ? 0 : sideways(event, scene.width);
    // With all in view the wheel goes on scrolling the page: the drawing is no trap on the way down.
    if (scene.isWhole && (pixels || (event.deltaY > 0 && !event.ctrlKey))) return;
    event.preventDefault();
    if (pixels) this.pan(pixels / scene.scale);
    else this.zoom(Math.exp(Math.min(Math.max(event.deltaY, -100), 100) / 300), this.at(event).x);
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button) return;
    this.fingers.set(event.pointerId, event);
    this.began = this.fingers.size === 1 ? event : undefined;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return this.point(event);
    const other = [...this.fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
    if (other) {
      const [was, is] = [before, event].map((finger) => Math.abs(finger.clientX - other.clientX));
      if (was > 12 && is > 12) this.zoom(was / is, (this.at(event).x + this.at(other).x) / 2);
    } else {
      this.pan((before.clientX - event.clientX) / this.scene.scale);
    }
    this.fingers.set(event.pointerId, event);
    return undefined;
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { began } = this;
    this.fingers.delete(event.pointerId);
    if (!began || event.type === 'pointercancel' || Math.hypot(event.clientX - began.clientX, event.clientY - began.clientY) > STILL) return;
    this.began = undefined;
    const { x, y } = this.at(event);
    const index = x < 0 || isOnNames(event) ? -1 : this.scene.hit(x, y, this.stage.labels);
    if (index >= 0) this.open(index);
  }

  /** @param {PointerEvent} event */
  point(event) {
    const inside = event.target instanceof Node && this.drawing.contains(event.target);
    const { x, y } = this.at(event);
    const index = inside && x >= 0 && !isOnNames(event) && event.pointerType !== 'touch' ? this.scene.hit(x, y, this.stage.labels) : -1;
    if (index === this.stage.marks.pointed) return;
    this.stage.marks.pointed = index;
    this.drawing.classList.toggle('is-pointing', index >= 0);
    this.drawing.title = index < 0 ? '' : this.tell(index);
    this.stage.draw();
  }

  /** An event in one breath. @param {number} index */
  tell(index) {
    return tell(this.scene, index).join(', ');
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { marks } = this.stage;
    const way = KEYS[event.key];
    if (way) this.walk(step(this.scene, marks.walked, way));
    else if (event.key === 'Enter' && marks.walked >= 0) this.open(marks.walked);
    else if (event.key === '+' || event.key === '=') this.act('in');
    else if (event.key === '-') this.act('out');
    else if (event.key === '0') this.act('whole');
    else return;
    event.preventDefault();
  }

  /** Go to an event with the keys, and say it. @param {number} index */
  walk(index) {
    if (index < 0) return;
    const { scene } = this;
    this.stage.marks.walked = index;
    if (!scene.isInView(index) || scene.isMomentPast(index)) {
      const middle = ((scene.events.at[index] ?? scene.events.left[index]) + (scene.events.at[index] ?? scene.events.right[index])) / 2;
      const days = scene.to - scene.from;
      this.stage.show(middle - days / 2, middle + days / 2);
    }
    this.bringIntoSight(index);
    this.voice.textContent = `${this.tell(index)}. ${fill(columns.words.position, { number: scene.events.number[index], total: columns.total })}`;
    this.stage.draw();
  }

  /** Where the drawing is wider than the screen, bring the event out from behind the names. @param {number} index */
  bringIntoSight(index) {
    const { frame, scene } = this.stage;
    if (frame.scrollWidth <= frame.clientWidth) return;
    const names = frame.scrollWidth - scene.width;
    const x = names + scene.place(index).x;
    if (x < frame.scrollLeft + names + 40 || x > frame.scrollLeft + frame.clientWidth - 40) frame.scrollLeft = x - (frame.clientWidth + names) / 2;
  }

  /**
   * Show what is known of an event. What has no date stands in the table only.
   * @param {number} index
   * @param {HTMLElement} [from] its row in the table
   */
  open(index, from) {
    const id = index < 0 ? (from?.dataset.row ?? '') : columns.events.id[index];
    const row = from ?? this.rows.find((one) => one.dataset.row === id);
    if (!row) return;
    this.rows.forEach((one) => one.classList.toggle('is-open', one === row));
    this.from = from;
    this.stage.marks.selected = index;
    this.stage.marks.walked = -1;
    const cells = [...row.children].map((cell) => (cell.textContent ?? '').trim());
    const title = Object.assign(document.createElement('h2'), { textContent: row.querySelector('[data-title]')?.textContent ?? '', dir: 'auto' });
    const notes = [`${cells[1]} · ${cells[3]} · ${cells[4]}`];
    if (index >= 0) {
      notes.push(columns.events.accounts[index]);
      if (columns.events.turning[index] !== null) notes.push(fill(columns.words.turning_point, { number: columns.events.turning[index] }));
      if (columns.events.disputed[index]) notes.push(columns.words.disputed);
    }
    if (cells[5]) notes.push(fill(words.present, { names: cells[5] }));
    const lines = [...row.querySelectorAll('[data-line]')].map((line) => line.textContent ?? '');
    const paragraphs = [notes.join(' · '), ...lines].map((text) => Object.assign(document.createElement('p'), { textContent: text, dir: 'auto' }));
    const tellings = row.querySelector('[data-tellings]');
    const told = tellings ? [Object.assign(document.createElement('h3'), { textContent: tellings.querySelector('summary')?.textContent ?? '' }), ...[...tellings.querySelectorAll('p')].map((one) => one.cloneNode(true))] : [];
    const close = Object.assign(document.createElement('button'), { type: 'button', className: 'file-close', textContent: words.close });
    close.dataset.close = '';
    this.panel.replaceChildren(close, title, ...paragraphs, ...told);
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    this.keepInSight(from?.getBoundingClientRect() ?? this.markOf(index));
    if (!from) this.panel.focus({ preventScroll: true });
    this.stage.draw();
  }

  /** Where the mark of an event lies on the screen, as far as it is in view. @param {number} index */
  markOf(index) {
    const { left, top } = this.stage.canvas.getBoundingClientRect();
    const place = this.scene.place(index);
    const half = this.scene.sizes.row / 2;
    const [first, last] = [Math.max(place.left, 0), Math.min(place.right, this.scene.width)];
    return new DOMRect(left + first, top + place.y - half, last - first, 2 * half);
  }

  /**
   * The panel stands on the half of the screen where what was opened is not; where it takes the whole width, the page moves
   * no more than is needed to see both.
   * @param {DOMRect} opened
   */
  keepInSight(opened) {
    const isWhole = opened.width > window.innerWidth / 2;
    this.panel.classList.toggle('is-left', !isWhole && opened.left + opened.width / 2 > window.innerWidth / 2);
    const panel = this.panel.getBoundingClientRect();
    if (opened.right <= panel.left || opened.left >= panel.right) return;
    const down = Math.min(opened.bottom + FREE - panel.top, opened.top - FREE);
    if (down > 0) window.scrollBy({ top: down, behavior: 'instant' });
  }

  /** Leave out what is not ticked, in the drawing and in the table. */
  choose() {
    const ticked = (/** @type {string} */ name) =>
      [...this.form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => /** @type {HTMLInputElement} */ (box).value);
    const [kinds, lanes] = [ticked('kind'), ticked('organisation')];
    let shown = 0;
    for (const row of this.rows) {
      const touches = (row.dataset.touches ?? '').split(' ');
      const stays = (!kinds.length || kinds.includes(row.dataset.kind ?? '')) && (!lanes.length || touches.some((lane) => lanes.includes(lane)));
      row.hidden = !stays;
      shown += Number(stays);
      const index = this.scene.indexOf.get(row.dataset.row ?? '');
      if (index !== undefined) this.scene.hidden[index] = stays ? 0 : 1;
      // The drawing of the server is what prints.
      for (const part of this.drawing.querySelectorAll(`a[href="#e-${row.dataset.row}"], [data-meeting="${row.dataset.row}"]`)) part.classList.toggle('is-away', !stays);
      if (!stays && row.classList.contains('is-open')) this.close();
    }
    this.voice.textContent = fill(words.shown, { shown, total: this.rows.length });
    this.search?.search();
    this.stage.draw();
  }

  /** Close what is open; the keyboard goes on where it was. */
  leave() {
    if (this.panel.hidden) return;
    const wasInside = this.panel.contains(document.activeElement);
    const walked = this.stage.marks.selected;
    this.close();
    if (wasInside) {
      const place = /** @type {HTMLElement | null | undefined} */ (this.from?.closest('[tabindex]'));
      (place ?? this.stage.frame).focus({ preventScroll: true });
      if (!place) this.stage.marks.walked = walked;
    }
    this.stage.draw();
  }

  close() {
    this.panel.hidden = true;
    this.stage.marks.selected = -1;
    this.rows.forEach((one) => one.classList.remove('is-open'));
  }
}

// Letters have another width once the typeface is there.
if (columns.events.id.length) document.fonts.ready.then(() => {
  new File();
  document.documentElement.dataset.ready = 'true';
});
