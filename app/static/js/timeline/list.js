/**
 * The list for a narrow screen: the server sends its first lines, the others are made here from what the drawing is made of,
 * each as the server makes it (templates/timeline/_list.html). It follows what is chosen, searched for and opened.
 */

import { bringIntoSight, seenFrom, untilReaderActs } from './sight.js';
import { KEYS } from './steps.js';
import { fill } from './tooltip.js';
import { isList, whenOther } from './ways.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('./scene.js').Scene} Scene */

const CHUNK = 200;
/** Rows above which only what is near is drawn: until there, each stands exactly where it is. */
const LONG = 400;
/** Frames within which what is brought into sight has come to rest. */
const FRAMES = 8;
const host = /** @type {HTMLElement | null} */ (document.querySelector('[data-timeline-list]'));
const tools = /** @type {HTMLElement | null} */ (document.querySelector('.timeline-tools'));
/** @type {Timeline | undefined} */
let timeline;
/** The scene whose events stand in the list. @type {Scene | undefined} */
let listed;
/** @type {HTMLElement[]} */
let rows = [];
/** What begins between the rows: above which row it stands, and up to which it holds. @type {{line: HTMLElement, from: number, to: number}[]} */
let beginnings = [];
const NOWHERE = { index: -1, isBegin: false };
/** The row to bring into sight once it is there. */
let wanted = NOWHERE;

/** @param {string} name @param {Record<string, string | number>} attributes @param {...(string | Node)} inside */
function make(name, attributes, ...inside) {
    const space = name === 'svg' || name === 'path' ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.append(...inside);
    return element;
}

/** @param {string} form */
const sign = (form) => make('i', { class: `timeline-sign is-${form}` });

/** How an event is drawn beside its shape and its colour, as timeline/column.py tells it. @param {any} events @param {number} index */
function looks(events, index) {
    if (events.at[index] !== null) return events.certain[index] ? '' : ' is-about';
    if (events.hollow[index]) return ' is-waiting';
    return ` is-period${events.fadeLeft[index] ? ' is-fades-in' : ''}${events.fadeRight[index] ? ' is-fades-out' : ''}`;
}

/** Who was at the table of a meeting, and who was missing. @param {any} columns @param {number} index */
function seats(columns, index) {
    const { events, kinds, owners, words } = columns;
    const missing = events.missing?.[index] ?? [];
    const there = events.touches[index].filter((/** @type {number} */ one) => !missing.includes(one));
    if (kinds.key[events.kind[index]] !== 'mdo' || there.length + missing.length < 2) return [];
    const names = (/** @type {number[]} */ those) => those.map((one) => owners.name[one]).join(', ');
    const lines = [' ', make('span', {}, sign('there'), fill(words.seated, { names: names(there) }))];
    if (missing.length) lines.push(' ', make('span', {}, sign('missing'), fill(words.missing, { names: names(missing) })));
    return lines;
}

/** @param {Scene} scene @param {number} index */
function rowOf(scene, index) {
    const { events, owners, kinds, shapes, words } = scene.columns;
    const id = events.id[index];
    const turning = events.turning[index];
    const row = /** @type {HTMLElement} */ (make('li', { class: `tl-c${scene.colour(index)}${looks(events, index)}`, 'data-timeline-index': index }));
    const glyph = make('svg', { class: `tl-glyph tl-c${scene.colour(index)}`, width: 18, height: 18, viewBox: '-9 -9 18 18', 'aria-hidden': 'true', focusable: 'false' });
    glyph.append(make('path', { class: 'tl-shape', d: shapes[events.shape[index]] }));
    const link = make('a', { href: `${location.pathname}?event=${id}#panel`, 'data-timeline-event': id });
    const told = [events.date[index], owners.name[events.owner[index]], kinds.word[events.kind[index]]];
    if (turning !== null) told.push(fill(words.turning_point, { number: turning }));
    const title = make('strong', {}, events.title[index]);
    if (turning !== null) title.prepend(make('i', { class: 'timeline-turning', 'aria-hidden': 'true' }, String(turning)));
    link.append(title, ' ', make('span', {}, told.join('\u00a0· ')));
    if (events.disputed[index]) link.append(' ', make('span', {}, sign('disputed'), words.disputed));
    link.append(...seats(scene.columns, index));
    row.append(glyph, link);
    return row;
}

