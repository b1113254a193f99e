/** The list for a narrow screen: the server sends its first rows, the others are made here from what the drawing is made of. */

/** @typedef {import('../timeline.js').Timeline} Timeline */

const CHUNK = 200;
const narrow = matchMedia('(max-width: 40rem)');
const host = document.querySelector('[data-timeline-list]');
/** @type {Timeline | undefined} */
let timeline;
/** The scene whose events stand in the list. @type {import('./scene.js').Scene | undefined} */
let listed;
/** @type {HTMLElement[]} */
let rows = [];

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function make(name, attributes, text) {
    const space = name === 'svg' || name === 'path' ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
}

/** @param {import('./scene.js').Scene} scene @param {number} index */
function rowOf(scene, index) {
    const { events, owners, kinds, shapes, words } = scene.columns;
    const id = events.id[index];
    const row = /** @type {HTMLElement} */ (make('li', { 'data-timeline-index': index }));
    const glyph = make('svg', { class: `tl-glyph tl-c${scene.colour(index)}`, width: 18, height: 18, viewBox: '-9 -9 18 18', 'aria-hidden': 'true', focusable: 'false' });
    glyph.append(make('path', { class: 'tl-shape', d: shapes[events.shape[index]] }));
    const link = make('a', { href: `${location.pathname}?event=${id}#panel`, 'data-timeline-event': id });
    const told = [events.date[index], owners.name[events.owner[index]], kinds.word[events.kind[index]]];
    if (events.turning[index] !== null) told.push(words.turning_point.replace('%(number)s', events.turning[index]));
    link.append(make('strong', {}, events.title[index]), ' ', make('span', {}, told.join('\u00a0· ')));
    row.append(glyph, link);
    return row;
}

/** Make the rows, some at a time, so that thousands don't stop the page. */
async function makeRows() {
    const scene = timeline?.scene;
    if (!scene || !host || listed === scene) return;
    listed = scene;
    rows = [];
    for (let from = 0; from < scene.count; from += CHUNK) {
        const part = [];
        for (let index = from; index < Math.min(from + CHUNK, scene.count); index += 1) part.push(rowOf(scene, index));
        rows.push(...part);
        choose(from);
        // The first rows take the place of those of the server at once: nothing is told twice or missing.
        if (from) host.append(...part);
        else host.replaceChildren(...part);
        await new Promise((resolve) => setTimeout(resolve));
        if (timeline?.scene !== scene) return;
    }
    document.querySelector('[data-timeline-list-more]')?.remove();
}

/** @param {number} [from] */
function choose(from = 0) {
    const scene = timeline?.scene;
    if (!scene || listed !== scene) return;
    for (let index = from; index < rows.length; index += 1) {
        rows[index].hidden = Boolean(scene.hidden[index]);
        rows[index].classList.toggle('timeline-hit', Boolean(timeline?.marks.lit?.[index]));
    }
}

function show() {
    if (narrow.matches) makeRows();
}

document.addEventListener('timeline:interactive', (event) => {
    timeline = /** @type {CustomEvent} */ (event).detail.timeline;
    show();
});
document.addEventListener('timeline:drawn', show);
document.addEventListener('timeline:shown', () => choose());
document.addEventListener('timeline:lit', () => choose());
narrow.addEventListener('change', show);
