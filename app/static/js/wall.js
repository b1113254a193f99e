/**
 * Makes what is on the wall as large as the screen allows, so that nobody has to scroll for the room: the whole timeline, all
 * learning questions. It never gets smaller than can be read from a chair: before that the space between gets less, and what
 * then still does not fit is left off, with a line that says how much.
 */

/** The smallest and the largest that text and the drawing may get, against their own size. */
const SIZES = { text: [0.55, 1], drawing: [0.4, 1.6] };
/** Below this size there is less space between the texts, so that they can be larger. */
const AIRY = 0.75;
const STEPS = 7;
const GROUPS = "ol, ul, dl, .tb-sides";

const root = document.documentElement;

/** @param {number} size */
function fits(size) {
  root.style.setProperty("--tb-wall-size", size.toFixed(3));
  return root.scrollHeight <= window.innerHeight;
}

/**
 * The largest size that fits, or null when even the smallest does not.
 * @param {number} least
 * @param {number} most
 */
function largest(least, most) {
  if (fits(most)) return most;
  if (!fits(least)) return null;
  let [low, high] = [least, most];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  fits(low);
  return low;
}

/**
 * What is last in the fullest list, or else the last part of the text; null when only one is left.
 * @param {HTMLElement} body
 */
function lastOne(body) {
  /** @param {Element} group */
  const shown = (group) => [...group.children].filter((one) => one instanceof HTMLElement && one.offsetHeight > 0);
  const groups = [...body.querySelectorAll(GROUPS)].map(shown).filter((ones) => ones.length > 1);
  const parts = shown(body).filter((one) => !one.matches(".tb-wall-more"));
  const fullest = groups.sort((one, other) => bottom(other) - bottom(one))[0] ?? (parts.length > 1 ? parts : []);
  return fullest.at(-1) ?? null;
}

/** @param {Element[]} ones */
function bottom(ones) {
  return Math.max(...ones.map((one) => one.getBoundingClientRect().bottom));
}

/**
 * Leaves off what does not fit, and says how much that is.
 * @param {HTMLElement} body
 * @param {number} least
 */
function leaveOff(body, least) {
  const more = body.querySelector(".tb-wall-more");
  if (!(more instanceof HTMLElement)) return;
  more.hidden = false;
  for (let number = 1; !fits(least); number += 1) {
    const last = lastOne(body);
    if (!last) return;
    last.classList.add("tb-wall-beyond");
    more.textContent = (more.dataset.words ?? "").replace("#", String(number));
  }
}

function fit() {
  const body = document.querySelector(".beamer .tb-wall-body");
  if (!(body instanceof HTMLElement)) return;
  const more = body.querySelector(".tb-wall-more");
  if (more instanceof HTMLElement) more.hidden = true;
  for (const one of body.querySelectorAll(".tb-wall-beyond")) one.classList.remove("tb-wall-beyond");
  body.classList.remove("tb-wall-dense");
  const drawing = body.querySelector(".tb-wall-picture") !== null;
  const [least = 1, most = 1] = drawing ? SIZES.drawing : SIZES.text;
  if ((largest(least, most) ?? 0) >= AIRY || drawing) return;
  body.classList.add("tb-wall-dense");
  if (largest(least, most) === null) leaveOff(body, least);
}

/** Starts; does nothing on another page than the wall. */
export function fitTheWall() {
  if (!document.querySelector(".beamer .tb-wall")) return;
  fit();
  document.addEventListener("live:shown", fit);
  window.addEventListener("resize", fit);
  void document.fonts.ready.then(fit);
}