/** @param {any} between @param {number} at */
function beginningOf(between, at) {
    const isChapter = between.form[at] === 'chapter';
    const line = /** @type {HTMLElement} */ (make('li', { class: 'timeline-begins' }));
    if (isChapter) line.append(make('h2', {}, between.words[at]));
    else line.append(sign(between.form[at]), between.words[at]);
    line.append(' ', make('span', {}, between.days[at]));
    const next = between.form.findIndex((/** @type {string} */ form, /** @type {number} */ other) => other > at && (form === 'chapter') === isChapter);
    return { line, from: between.before[at], to: next < 0 ? Infinity : between.before[next] };
}

/** @param {Element | null | undefined} link the link of a row */
const idOf = (link) => (link instanceof HTMLElement ? (link.dataset.timelineEvent ?? '') : '');

/** Where the keyboard is in the list, and the first event that is seen of it with its height on the screen. */
function standsAt() {
    const focused = host?.contains(document.activeElement) ? idOf(document.activeElement) : '';
    const place = { focused, first: '', top: 0 };
    if (!host || !isList() || !window.scrollY) return place;
    const begins = seenFrom();
    for (const link of host.querySelectorAll('a[data-timeline-event]')) {
        const { top, bottom, height } = link.getBoundingClientRect();
        if (!height || bottom <= begins) continue;
        return top < window.innerHeight ? { focused, first: idOf(link), top } : place;
    }
    return place;
}

/**
 * Put the list in its place once more in each frame until it has come to rest, as rows that were never seen take their own room
 * only once they are drawn. The page is the reader's again as soon as they act.
 * @param {() => boolean} put whether to go on
 */
function untilAtRest(put) {
    const gone = untilReaderActs();
    const look = (/** @type {number} */ frames) => {
        if (!gone.aborted && isList() && put() && frames) requestAnimationFrame(() => look(frames - 1));
    };
    look(FRAMES);
}

/** Other rows stand there: the keyboard and what is read stay where they were. @param {ReturnType<typeof standsAt>} place */
function stayAt({ focused, first, top }) {
    const link = (/** @type {string} */ id) => /** @type {HTMLElement | null | undefined} */ (rows[listed?.indexOf.get(id) ?? -1]?.lastElementChild);
    link(focused)?.focus({ preventScroll: true });
    const read = link(first);
    if (!read || wanted.index >= 0) return;
    let stood = window.scrollY;
    untilAtRest(() => {
        // Who has gone elsewhere stays there.
        if (!read.isConnected || window.scrollY !== stood) return false;
        window.scrollBy({ top: read.getBoundingClientRect().top - top, behavior: 'instant' });
        stood = window.scrollY;
        return true;
    });
}

/** Make the rows, some at a time, so that thousands don't stop the page. */
async function makeRows() {
    const scene = timeline?.scene;
    if (!scene || !host || listed === scene) return;
    const place = standsAt();
    // What somebody reads is there at once.
    const reads = Math.max(...[place.focused, place.first].map((id) => scene.indexOf.get(id) ?? 0));
    listed = scene;
    rows = [];
    host.classList.toggle('is-long', scene.count > LONG);
    const { between } = scene.columns;
    beginnings = between.form.map((/** @type {string} */ _, /** @type {number} */ at) => beginningOf(between, at));
    let begun = 0;
    for (let from = 0, to = reads + CHUNK; from < scene.count; from = to, to += CHUNK) {
        const part = [];
        for (let index = from; index < Math.min(to, scene.count); index += 1) {
            while (begun < beginnings.length && beginnings[begun].from <= index) part.push(beginnings[begun++].line);
            rows.push(rowOf(scene, index));
            part.push(rows[index]);
        }
        if (rows.length === scene.count) part.push(...beginnings.slice(begun).map(({ line }) => line));
        choose(from);
        // The first rows take the place of those of the server at once: nothing is told twice or missing.
        if (from) host.append(...part);
        else host.replaceChildren(...part);
        if (!from) stayAt(place);
        bring(wanted.index, wanted.isBegin);
        await new Promise((resolve) => setTimeout(resolve));
        if (timeline?.scene !== scene) return;
    }
    document.querySelector('[data-timeline-list-more]')?.remove();
    timeline.tellPage('timeline:listed');
}

