/** The table on the timeline's page: it comes when it is opened, follows what is chosen, and is sorted where it stands. */

import { filterRows } from './rows.js';

const disclosure = /** @type {HTMLDetailsElement | null} */ (document.querySelector('[data-timeline-table-url]'));
const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-timeline-table-place]'));
/** @type {import('../timeline.js').Timeline | undefined} */
let timeline;
let isAsked = false;

/** @param {boolean} [again] */
async function load(again = false) {
    if (!disclosure || !place || (isAsked && !again)) return;
    isAsked = true;
    place.setAttribute('aria-busy', 'true');
    try {
        const answer = await fetch(disclosure.dataset.timelineTableUrl ?? '', { headers: { 'HX-Request': 'true' }, credentials: 'same-origin' });
        if (!answer.ok) throw new Error(String(answer.status));
        const part = new DOMParser().parseFromString(await answer.text(), 'text/html');
        if (!part.querySelector('[data-timeline-table]')) throw new Error('another page');
        place.replaceChildren(...part.body.childNodes);
        follow();
        document.dispatchEvent(new CustomEvent('timeline:table', { detail: { place } }));
    } catch {
        isAsked = false;
        const sorry = Object.assign(document.createElement('p'), { textContent: place.dataset.failed ?? '' });
        sorry.setAttribute('role', 'alert');
        place.replaceChildren(sorry);
    } finally {
        place.removeAttribute('aria-busy');
    }
}

function follow() {
    if (timeline && place) filterRows(timeline.choice, timeline.changed, place);
}

/** @param {HTMLTableRowElement} row @param {number} column @param {boolean} isTime */
function valueOf(row, column, isTime) {
    const cell = /** @type {HTMLElement} */ (row.cells[isTime ? 0 : column]);
    if (cell.dataset.number) return -Number(cell.dataset.number);
    const text = cell.textContent?.trim() ?? '';
    return isTime ? Number(text) : text;
}

/** @param {HTMLAnchorElement} head */
function sort(head) {
    const own = /** @type {HTMLTableCellElement} */ (head.closest('th'));
    const table = /** @type {HTMLTableElement} */ (head.closest('table'));
    const way = own.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    table.querySelectorAll('th[aria-sort]').forEach((other) => other.removeAttribute('aria-sort'));
    own.setAttribute('aria-sort', way);
    const isTime = ['number', 'when'].includes(head.dataset.sort ?? '');
    const words = new Intl.Collator(document.documentElement.lang, { sensitivity: 'base', numeric: true });
    const body = table.tBodies[0];
    const found = [...body.rows].map((row, at) => ({
        row,
        at,
        value: valueOf(row, own.cellIndex, isTime),
        // What has no date stays below.
        last: isTime && row.querySelector('[data-undated]') ? 1 : 0,
    }));
    const turn = way === 'ascending' ? 1 : -1;
    found.sort((a, b) => {
        const order = typeof a.value === 'number' ? a.value - Number(b.value) : words.compare(a.value, String(b.value));
        return a.last - b.last || order * turn || a.at - b.at;
    });
    body.append(...found.map(({ row }) => row));
}

disclosure?.addEventListener('toggle', () => disclosure.open && load());
if (disclosure?.open) load();
document.addEventListener('timeline:interactive', (event) => {
    timeline = /** @type {CustomEvent} */ (event).detail.timeline;
    follow();
});
document.addEventListener('timeline:refresh', () => isAsked && load(true));
place?.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const head = event.target instanceof Element ? event.target.closest('a[data-sort]') : null;
    if (!(head instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    sort(head);
});
