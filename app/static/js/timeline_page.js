/**
 * The page around the timeline: the panel opens beside the drawing without losing the place, and filters work at once.
 * Without it every event is a link and the filter a form.
 */

import { readAddress, settleAddress, stepTo } from './timeline/address.js';

const section = document.getElementById('timeline');
const panel = document.getElementById('panel');
const form = document.querySelector('[data-timeline-filter]');

/** @param {string} name @param {unknown} [detail] */
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

/** The event that was asked for last; an answer to an earlier question is not shown. */
let asked = panel?.hidden === false ? (readAddress().event ?? '') : '';

/** Where the reader was before the panel opened: the place to come back to. @type {HTMLElement | null} */
let cameFrom = null;

/** @param {string} id @param {boolean} focus whether the reader's place goes to the panel */
async function open(id, focus) {
  if (!section || !panel) return;
  asked = id;
  tell('timeline:mark', { id });
  let html;
  try {
    const answer = await fetch(`${section.dataset.panelUrl}${id}`, { headers: { 'HX-Request': 'true' }, credentials: 'same-origin' });
    html = await answer.text();
  } catch {
    html = '';
  }
  if (asked !== id) return;
  panel.replaceChildren(closeButton());
  if (html) {
    const part = new DOMParser().parseFromString(html, 'text/html');
    panel.append(...part.body.childNodes);
  } else {
    const sorry = document.createElement('p');
    sorry.setAttribute('role', 'alert');
    sorry.textContent = panel.dataset.failed ?? '';
    panel.append(sorry);
  }
  keepInPlace(cameFrom, () => (panel.hidden = false));
  const htmx = /** @type {any} */ (window).htmx;
  htmx?.process?.(panel);
  document.dispatchEvent(new CustomEvent('page:part', { detail: { part: panel } }));
  if (focus) {
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
  }
}

function closeButton() {
  const line = document.createElement('p');
  line.className = 'tb-panel-close';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tb-button tb-button-quiet tb-button-icon';
  button.dataset.panelClose = '';
  button.textContent = '×';
  button.setAttribute('aria-label', panel?.dataset.closeLabel ?? '');
  line.append(button);
  return line;
}

/**
 * The panel takes room beside what somebody reads: the line that they were at stays at the same height of the screen.
 * @param {HTMLElement | null} line
 * @param {() => void} change
 */
function keepInPlace(line, change) {
  const before = line?.isConnected ? line.getBoundingClientRect().top : 0;
  change();
  if (line?.isConnected) window.scrollBy({ top: line.getBoundingClientRect().top - before, behavior: 'instant' });
}

function close() {
  if (!panel) return;
  asked = '';
  const hadFocus = panel.contains(document.activeElement) || document.activeElement === document.body;
  keepInPlace(cameFrom, () => {
    panel.hidden = true;
    panel.replaceChildren();
  });
  tell('timeline:mark', { id: null });
  const drawing = /** @type {HTMLElement | null} */ (document.querySelector('.timeline-walker') ?? document.querySelector('.timeline-stage'));
  if (hadFocus) (cameFrom?.isConnected ? cameFrom : drawing)?.focus({ preventScroll: true });
  cameFrom = null;
}

document.addEventListener('timeline:select', (event) => {
  const { id } = /** @type {CustomEvent} */ (event).detail;
  cameFrom = null;
  stepTo({ event: id });
  open(id, true);
});

document.addEventListener('click', (event) => {
  if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest('a[data-timeline-event]');
  if (link instanceof HTMLElement && panel) {
    event.preventDefault();
    const id = link.dataset.timelineEvent ?? '';
    // From one event to the next within the panel, the way back stays the same.
    if (!panel.contains(link)) cameFrom = link;
    stepTo({ event: id });
    open(id, true);
  } else if (target?.closest('[data-panel-close]') && panel) {
    event.preventDefault();
    stepTo({ event: null });
    close();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !panel || panel.hidden || !panel.contains(document.activeElement)) return;
  stepTo({ event: null });
  close();
});

window.addEventListener('popstate', () => {
  const { event, kinds, organisations } = readAddress();
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form?.querySelectorAll('input[type="checkbox"]') ?? [])) {
    box.checked = (box.name === 'kind' ? kinds : organisations).includes(box.value);
  }
  tellFilter();
  if (event === (asked || null)) return;
  if (event) open(event, panel?.contains(document.activeElement) ?? false);
  else close();
});

/** What is ticked in the filter; null where nothing is, which means everything. @param {string} name */
function ticked(name) {
  const values = [...(form?.querySelectorAll(`input[name="${name}"]:checked`) ?? [])].map((box) => /** @type {HTMLInputElement} */ (box).value);
  return values.length ? values : null;
}

function tellFilter() {
  tell('timeline:filter', { kinds: ticked('kind'), organisations: ticked('organisation') });
}

function filter() {
  tellFilter();
  stepTo({ kind: ticked('kind'), organisation: ticked('organisation') });
}

/** What leads away from the view and back to it, such as changing an event, takes the view along in its own address. */
const LEADS_BACK = /\/events\/(new|undo|[a-z0-9]+\/(edit|remove|history|join|restore|accounts\/[a-z0-9]+\/split))$/;
/** What is made of the view: a poster or a picture of exactly what is seen. */
const SHOWS_THE_SAME = /\/timeline\/(poster|picture)\/[a-z0-9-]+$/;

/** @param {string} address */
function withView(address) {
  const there = new URL(address, location.href);
  const takesAlong = LEADS_BACK.test(there.pathname) || SHOWS_THE_SAME.test(there.pathname);
  if (there.origin !== location.origin || !takesAlong) return address;
  const view = new URLSearchParams(location.search);
  view.delete('event');
  view.delete('undo');
  there.search = view.toString();
  return there.href;
}

document.addEventListener('click', (event) => {
  settleAddress();
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (link instanceof HTMLAnchorElement && !link.dataset.timelineEvent) link.href = withView(link.href);
}, { capture: true });

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement)) return;
  if (event.target.hasAttribute('action')) event.target.action = withView(event.target.action);
  // What the own organisation says of an event goes back to the page that its form stands on.
  const back = [event.target.elements.namedItem('back'), event.submitter].flat();
  for (const field of back) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLButtonElement) || field.name !== 'back') continue;
    const there = new URL(field.value, location.href);
    const address = `${location.pathname}${location.search}${there.hash}`;
    if (there.pathname === location.pathname && address.length <= 300) field.value = address;
  }
}, { capture: true });

if (form instanceof HTMLFormElement) {
  form.addEventListener('change', filter);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    filter();
  });
  form.querySelector('[data-timeline-all]')?.addEventListener('click', (event) => {
    event.preventDefault();
    form.querySelectorAll('input:checked').forEach((box) => (/** @type {HTMLInputElement} */ (box).checked = false));
    filter();
  });
  if (ticked('kind') || ticked('organisation')) tellFilter();
}
