/**
 * Makes what is on the wall as large as the screen allows, so that nobody has to scroll for the room: the whole timeline, all
 * learning questions. It never gets smaller than can be read from a chair; what is longer than that stays as a longer page.
 */

/** The smallest and the largest that text and the drawing may get, against their own size. */
const SIZES = { text: [0.55, 1], drawing: [0.85, 1.6] };
const STEPS = 7;

function fit() {
  const body = document.querySelector(".beamer .tb-wall-body");
  if (!(body instanceof HTMLElement)) return;
  const root = document.documentElement;
  let [least, most] = (body.querySelector(".tb-wall-picture") ? SIZES.drawing : SIZES.text) ?? [1, 1];
  /** @param {number} size */
  const fits = (size) => {
    root.style.setProperty("--tb-wall-size", size.toFixed(3));
    return root.scrollHeight <= window.innerHeight;
  };
  if (fits(most) || !fits(least)) return;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (least + most) / 2;
    if (fits(middle)) least = middle;
    else most = middle;
  }
  fits(least);
}

/** Starts; does nothing on another page than the wall. */
export function fitTheWall() {
  if (!document.querySelector(".beamer .tb-wall")) return;
  fit();
  document.addEventListener("live:shown", fit);
  window.addEventListener("resize", fit);
  void document.fonts.ready.then(fit);
}
