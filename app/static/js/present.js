/**
 * The timeline for a room: keys, a clicker, a finger or the buttons go from step to step, and the drawing glides along. All
 * steps stand on the page, so that nothing has to be fetched in front of everybody; the address holds the step.
 */

import { fetchColumns } from './timeline/columns.js';
import { Printed } from './timeline/printed.js';
import { Stage } from './timeline/stage.js';
import { fill } from './timeline/tooltip.js';

const FORWARD = new Set(['ArrowRight', 'PageDown', ' ', 'Enter']);
const BACK = new Set(['ArrowLeft', 'PageUp', 'Backspace']);
/** How much smaller and larger than at a desk the drawing may get to fill its place, and the lines that stand below it. */
const SIZES = { least: 0.8, beside: 0.65, most: 2.5 };
/** How much larger than its shapes the words of the drawing are, to be read from a chair: as large as the rows hold. */
const LETTERS = 1.4;
const BELOW = 3;
const BESIDE = matchMedia('(min-width: 64rem) and (orientation: landscape)');
/** The part of the height of the screen that the drawing may take where the words stand below it. */
const SHARE = 0.5;

const page = /** @type {HTMLElement} */ (document.querySelector('[data-present]'));
const steps = /** @type {HTMLElement[]} */ ([...page.querySelectorAll('[data-step]')]);
const [previous, next] = ['previous', 'next'].map((way) => /** @type {HTMLAnchorElement} */ (page.querySelector(`[data-go="${way}"]`)));
const number = /** @type {HTMLElement} */ (page.querySelector('[data-number]'));
const voice = /** @type {HTMLElement} */ (page.querySelector('[data-voice]'));
const other = page.querySelector('[data-other]');
let now = Number(page.dataset.now);
/** @type {Stage | undefined} */
let stage;
/** @type {Printed | undefined} */
let printed;

/** @param {HTMLAnchorElement} link @param {HTMLElement | undefined} step */
function lead(link, step) {
  if (step) {
    link.href = /** @type {string} */ (step.dataset.address);
    link.removeAttribute('aria-disabled');
  } else {
    // It keeps the keyboard: a link that goes away under the finger would lose the place.
    link.setAttribute('aria-disabled', 'true');
    if (document.activeElement !== link) link.removeAttribute('href');
    else link.href = /** @type {string} */ (steps[now].dataset.address);
  }
}

/** Bring what is told into view when the drawing is larger than its room. */
function centre() {
  if (!stage) return;
  const { frame, size, scene, width = 0 } = stage;
  const index = stage.marks.selected;
  const left = index < 0 ? 0 : width * scene.sizes.column + scene.place(index).x - frame.clientWidth / size / 2;
  const top = index < 0 ? 0 : scene.events.y[index] - frame.clientHeight / size / 2;
  frame.scrollTo({ left: left * size, top: top * size, behavior: 'instant' });
}

/** Draw the step that is shown. @param {boolean} glides */
function draw(glides) {
  if (!stage) return;
  const step = steps[now];
  const [first, last] = [Number(step.dataset.first), Number(step.dataset.last)];
  stage.marks.selected = stage.scene.indexOf.get(step.dataset.event ?? '') ?? -1;
  if (glides) stage.glide(first, last);
  else stage.show(first, last);
}

/** @param {number} to @param {{remembers?: boolean}} [how] */
function go(to, { remembers = true } = {}) {
  const at = Math.min(Math.max(to, 0), steps.length - 1);
  if (at === now) return;
  steps[now].hidden = true;
  steps[at].hidden = false;
  now = at;
  if (remembers) history.pushState(null, '', steps[at].dataset.address);
  number.textContent = fill(number.dataset.words ?? '', { number: at + 1 });
  lead(previous, steps[at - 1]);
  lead(next, steps[at + 1]);
  if (other instanceof HTMLAnchorElement) {
    const there = new URL(other.href);
    there.searchParams.set('step', /** @type {string} */ (steps[at].dataset.step));
    other.href = there.href;
  }
  const told = steps[at].querySelectorAll('h2, .present-when, .present-facts');
  const words = [...told].map((part) => (part.textContent ?? '').replace(/\s+/g, ' ').trim()).filter(Boolean);
  voice.textContent = `${fill(page.dataset.said ?? '', { number: at + 1 })} ${words.join('. ')}`;
  window.scrollTo({ top: 0, behavior: 'instant' });
  draw(true);
  printed?.later();
  centre();
}

/** The size at which the drawing fills its part of the screen. */
function fit() {
  if (!stage) return;
  const { height } = stage.scene.columns;
  const line = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const top = stage.frame.getBoundingClientRect().top + window.scrollY;
  const room = BESIDE.matches ? window.innerHeight - top - BELOW * line : window.innerHeight * SHARE;
  const least = BESIDE.matches ? SIZES.beside : SIZES.least;
  const wide = Math.max(stage.frame.clientWidth / stage.least, least);
  const size = Math.min(Math.max(room / height, least), SIZES.most, wide);
  stage.frame.style.setProperty('--present-size', size.toFixed(3));
  stage.write(BESIDE.matches ? LETTERS : 1);
  stage.measure(Number(size.toFixed(3)));
  draw(false);
  centre();
}

async function begin() {
  const [columns] = await Promise.all([fetchColumns(/** @type {string} */ (page.dataset.columnsUrl)), document.fonts.ready]);
  if (!columns.events.id.length) return;
  stage = new Stage(/** @type {HTMLElement} */ (page.querySelector('.timeline')), columns);
  printed = new Printed(stage.drawing, page.dataset.drawingUrl);
  fit();
  window.addEventListener('resize', fit);
  page.dataset.ready = 'true';
}

/** What has an act of its own under a key or a click. @param {EventTarget | null} target @param {string} which */
function isOn(target, which) {
  return target instanceof Element && target.closest(which) !== null;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key === 'f' || key === 'F') return void toggleFullScreen();
  if ((key === ' ' || key === 'Enter') && isOn(event.target, 'a[href], button')) {
    if (key === ' ' && isOn(event.target, '[data-go]')) {
      event.preventDefault();
      /** @type {HTMLElement} */ (event.target).click();
    }
    return;
  }
  const isBack = BACK.has(key) || (key === ' ' && event.shiftKey);
  if (!isBack && !FORWARD.has(key) && key !== 'Home' && key !== 'End') return;
  event.preventDefault();
  if (key === 'Home') go(0);
  else if (key === 'End') go(steps.length - 1);
  else go(now + (isBack ? -1 : 1));
});

page.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target instanceof Element ? event.target.closest('[data-go]') : null;
  if (link) {
    event.preventDefault();
    go(now + (link === next ? 1 : -1));
  } else if (isOn(event.target, '[data-half]') && !isOn(event.target, 'a, button') && !String(getSelection() ?? '')) {
    go(now + (event.clientX >= window.innerWidth / 2 ? 1 : -1));
  }
});

window.addEventListener('popstate', () => {
  const asked = new URLSearchParams(location.search).get('step');
  go(Math.max(steps.findIndex((step) => step.dataset.step === asked), 0), { remembers: false });
});

const full = page.querySelector('[data-fullscreen]');

async function toggleFullScreen() {
  if (!document.fullscreenEnabled) return;
  // A browser may refuse, for example in a frame: then everything stays as it is.
  await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
}

if (full instanceof HTMLElement && document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener('click', () => void toggleFullScreen());
  document.addEventListener('fullscreenchange', () => {
    full.setAttribute('aria-pressed', String(document.fullscreenElement !== null));
  });
}

// The drawing of the server stays when there is nothing to draw from, and the steps work all the same.
begin().catch(() => {});
