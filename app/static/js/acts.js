/**
 * Sends a small form without leaving the page, so that saving one text never throws away another that is not saved yet. A form that
 * can't be saved stays as it is; when somebody else changed the same text meanwhile, both texts come in its place.
 *
 * data-act="": a button. data-act="keep": a form that shows what is stored. data-act="new": a form that is empty again afterwards.
 */
import { forget } from "./kept.js";
import { refresh } from "./live.js";
import { isChanged } from "./morph.js";
import { toast } from "./toast.js";

/** A new key for something new, so that sending it twice makes one. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} name */
const words = (name) => document.querySelector("[data-live-src]")?.getAttribute(`data-words-${name}`) ?? "";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  if (form.dataset.sending !== undefined) return; // the second click of two
  const typed = new FormData(form, button instanceof HTMLButtonElement ? button : null);
  form.dataset.sending = "";
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      headers: { "x-live": "1" },
      body: new URLSearchParams(/** @type {[string, string][]} */ ([...typed])),
    });
  } catch {
    toast(words("unsent"));
    return;
  } finally {
    delete form.dataset.sending;
  }
  if (answer.headers.get("content-type")?.startsWith("application/json")) {
    const { said, version } = await answer.json();
    toast(said);
    if (answer.ok) settle(form, typed, version);
  } else {
    showTrouble(form, await answer.text(), answer.status);
  }
  await refresh();
}

/**
 * What was sent is stored: the form counts as unchanged, unless somebody typed on meanwhile.
 * @param {HTMLFormElement} form
 * @param {FormData} sent
 * @param {number | null} version
 */
function settle(form, sent, version) {
  void forget(form);
  form.closest("[data-in-trouble]")?.removeAttribute("data-in-trouble");
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
      if (sent.getAll(field.name).includes(field.value) === field.checked) field.defaultChecked = field.checked;
    } else if (field instanceof HTMLInputElement && field.type === "hidden") {
      if (field.name === "version" && version) field.value = field.defaultValue = String(version);
    } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      if (field.value === sent.get(field.name)) field.defaultValue = field.value;
    } else if (field instanceof HTMLSelectElement && field.value === sent.get(field.name)) {
      for (const option of field.options) option.defaultSelected = option.selected;
    }
  }
  if (form.dataset.act !== "new" || [...form.elements].some(isChanged)) return;
  empty(form);
}

/**
 * Makes a form empty for the next one.
 * @param {HTMLFormElement} form
 */
function empty(form) {
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.value = field.defaultValue = "";
    else if (field instanceof HTMLSelectElement) {
      for (const [index, option] of [...field.options].entries()) option.defaultSelected = index === 0;
      field.selectedIndex = 0;
    } else if (field instanceof HTMLInputElement && field.name === "client_key") field.value = newKey();
    else if (field instanceof HTMLInputElement && (field.type === "text" || field.type === "date")) field.value = field.defaultValue = "";
  }
  form.querySelector("textarea")?.focus();
}

/**
 * Not stored: show the form as the server gives it back, with both texts, and go there.
 * @param {HTMLFormElement} form
 * @param {string} html
 * @param {number} status
 */
function showTrouble(form, html, status) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const frame = form.closest("[data-act-frame]");
  const trouble = fresh.querySelector("[data-in-trouble]");
  if (!frame || !trouble || status >= 500) {
    const said = fresh.querySelector("main")?.querySelector("h1 ~ p, .tb-alert p")?.textContent;
    toast((said ?? words("unsent")).trim());
    return;
  }
  const shown = document.importNode(trouble, true);
  const there = document.getElementById(shown.id);
  if (there) there.replaceWith(shown);
  else frame.after(shown);
  for (const area of shown.querySelectorAll("textarea")) {
    const typed = area.value;
    area.defaultValue = ""; // typed but not stored: nothing may replace it
    area.value = typed;
  }
  const alert = shown.querySelector(".tb-alert");
  if (alert instanceof HTMLElement) {
    alert.tabIndex = -1;
    alert.focus();
  }
}

/** Starts. */
export function takeOverForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.act === undefined) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
}
