/**
 * Keeps the clock of a part running between two looks at the server. It counts from the server's time, so a phone whose own clock
 * is wrong shows the same as the wall.
 */

let server = 0;
let setAt = performance.now();

/**
 * Sets what time it is on the server.
 * @param {number} time milliseconds since 1970
 */
export function setServerTime(time) {
  // the header counts in whole seconds: only a real difference is worth a jump
  if (server && Math.abs(serverNow() - time) < 2000) return;
  server = time;
  setAt = performance.now();
}

function serverNow() {
  return server + (performance.now() - setAt);
}

/** Draws every clock on the page as it is now. */
export function showClocks() {
  for (const clock of document.querySelectorAll("[data-clock-running]")) {
    if (!(clock instanceof HTMLElement)) continue;
    const planned = Number(clock.dataset.clockPlanned);
    const gone = Math.max(serverNow() - Number(clock.dataset.clockSince), 0) / 60_000;
    const part = planned ? Math.min((100 * gone) / planned, 100) : 0;
    clock.querySelector("[data-clock-gone]")?.setAttribute("stroke-dasharray", `${part.toFixed(2)} 100`);
    const left = planned - gone;
    put(clock.querySelector("[data-clock-words]"), String(Math.floor(Math.abs(left))));
    put(clock.querySelector("[data-clock-unit]"), (left < 0 ? clock.dataset.wordsOver : clock.dataset.wordsLeft) ?? "");
    clock.querySelector(".tb-clock")?.classList.toggle("tb-clock-over", left < 0);
  }
}

/**
 * @param {Element | null} place
 * @param {string} text
 */
function put(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

/** Starts the clocks. */
export function startClocks() {
  const page = document.querySelector("[data-live-now]");
  if (!(page instanceof HTMLElement)) return;
  setServerTime(Number(page.dataset.liveNow));
  showClocks();
  setInterval(showClocks, 1000);
  document.addEventListener("live:shown", showClocks);
}
