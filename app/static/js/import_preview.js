/**
 * Looking over a file: a row that was swapped keeps the keyboard where it was, an error page never comes into the table, and a text
 * that was stored is no longer kept on this device. The page works without it.
 */
import { isChanged } from "./morph.js";
import { toast } from "./toast.js";

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

/** Who says yes while a row is still being changed hears of it first; a second yes goes on, without that row's new words. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  const said = rows?.dataset.unsaved;
  if (!(form instanceof HTMLFormElement) || !said || !form.action.endsWith("/accept") || form.dataset.warned !== undefined) return;
  const field = [...(rows?.querySelectorAll("form[data-draft] :is(input, textarea, select)") ?? [])].find(isChanged);
  if (!(field instanceof HTMLElement)) return;
  event.preventDefault();
  form.dataset.warned = "";
  toast(said);
  field.focus();
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
  const alert = rows?.querySelector("tbody .tb-alert");
  if (alert instanceof HTMLElement && !alert.dataset.heard) {
    alert.dataset.heard = "1";
    alert.tabIndex = -1;
    alert.focus();
  }
});
