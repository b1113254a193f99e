/**
 * The page around the timeline: the panel opens beside the drawing without losing the place. What else stands on the page
 * is in modules of its own: the filter, search, the list and the table, what takes the view along.
 * Without script every event is a link and the filter a form.
 */

import './timeline.js';
import './saved_views.js';
import { readAddress, stepTo, writeAddress } from './timeline/address.js';
import './timeline/carrying.js';
import './timeline/dragging.js';
import './timeline/filter_form.js';
import './timeline/kept_place.js';
import './timeline/list.js';
import { giveRoomBack, makeRoom } from './timeline/room.js';
import './timeline/search_box.js';
import './timeline/seen.js';
import './timeline/sheet.js';
import { toast } from './toast.js';

const section = document.getElementById('timeline');
const panel = document.getElementById('panel');

/** @param {string} name @param {unknown} [detail] */
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

/** The event that was asked for last; an answer to an earlier question is not shown. */
let asked = panel?.hidden === false ? (readAddress().event ?? '') : '';

/** What is looked at when nothing else is: the drawing, where it is in sight. @returns {HTMLElement | null} */
const seen = () => section?.querySelector('.timeline-stage') ?? null;

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
  keepInPlace(cameFrom ?? seen(), () => {
    if (panel.hidden) makeRoom();
    panel.hidden = false;
  });
  keepTopInSight();
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

/** Low on the page what the panel stands beside ends too soon for it, which pushes its title off the screen: let it end later. */
function keepTopInSight() {
  const beside = panel?.parentElement;
  if (!panel || !beside || getComputedStyle(panel).position !== 'sticky') return;
  const missing = parseFloat(getComputedStyle(panel).top) - panel.getBoundingClientRect().top;
  if (missing > 0) beside.style.setProperty('--panel-room', `${Math.ceil(beside.offsetHeight + missing)}px`);
}

function close() {
  if (!panel) return;
  asked = '';
  const hadFocus = panel.contains(document.activeElement) || document.activeElement === document.body;
  keepInPlace(cameFrom ?? seen(), () => {
    giveRoomBack();
    panel.parentElement?.style.removeProperty('--panel-room');
    panel.hidden = true;
    panel.replaceChildren();
  });
  tell('timeline:mark', { id: null });
  const drawing = /** @type {HTMLElement | null} */ (document.querySelector('.timeline-walker') ?? document.querySelector('.timeline-stage'));
  if (hadFocus) (cameFrom?.isConnected ? cameFrom : drawing)?.focus({ preventScroll: true });
  cameFrom = null;
}

document.addEventListener('timeline:still', () => {
  // What moves it and searches in it does nothing now; what is chosen is drawn by the server.
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.timeline-tools'))) part.hidden = true;
  toast(section?.dataset.stillWords ?? '');
});

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
  const here = document.activeElement;
  if (event.key !== 'Escape' || !panel || panel.hidden || !(panel.contains(here) || here?.classList.contains('timeline-walker'))) return;
  stepTo({ event: null });
  close();
});

window.addEventListener('popstate', () => {
  const { event } = readAddress();
  if (event === (asked || null)) return;
  if (event) open(event, panel?.contains(document.activeElement) ?? false);
  else close();
});

/** Somebody walks through the events: an open panel follows, once they stand still, and takes no focus. */
let walking = 0;
document.addEventListener('timeline:follow', (event) => {
  const { id } = /** @type {CustomEvent} */ (event).detail;
  clearTimeout(walking);
  if (!panel || panel.hidden || id === asked) return;
  walking = window.setTimeout(() => {
    if (panel.hidden) return;
    writeAddress({ event: id });
    open(id, false);
  }, 250);
});
