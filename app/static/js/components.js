/**
 * What the components do beyond plain HTML: windows open in browsers without invoker commands, the screen you are on is in view
 * in the row of screens, short messages go away, a swapped-in error summary gets the focus, a double click on a button is one act, and without a connection
 * a button says so.
 * Pages work without it.
 */

import { toast } from "./toast.js";

/** How long a short message stays, in milliseconds: time to read it twice. */
const TOAST_STAYS = 9000;

/** Opens a dialog in a browser that does not know `command="show-modal"`. */
function openDialogs() {
  if ("commandForElement" in HTMLButtonElement.prototype) return;
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-dialog-open]") : null;
    const dialog = button && document.getElementById(button.getAttribute("data-dialog-open") ?? "");
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  });
}

/** On a phone the row of screens is wider than the page: move the one you are on into view, without moving the page. */
function showCurrentScreen() {
  for (const nav of document.querySelectorAll(".tb-nav")) {
    const current = nav.querySelector("[aria-current]");
    if (!(current instanceof HTMLElement) || nav.scrollWidth <= nav.clientWidth) continue;
    const away = current.getBoundingClientRect().left - nav.getBoundingClientRect().left;
    nav.scrollLeft += away - (nav.clientWidth - current.offsetWidth) / 2;
  }
}

/** Takes a short message away after a while, unless someone is at it with pointer or keyboard. */
function clearToasts() {
  const region = document.getElementById("toasts");
  if (!region) return;
  new MutationObserver((changes) => {
    for (const toast of changes.flatMap((change) => [...change.addedNodes])) {
      if (!(toast instanceof HTMLElement)) continue;
      const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, TOAST_STAYS) : toast.remove());
      setTimeout(leave, TOAST_STAYS);
    }
  }).observe(region, { childList: true });
}

/** The summaries that had the focus once: a swap elsewhere on the page does not call one back. */
const heard = new WeakSet();

/** After sending a form with something missing, the list of what is missing is the next thing to hear and to tab on from. */
function focusErrors() {
  const summary = document.getElementById("error-summary");
  if (!summary || heard.has(summary)) return;
  heard.add(summary);
  summary.focus();
}

/** Without a connection a button would lead to an error page of the browser: the page stays, and says so. */
function stayWithoutConnection() {
  window.addEventListener("submit", (event) => {
    const words = document.getElementById("toasts")?.dataset.offline;
    if (event.defaultPrevented || navigator.onLine || !words) return;
    event.preventDefault();
    toast(words);
  });
}

/** How long a form that was sent does not go again: two clicks are one act, but a page that did not come may be asked again. */
const ONE_ACT_MS = 3000;

/** The second click on a button, while the answer to the first is on its way, does nothing. */
function oneActAtATime() {
  /** @type {WeakMap<HTMLFormElement, number>} */
  const sent = new WeakMap();
  // on the window, after whoever sends a form without leaving the page has said so
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (performance.now() - (sent.get(form) ?? -ONE_ACT_MS) < ONE_ACT_MS) event.preventDefault();
    else sent.set(form, performance.now());
  });
}

stayWithoutConnection();
oneActAtATime();
openDialogs();
requestAnimationFrame(showCurrentScreen); // with the first frame: asking for measures before it has the page laid out twice
clearToasts();
focusErrors();
document.addEventListener("htmx:after:swap", focusErrors);
