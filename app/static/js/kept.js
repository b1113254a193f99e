/**
 * Keeps what is typed in the forms of a live page and is not yet saved, so that a reload, a wrong click or a restart of the server
 * costs no word. It lies locked on the shelf of this device (draft_shelf.js) until the text is saved.
 */
import { Shelf } from "./draft_shelf.js";

/** @typedef {{ version: string, texts: Record<string, string> }} Kept */

/** How long somebody pauses before the text is kept. */
const PAUSE = 300;
const FORMS = "form[data-keep], form[data-outbox]";
const place = location.pathname.match(/^\/cases\/[a-z0-9]+/)?.[0];

/** Where this page keeps what is not sent; null on a page outside a case. */
export const shelf = place ? new Shelf(`${place}/draft-key`) : null;

/** What has to be done on the shelf for each form, one after the other. @type {Map<string, Promise<unknown>>} */
const busy = new Map();
/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const timers = new Map();

/** @param {HTMLFormElement} form */
const nameOf = (form) => `live:${form.getAttribute("action")}:${form.id}`;

/**
 * @param {string} name
 * @param {() => Promise<unknown>} act
 */
function next(name, act) {
  const done = (busy.get(name) ?? Promise.resolve()).then(act).catch(() => undefined);
  busy.set(name, done);
  return done;
}

/** @param {HTMLFormElement} form */
function keep(form) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const field of form.elements) {
    const typed = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text");
    if (typed && field.value !== field.defaultValue) texts[field.name] = field.value;
  }
  if (Object.keys(texts).length === 0) return forget(form);
  const version = form.elements.namedItem("version");
  const text = JSON.stringify({ version: version instanceof HTMLInputElement ? version.value : "", texts });
  return next(nameOf(form), async () => shelf?.put(nameOf(form), text));
}

/**
 * Lets go of what was kept of a form: it is saved, or on its way with its own safety.
 * @param {HTMLFormElement} form
 */
export function forget(form) {
  const name = nameOf(form);
  clearTimeout(timers.get(name));
  return next(name, async () => {
    if (shelf?.key) await shelf.remove(shelf.idOf(name));
  });
}

/** @param {HTMLFormElement} form */
async function restore(form) {
  const [found, ...older] = (await shelf?.left(nameOf(form))) ?? [];
  if (!found || form.closest("[data-in-trouble]")) return;
  /** @type {Kept} */
  const { version, texts } = JSON.parse(found.text);
  for (const [name, text] of Object.entries(texts)) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) continue;
    if (field.value !== field.defaultValue) return; // somebody types already: what was left stays on the shelf
    field.value = text;
  }
  // still based on what was on screen then: if somebody saved since, both texts will be shown
  const based = form.elements.namedItem("version");
  if (version && based instanceof HTMLInputElement) based.value = version;
  form.closest("details")?.setAttribute("open", "");
  await keep(form);
  for (const one of [found, ...older]) await shelf?.remove(one.id);
}

/** Starts. */
export function keepWhatIsTyped() {
  if (!shelf || !document.querySelector(FORMS)) return;
  for (const form of document.querySelectorAll(FORMS)) {
    if (form instanceof HTMLFormElement) void restore(form).catch(() => undefined);
  }
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest(FORMS) : null;
    if (!(form instanceof HTMLFormElement)) return;
    clearTimeout(timers.get(nameOf(form)));
    timers.set(nameOf(form), setTimeout(() => void keep(form), PAUSE));
  });
}
