/**
 * The shelf: where this browser keeps what somebody is typing until the server has it.
 *
 * Texts lie in IndexedDB, encrypted (AES-GCM) with a key that the server hands out to who is signed in and that is never
 * stored here: without it they are noise. They go when the server acknowledged them, after 72 hours, and on signing out.
 */

/** How long a text may stay. */
const KEEP_MS = 72 * 60 * 60 * 1000;
/** How long to wait before asking for the key again when that failed. */
const ASK_AGAIN_MS = 5000;
const DATABASE = "terugblik-drafts";
const STORE = "drafts";
const LOCK = "terugblik-tab-";

/**
 * @typedef {{id: string, place: string, name: string, tab: string, at: number, iv: Uint8Array, box: ArrayBuffer}} Kept
 * @typedef {{id: string, at: number, text: string}} Found
 */

/** This page, as long as it is open. A text of a page that is no longer open may be put back elsewhere. */
const tab = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return done(request);
}

/** Whether this browser can keep anything: it needs a secure context. */
export const canKeep = Boolean(window.isSecureContext && window.crypto?.subtle && window.indexedDB);

export class Shelf {
  /** @param {string} keyUrl where the server hands out the key */
  constructor(keyUrl) {
    this.keyUrl = keyUrl;
    /** @type {IDBDatabase | null} */
    this.database = null;
    /** @type {CryptoKey | null} */
    this.key = null;
    this.place = "";
    this.closed = false;
    this.asked = 0;
    /** @type {Promise<boolean> | null} */
    this.opening = null;
  }

  /** Get ready; false when this browser can't keep anything now. @returns {Promise<boolean>} */
  async ready() {
    if (!canKeep || this.closed) return false;
    if (this.key) return true;
    if (!this.opening && Date.now() - this.asked > ASK_AGAIN_MS) {
      this.asked = Date.now();
      this.opening = this.open().catch(() => false).finally(() => (this.opening = null));
    }
    return this.opening ?? false;
  }

  /** @returns {Promise<boolean>} */
  async open() {
    this.database ??= await openDatabase();
    await this.clearOld();
    const answer = await fetch(this.keyUrl, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10000) });
    if (!answer.ok) return false;
    const { key, place } = await answer.json();
    const bytes = Uint8Array.from(key.match(/../g), (/** @type {string} */ pair) => parseInt(pair, 16));
    this.key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    this.place = place;
    navigator.locks?.request(LOCK + tab, () => new Promise(() => {}));
    return true;
  }

  /** @param {IDBTransactionMode} mode */
  store(mode) {
    if (!this.database) throw new Error("the shelf is not open");
    return this.database.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE);
  }

  /** The id under which this page keeps a text. @param {string} name */
  idOf(name) {
    return `${this.place}:${tab}:${name}`;
  }

  /** Keep a text; true once it is on the disk of this device. @param {string} name @param {string} text */
  async put(name, text) {
    if (!(await this.ready()) || !this.key) return false;
    const id = this.idOf(name);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bound = new TextEncoder().encode(id);
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, this.key, new TextEncoder().encode(text));
    if (this.closed) return false;
    const store = this.store("readwrite");
    const stored = new Promise((resolve, reject) => {
      store.transaction.oncomplete = () => resolve(true);
      store.transaction.onabort = () => reject(store.transaction.error);
    });
    store.put({ id, place: this.place, name, tab, at: Date.now(), iv, box });
    return stored.catch(() => false);
  }

  /** The texts of pages that are no longer open, the newest first. @param {string} name @returns {Promise<Found[]>} */
  async left(name) {
    if (!(await this.ready()) || !this.key) return [];
    const held = (await navigator.locks?.query())?.held ?? [];
    const open = new Set(held.map((lock) => lock.name));
    /** @type {Kept[]} */
    const all = await done(this.store("readonly").getAll());
    const found = [];
    for (const kept of all.filter((one) => one.place === this.place && one.name === name && !open.has(LOCK + one.tab))) {
      const how = { name: "AES-GCM", iv: kept.iv, additionalData: new TextEncoder().encode(kept.id) };
      try {
        const text = new TextDecoder().decode(await crypto.subtle.decrypt(how, this.key, kept.box));
        found.push({ id: kept.id, at: kept.at, text });
      } catch {
        await this.remove(kept.id);
      }
    }
    return found.sort((one, other) => other.at - one.at);
  }

  /** @param {string} id */
  async remove(id) {
    if (this.database) await done(this.store("readwrite").delete(id));
  }

  async clearOld() {
    /** @type {Kept[]} */
    const all = await done(this.store("readonly").getAll());
    for (const kept of all) if (kept.at < Date.now() - KEEP_MS) await this.remove(kept.id);
  }

  /** Forget everything, for good. */
  async close() {
    this.closed = true;
    this.key = null;
    if (this.database) await done(this.store("readwrite").clear());
  }
}
