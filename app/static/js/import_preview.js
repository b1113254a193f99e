/**
 * Looking over a file: a row that was swapped keeps the keyboard where it was, an error page never comes into the table, and a text
 * that was stored is no longer kept on this device. The page works without it.
 */
const rows = document.getElementById("import-rows");

/** @param {string} text */
function toast(text) {
  const message = document.createElement("p");
  message.textContent = text;
  document.getElementById("toasts")?.append(message);
}

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
