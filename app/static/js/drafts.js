/**
 * What somebody types is never lost.
 *
 * Every form with `data-draft="key"` is kept on the shelf of this device with each change, and put back after a crash, a
 * restart or a lost connection. A form with `data-autosave` is also sent while somebody types; only what the server
 * acknowledged is called saved and leaves the shelf. A form that somebody sends is sent by this script too: without a
 * connection the page stays, with the text in it. Without script the forms work as they are. See templates/_macros/drafts.html.
 */

import { Shelf, canKeep } from "./draft_shelf.js";
import { bodyOf, fill, read } from "./form_text.js";

/** How long somebody pauses before a form is sent, and how long it waits at most while somebody types on. */
const IDLE_MS = 2000;
const AT_MOST_MS = 15000;
/** An answer that takes longer than this does not come: half-open lines say nothing. */
const NO_ANSWER_MS = 8000;
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 30000;
/** How long a form that somebody sends may take; it may hold work. */
const NO_ANSWER_TO_FORM_MS = 60000;

/** One form and the text in it. */
class Draft {
  /** @param {HTMLFormElement} form @param {Shelf} shelf @param {DOMStringMap} words */
  constructor(form, shelf, words) {
    this.form = form;
    this.shelf = shelf;
    this.words = words;
    this.name = form.dataset.draft ?? "";
    this.autosaves = "autosave" in form.dataset;
    this.atFirst = read(form);
    /** What the server has, as far as we know. @type {string | null} */
    this.stored = "draftUnsaved" in form.dataset ? null : this.atFirst;
    this.version = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("version"));
    this.firstVersion = this.version?.value ?? "";
    this.state = form.querySelector("[data-draft-state]") ?? form.appendChild(document.createElement("p"));
    this.state.setAttribute("role", "status");
    /** @type {Promise<boolean> | null} */
    this.keeping = null;
    this.keepAgain = false;
    this.isKept = false;
    this.since = 0;
    this.retry = FIRST_RETRY_MS;
    /** Set while the form is being sent, while the page is left, and when the browser itself sends the form. */
    this.leaving = this.gone = this.native = false;
    /** Set once only a person can go on: two texts, or nobody signed in. */
    this.stopped = false;
    /** @type {Promise<void> | null} */
    this.saving = null;
    this.timer = 0;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
  }

  get isSafe() {
    return read(this.form) === this.stored;
  }

  /** Put back what was left behind, then follow what is typed. */
  async begin() {
    if (!canKeep && !this.autosaves) this.say(this.words.memory);
    const before = read(this.form);
    const left = await this.shelf.left(this.name);
    /** @type {{id: string, at: number, text: string, fields: string, version: string}[]} */
    const texts = [];
    for (const found of left) {
      const { fields, version } = JSON.parse(found.text);
      if (fields === this.atFirst || texts.some((text) => text.fields === fields)) await this.shelf.remove(found.id);
      else texts.push({ ...found, fields, version });
    }
    if (texts.length) this.offer(texts, read(this.form) === before && before === this.atFirst);
    else if (!this.isSafe) this.changed();
  }

  /**
   * Tell what was put back, with a way to see another version or to throw it away.
   * @param {{id: string, fields: string, version: string}[]} texts @param {boolean} atOnce
   */
  offer(texts, atOnce) {
    const notice = document.createElement("div");
    notice.className = "tb-alert tb-alert-info";
    notice.setAttribute("role", "status");
    notice.dataset.draftNotice = "";
    const body = notice.appendChild(document.createElement("div"));
    body.className = "tb-alert-body";
    body.appendChild(document.createElement("p")).textContent = this.words.restored ?? "";
    const row = body.appendChild(document.createElement("p"));
    row.className = "tb-row";
    /** @param {string} label @param {() => void} act */
    const button = (label, act) => {
      const made = row.appendChild(document.createElement("button"));
      made.type = "button";
      made.className = "tb-button tb-button-secondary";
      made.textContent = label;
      made.addEventListener("click", act);
    };
    const original = { id: "", fields: this.atFirst, version: this.firstVersion };
    const versions = [...texts, original];
    let shown = -1;
    const show = (/** @type {number} */ at) => {
      shown = at % versions.length;
      const { fields, version, id } = /** @type {typeof original} */ (versions[shown]);
      fill(this.form, fields);
      // a text that began at an older version keeps saying so: then the server shows both texts
      if (this.version && this.stored === this.atFirst) this.version.value = version;
      void this.changed().then((kept) => (kept && id ? this.shelf.remove(id) : undefined));
    };
    if (!atOnce) button(this.words.restore ?? "", () => show(shown + 1));
    else if (texts.length > 1) button(this.words.other ?? "", () => show(shown + 1));
    button(this.words.drop ?? "", () => {
      for (const { id } of texts) void this.shelf.remove(id);
      fill(this.form, this.atFirst);
      if (this.version && this.stored === this.atFirst) this.version.value = this.firstVersion;
      void this.changed();
      notice.remove();
      this.say(this.words.dropped);
    });
    this.form.prepend(notice);
    if (atOnce) show(0);
  }

  /** Something was typed. @returns {Promise<boolean>} whether it is kept on this device */
  async changed() {
    if (this.isSafe) {
      clearTimeout(this.timer);
      this.since = 0;
      await this.drop();
      return true;
    }
    this.since ||= Date.now();
    this.schedule(Math.max(0, Math.min(IDLE_MS, this.since + AT_MOST_MS - Date.now())));
    return this.keep();
  }

  /**
   * Keep what stands there; while that is going on, once more afterwards.
   * @returns {Promise<boolean>} whether it is kept on this device
   */
  keep() {
    this.keepAgain = true;
    this.keeping ??= this.keepAll();
    return this.keeping;
  }

  async keepAll() {
    try {
      while (this.keepAgain) {
        this.keepAgain = false;
        this.isKept = await this.shelf.put(this.name, JSON.stringify({ fields: read(this.form), version: this.version?.value ?? "" }));
        if (this.isSafe) await this.drop();
      }
    } finally {
      this.keeping = null;
    }
    const typing = !this.isSafe && !this.saving && !this.stopped && !this.leaving && this.retry === FIRST_RETRY_MS;
    if (typing) this.tellWhereItIs();
    return this.isKept;
  }

  /** Where the text is that is not saved yet. */
  tellWhereItIs() {
    if (navigator.onLine) this.say(this.isKept ? this.words.typing : this.words.typingMemory);
    else if (this.autosaves) this.say(this.isKept ? this.words.offline : this.words.offlineMemory);
    else this.say(this.isKept ? this.words.unsent : this.words.offlineMemory);
  }

  async drop() {
    this.isKept = false;
    if (this.shelf.key) await this.shelf.remove(this.shelf.idOf(this.name));
  }

  /** @param {number} wait */
  schedule(wait) {
    if (!this.autosaves || this.stopped) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), wait);
  }

  /** Send the form while somebody types. @param {boolean} [leaving] @returns {Promise<void>} */
  save(leaving = false) {
    if (!this.autosaves || this.stopped || this.isSafe || this.saving) return this.saving ?? Promise.resolve();
    clearTimeout(this.timer);
    this.saving = this.send(leaving).finally(() => (this.saving = null));
    return this.saving;
  }

  /** @param {boolean} leaving */
  async send(leaving) {
    const sent = read(this.form);
    this.say(this.words.saving);
    let answer;
    try {
      answer = await fetch(this.form.action, {
        method: "POST",
        body: bodyOf(this.form, null),
        headers: { Accept: "application/json" },
        redirect: "error",
        keepalive: leaving,
        signal: AbortSignal.timeout(NO_ANSWER_MS),
      });
    } catch {
      return this.later();
    }
    if (answer.status >= 500 || answer.status === 429) return this.later();
    if (!answer.ok) return this.stop(answer.status, answer.status === 410 ? await answer.json().catch(() => ({})) : {});
    const { version, at } = await answer.json();
    this.stored = sent;
    this.since = 0;
    this.retry = FIRST_RETRY_MS;
    if (this.version) this.version.value = String(version);
    if (this.isSafe) {
      await this.drop();
      this.say((this.words.saved ?? "").replace("{time}", at));
    } else {
      void this.changed();
    }
  }

  /** The server can't be reached: say so, and try again, each time a little later and not all at once. */
  async later() {
    await this.keep();
    this.say(this.isKept ? this.words.offline : this.words.offlineMemory);
    this.schedule(this.retry * (0.75 + Math.random() / 2));
    this.retry = Math.min(this.retry * 2, LAST_RETRY_MS);
  }

  /** The server won't take it: the text stays here, and a person decides. @param {number} status @param {{message?: string}} [said] */
  async stop(status, said = {}) {
    this.stopped = true;
    await this.keep();
    if (status === 409) {
      this.say(this.words.conflict);
      const button = this.state.appendChild(document.createElement("button"));
      button.type = "submit";
      button.className = "tb-button tb-button-secondary";
      button.textContent = this.words.conflictButton ?? "";
    } else if (status === 401) {
      this.say(this.isKept ? this.words.signedOut : this.words.signedOutMemory);
    } else {
      this.say(said.message ?? this.words.refused);
    }
  }

  /** The connection is back. */
  again() {
    this.retry = FIRST_RETRY_MS;
    if (this.isSafe) return;
    this.tellWhereItIs();
    void this.save();
  }

  /** The browser says that there is no connection. */
  lost() {
    if (!this.isSafe && !this.leaving && !this.stopped) this.tellWhereItIs();
  }

  /** Somebody sends the form. @param {SubmitEvent} event */
  submitted(event) {
    if (event.defaultPrevented || this.native) return;
    event.preventDefault();
    if (this.leaving) return; // a double click is one act
    this.leaving = true;
    this.form.setAttribute("aria-busy", "true");
    clearTimeout(this.timer);
    void this.deliver(event.submitter).finally(() => {
      this.leaving = this.gone;
      if (!this.gone) this.form.removeAttribute("aria-busy");
    });
  }

  /**
   * Send the form and go where the server says; what it does not take stays here, or comes back on a page that says why.
   * @param {HTMLElement | null} button
   */
  async deliver(button) {
    await this.saving;
    await this.keep();
    const address = button?.getAttribute("formaction") ?? this.form.getAttribute("action") ?? location.href;
    const body = bodyOf(this.form, button);
    this.say(this.words.saving);
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        body,
        headers: { "X-Form": "1" },
        signal: AbortSignal.timeout(NO_ANSWER_TO_FORM_MS),
      });
    } catch {
      this.say(this.isKept ? this.words.unsent : this.words.offlineMemory);
      return;
    }
    const next = answer.headers.get("X-Go-On-At");
    if (answer.ok && next !== null) {
      this.gone = true;
      this.stored = read(this.form);
      await this.drop().catch(() => undefined);
      this.goOn(next);
    } else if (answer.status >= 500 || answer.status === 429) {
      this.say(this.words.failed);
    } else if ([401, 403, 404].includes(answer.status)) {
      await this.stop(answer.status);
    } else {
      this.native = this.gone = true; // the server has something to say about the form: let it show the page
      this.form.requestSubmit(button?.isConnected ? button : null); // it may have stood in the message
    }
  }

  /** The page came back as it was left. */
  isBack() {
    this.leaving = this.gone = this.native = false;
    this.form.removeAttribute("aria-busy");
  }

  /** @param {string} next */
  goOn(next) {
    const to = new URL(next, location.href);
    const samePage = to.pathname === location.pathname && to.search === location.search;
    if (samePage && to.hash) {
      history.replaceState(history.state, "", to);
      location.reload();
    } else {
      location.assign(to);
    }
  }

  /** @param {string | undefined} text */
  say(text) {
    if (this.state.firstChild?.nodeType === Node.TEXT_NODE && this.state.textContent === text) return;
    this.state.textContent = text ?? "";
  }
}