/** Show what was chosen, found and opened. @param {number} [from] */
function choose(from = 0) {
    const scene = timeline?.scene;
    if (!timeline || !scene || listed !== scene) return;
    const { lit, found, selected } = timeline.marks;
    for (let index = from; index < rows.length; index += 1) {
        const row = rows[index];
        row.hidden = Boolean(scene.hidden[index]);
        row.classList.toggle('timeline-hit', Boolean(lit?.[index]));
        row.classList.toggle('is-found', index === found);
        if (index === selected) row.lastElementChild?.setAttribute('aria-current', 'true');
        else row.lastElementChild?.removeAttribute('aria-current');
    }
    // Of which nothing was chosen, nothing begins.
    const isPart = scene.hidden.includes(1);
    for (const { line, from: first, to } of beginnings) line.hidden = isPart && scene.hidden.subarray(first, to).every((hidden) => hidden === 1);
}

/**
 * Bring a row into sight, or do so as soon as it is there.
 * @param {number} index
 * @param {boolean} [isBegin] whether one reads on from there: then with what begins just above it
 */
function bring(index, isBegin = false) {
    wanted = { index, isBegin };
    const row = rows[index];
    if (!row || !isList()) return;
    wanted = NOWHERE;
    let first = row;
    while (isBegin && first.previousElementSibling?.matches('.timeline-begins:not([hidden])')) first = /** @type {HTMLElement} */ (first.previousElementSibling);
    untilAtRest(() => {
        bringIntoSight(first.getBoundingClientRect().top, row.getBoundingClientRect().bottom, isBegin);
        return true;
    });
}

/** The first event of those that are chosen that began at a moment or after it. @param {string} stamp */
function since(stamp) {
    const scene = timeline?.scene;
    if (!scene) return -1;
    const day = scene.fromStamp(stamp);
    const { at, left } = scene.events;
    return left.findIndex((/** @type {number} */ begin, /** @type {number} */ index) => !scene.hidden[index] && (at[index] ?? begin) >= day);
}

/** Nothing that is shown comes after what was asked for: what stands last is where one gets, and is told which. */
function goToLast() {
    const scene = timeline?.scene;
    const last = scene?.hidden.lastIndexOf(0) ?? -1;
    if (!scene || last < 0) return;
    bring(last);
    timeline?.say(timeline.walking.words(last));
}

/** The list stands there: with all its rows, at what was asked for. @param {boolean} [isAsked] */
function show(isAsked = false) {
    if (!timeline?.scene || !isList()) return;
    const { marks, scene } = timeline;
    const one = marks.found >= 0 ? marks.found : marks.selected;
    if (isAsked && one >= 0) wanted = { index: one, isBegin: false };
    else if (isAsked && !scene.isWhole) wanted = { index: since(scene.iso(scene.from)), isBegin: true };
    if (listed === scene) bring(wanted.index, wanted.isBegin);
    else makeRows();
}

/** Whether a part of the case is in view: then all of it can be asked for beside the list too. */
function tellPart() {
    tools?.classList.toggle('is-part', timeline?.scene?.isWhole === false);
}

document.addEventListener('timeline:interactive', (event) => {
    timeline = /** @type {CustomEvent} */ (event).detail.timeline;
    tellPart();
    // Who has moved on already reads elsewhere.
    show(window.scrollY === 0);
});
document.addEventListener('timeline:drawn', () => show());
document.addEventListener('timeline:window', tellPart);
for (const name of ['timeline:shown', 'timeline:lit', 'timeline:mark']) document.addEventListener(name, () => choose());
document.addEventListener('timeline:follow', (event) => {
    choose();
    bring(timeline?.scene?.indexOf.get(/** @type {CustomEvent} */ (event).detail.id) ?? -1);
});
document.addEventListener('change', ({ target }) => {
    // In the list a leap is a place to read on from: the days in view of the drawing stay what they are.
    if (!(target instanceof HTMLSelectElement) || !('timelineLeap' in target.dataset) || !isList()) return;
    const index = since(target.value.split('/')[0]);
    target.value = '';
    if (index >= 0) bring(index, true);
    else goToLast();
});
host?.addEventListener('keydown', (event) => {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const links = rows.filter((row) => !row.hidden).map((row) => /** @type {HTMLElement} */ (row.lastElementChild));
    const at = links.findIndex((link) => link === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const to = { next: at + 1, down: at + 1, previous: at - 1, up: at - 1, first: 0, last: links.length - 1 }[way];
    const link = links[Math.min(Math.max(to, 0), links.length - 1)];
    link.focus({ preventScroll: true });
    timeline?.follow(Number(link.parentElement?.dataset.timelineIndex));
});
whenOther(() => show(true));
