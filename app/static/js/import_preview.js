/**
 * Looking over a file: a row that was swapped keeps the keyboard where it was, an error page never comes into the table, and a text
 * that was stored is no longer kept on this device. The page works without it.
 */
import { isChanged } from "./morph.js";
import { toast, toastAnew, untoast } from "./toast.js";

const rows = document.getElementById("import-rows");

/** @param {Event} event */
const contextOf = (event) => /** @type {any} */ (event).detail?.ctx;

/** @param {Event} event */
const isOurs = (event) => event.target instanceof Element && Boolean(event.target.closest("#import-rows"));

/** What came back is no part of this page (signed out, not there any more): what stands here stays. */
document.addEventListener("htmx:before:response", (event) => {
  const answer = contextOf(event)?.response;
  if (!isOurs(event) || !answer || answer.headers.get("hx-refresh")) return;
  const ours = answer.headers.get("x-import-part") || answer.status < 400;
  if (!ours) {
    event.preventDefault();
    toast(rows?.dataset.refused ?? "");
  } else if (answer.status < 400 && event.target instanceof HTMLFormElement) {
    event.target.dataset.stored = ""; // its draft may go
  }
});

/** The fields of open rows that hold something that is not stored. */
const unsaved = () => [...(rows?.querySelectorAll("form[data-draft] :is(input, textarea, select)") ?? [])].filter(isChanged);

/** Where somebody wanted to go when they heard last that a row was open, and what stood in it. */
let heard = "";

/**
 * Who leaves or reloads the page while a row is still being changed hears of it first; who does the same again goes on, without that
 * row's new words.
 * @param {Event} event
 * @param {string} where
 */
function sayWhatIsOpen(event, where) {
  const changed = /** @type {HTMLInputElement[]} */ (unsaved());
  const now = JSON.stringify([where, changed.map((field) => [field.id, field.value])]);
  if (!changed[0] || now === heard) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  heard = now;
  toastAnew(rows?.dataset.unsaved ?? "");
  changed[0].focus({ preventScroll: true });
  changed[0].scrollIntoView({ block: "center" }); // also when the page is still on its way to the button
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.method !== "dialog" && !form.hasAttribute("hx-post")) sayWhatIsOpen(event, form.action);
}, { capture: true });

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]:not([hx-get], [target], [download])") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const isHere = link.pathname === location.pathname && link.search === location.search;
  if (!isHere) sayWhatIsOpen(event, link.href);
}, { capture: true });

/** While it is looked up what is on the timeline already the page says so, and also when that took too long. */
const later = () => document.querySelector("#import-same [data-busy]");

/** @param {string | undefined} words */
function sayLater(words) {
  const [text, link] = [document.createElement("span"), later()?.querySelector("a")];
  text.textContent = `${words ?? ""} `;
  later()?.replaceChildren(...(link ? [text, link] : [text]));
}

document.addEventListener("htmx:before:request", (event) => {
  const element = later();
  if (element instanceof HTMLElement && event.target === element) sayLater(element.dataset.busy);
});

document.addEventListener("htmx:error", (event) => {
  const element = later();
  if (element instanceof HTMLElement && event.target === element) sayLater(element.dataset.failed);
  if (isOurs(event)) toast(rows?.dataset.unsent ?? "");
});

/** What went wrong in a row is the next thing to hear; otherwise the row itself says where the keyboard goes on. */
document.addEventListener("htmx:after:swap", () => {
  if (!unsaved().length) untoast(rows?.dataset.unsaved ?? "");
  const alert = rows?.querySelector("tbody .tb-alert");
  if (alert instanceof HTMLElement && !alert.dataset.heard) {
    alert.dataset.heard = "1";
    alert.tabIndex = -1;
    alert.focus();
  }
});