/** @type {Map<HTMLFormElement, Draft>} */
const drafts = new Map();
/** @type {Shelf | null} */
let shelf = null;

/** Follow the forms that came onto the page, and let go of those that left it. */
function follow() {
  for (const [form, draft] of drafts) {
    if (form.isConnected) continue;
    if ("stored" in form.dataset) void draft.drop(); // sent without leaving the page, and taken
    else void draft.save(true);
    drafts.delete(form);
  }
  const words = document.getElementById("draft-words");
  if (!words) return;
  shelf ??= new Shelf(words.dataset.keyUrl ?? "");
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!(form instanceof HTMLFormElement) || drafts.has(form)) continue;
    const draft = new Draft(form, shelf, words.dataset);
    drafts.set(form, draft);
    void draft.begin();
  }
}

/** Signing out leaves nothing on this device. @param {SubmitEvent} event */
async function signOut(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.getAttribute("action") !== "/sign-out" || !shelf || shelf.closed) return;
  event.preventDefault();
  await Promise.race([
    Promise.allSettled([...drafts.values()].map((draft) => draft.save())),
    new Promise((resolve) => setTimeout(resolve, 3000)),
  ]);
  await shelf.close().catch(() => undefined);
  form.requestSubmit();
}

document.addEventListener("submit", (event) => void signOut(event));
window.addEventListener("online", () => drafts.forEach((draft) => draft.again()));
window.addEventListener("offline", () => drafts.forEach((draft) => draft.lost()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") drafts.forEach((draft) => void draft.save(true));
});
window.addEventListener("pagehide", () => drafts.forEach((draft) => draft.leaving || void draft.save(true)));
window.addEventListener("pageshow", (event) => {
  // the page came back as it was left
  if (event.persisted) drafts.forEach((draft) => draft.isBack());
});
window.addEventListener("beforeunload", (event) => {
  // only where nothing on this device would bring the text back
  if ([...drafts.values()].some((draft) => !draft.isSafe && !draft.isKept && !draft.leaving)) event.preventDefault();
});

follow();
new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
