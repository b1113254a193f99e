/**
 * Sends notes one after the other. A note stays in sight as "not sent yet" until the server has it; without a connection it waits,
 * also over a reload (locked on the shelf of this device), and goes when the connection is back. Its key makes that a note that was sent twice is one note.
 */
import { newKey } from "./acts.js";
import { toast } from "./toast.js";
import { forget, shelf } from "./kept.js";
import { refresh } from "./live.js";

/** @typedef {{ key: string, address: string, fields: [string, string][] }} Waiting */

const LONGEST_WAIT = 10_000;
const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-outbox-list]"));
const STORE = "live:outbox";

/** @type {Waiting[]} */
let waiting = [];
let sending = false;
let tries = 0;
/** What has to be done on the shelf, one after the other. @type {Promise<unknown>} */
let storing = Promise.resolve();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Keeps on the shelf what waits; where that can't be, it waits in the page alone. */
function store() {
  const text = JSON.stringify(waiting);
  storing = storing
    .then(async () => {
      if (text !== "[]") await shelf?.put(STORE, text);
      else if (shelf?.key) await shelf.remove(shelf.idOf(STORE));
    })
    .catch(() => undefined);
}

/** Takes over what another page left behind unsent: it was closed, or reloaded. */
async function takeOver() {
  const left = (await shelf?.left(STORE)) ?? [];
  if (!left.length) return;
  waiting = [...left.flatMap(({ text }) => /** @type {Waiting[]} */ (JSON.parse(text))), ...waiting];
  store();
  await storing;
  for (const { id } of left) await shelf?.remove(id);
  void sendAll();
}

/** Shows what is not sent yet; what goes at once is not worth a line. */
function show() {
  if (!list) return;
  list.hidden = tries === 0 || waiting.length === 0;
  list.replaceChildren(
    ...waiting.map((note) => {
      const line = document.createElement("li");
      const text = document.createElement("p");
      text.textContent = textOf(note);
      const why = document.createElement("p");
      why.className = "tb-subtle";
      why.textContent = list.dataset.wordsWaiting ?? "";
      line.append(text, why);
      return line;
    }),
  );
}

/** @param {Waiting} note */
const textOf = (note) => note.fields.find(([name]) => name === "text")?.[1] ?? "";

/** Sends what waits, the oldest first. */
async function sendAll() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  while (waiting.length) {
    const note = waiting[0];
    if (!note || !(await deliver(note))) break;
    waiting = waiting.filter((other) => other.key !== note.key);
    tries = 0;
    store();
    show();
    void refresh();
  }
  sending = false;
  if (!waiting.length) return;
  tries += 1;
  show();
  timer = setTimeout(sendAll, Math.min(LONGEST_WAIT, 500 * 2 ** tries) * (0.5 + Math.random()));
}

/**
 * Whether the note is dealt with: the server has it, or gave it back.
 * @param {Waiting} note
 */
async function deliver(note) {
  let answer;
  try {
    answer = await fetch(note.address, { method: "POST", headers: { "x-live": "1" }, body: new URLSearchParams(note.fields) });
  } catch {
    return false;
  }
  if (answer.ok) return true;
  if (answer.headers.get("content-type")?.startsWith("application/json")) {
    giveBack(note, (await answer.json()).said);
    return true;
  }
  if (answer.status === 403 || answer.status === 404) {
    giveBack(note, list?.dataset.wordsAgain ?? ""); // not here, not now: trying again would not help
    return true;
  }
  return false; // a restart, a lost sign-in: it waits and stays in sight
}

/**
 * The server can't take the note: its words go back to where they were typed.
 * @param {Waiting} note
 * @param {string} why
 */
function giveBack(note, why) {
  const area = document.querySelector("form[data-outbox] textarea");
  if (area instanceof HTMLTextAreaElement) area.value = [textOf(note), area.value].filter(Boolean).join("\n\n");
  toast(why);
}

/** @param {HTMLFormElement} form */
function post(form) {
  const fields = /** @type {[string, string][]} */ ([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const area = form.querySelector("textarea");
  const raised = fields.some(([name, value]) => name === "event_id" && value);
  if (!area?.value.trim() && !raised) {
    area?.focus();
    return;
  }
  const key = newKey();
  waiting.push({ key, address: form.action, fields: fields.map(([name, value]) => [name, name === "client_key" ? key : value]) });
  store();
  void forget(form);
  form.reset();
  if (area) {
    area.value = area.defaultValue = "";
    area.focus();
  }
  void sendAll();
}

/** Starts; does nothing on a page without a note to write. */
export function openOutbox() {
  const form = document.querySelector("form[data-outbox]");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    post(form);
  });
  window.addEventListener("online", sendAll);
  document.addEventListener("live:back", sendAll);
  void takeOver().catch(() => undefined);
}
