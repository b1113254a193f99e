/**
 * Keeps a page of the session up to date. The server only tells that something changed (a number); the page then fetches its own
 * parts, with its own access. The stream is read with fetch, not with EventSource: so the page hears the heartbeat, sees a
 * refusal, and decides itself how to come back.
 */
import { setServerTime } from "./clock.js";
import { morph } from "./morph.js";

/** After so long without any sign of the server the page says that it is not connected, in milliseconds. */
const SILENCE = 10_000;
/** The longest wait before trying again; the waits differ between phones, so that a room does not come back all at once. */
const LONGEST_WAIT = 8_000;
/** How often a page looks by itself when it may not listen (too many pages of one person). */
const LOOK_EVERY = 5_000;
/** How often a page looks by itself while the clock runs: being late is a matter of time, not of a change. */
const CLOCK_EVERY = 30_000;

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-live-src]"));
const status = /** @type {HTMLElement | null} */ (page?.querySelector("[data-live-status]") ?? null);

let heardAt = performance.now();
let lost = false;
let closed = false;
let shown = page?.dataset.liveTick ?? "";
let mark = "";
/** @type {Promise<void> | null} */
let fetching = null;
let again = false;
/** @type {AbortController | null} */
let stream = null;

/** @param {string} name */
const words = (name) => page?.getAttribute(`data-words-${name}`) ?? "";

/** @param {number} time */
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** The server gave a sign of life. */
function heard() {
  heardAt = performance.now();
  if (!lost) return;
  lost = false;
  say(words("back"), 4000);
  document.dispatchEvent(new CustomEvent("live:back"));
}

/**
 * @param {string} text
 * @param {number} [time] how long it stays; without it until something else is said
 */
function say(text, time) {
  if (!status) return;
  status.textContent = text;
  status.hidden = text === "";
  if (time) setTimeout(() => status.textContent === text && say(""), time);
}

/** Fetches the parts of this page afresh; asked for again meanwhile, it does so once more. */
export function refresh() {
  if (!page) return readAgain();
  if (closed) return Promise.resolve();
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = fetchParts().finally(() => {
    fetching = null;
    if (again) {
      again = false;
      void refresh();
    }
  });
  return fetching;
}

async function fetchParts() {
  if (!page) return;
  /** @type {Record<string, string>} */
  const headers = { "x-live": "1" };
  if (mark) headers["if-none-match"] = mark;
  let answer;
  try {
    answer = await fetch(page.dataset.liveSrc ?? "", { headers, cache: "no-store" });
  } catch {
    shown = "";
    return;
  }
  heard();
  const date = answer.headers.get("date");
  if (date) setServerTime(Date.parse(date));
  if (answer.status === 304) return;
  if (!answer.ok) {
    if (answer.status < 500 && answer.status !== 429) close();
    shown = "";
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  mark = answer.headers.get("etag") ?? "";
  swap(page, fresh);
  document.dispatchEvent(new CustomEvent("live:shown"));
}

/** @param {ParentNode} there @param {Document} fresh */
function swap(there, fresh) {
  for (const part of there.querySelectorAll("[data-live]")) {
    const name = part.getAttribute("data-live") ?? "";
    const other = fresh.querySelector(`[data-live="${CSS.escape(name)}"]`);
    if (other) morph(part, document.importNode(other, true));
  }
}

/** A page that does not listen, such as the one with all outcomes: after an act it is read again as a whole. */
async function readAgain() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) swap(document, new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // not connected: what was stored shows at the next look
  }
}

/** This page is no longer for this person: say so, and take away what it showed. What was typed stays. */
function close() {
  if (closed || !page) return;
  closed = true;
  stream?.abort();
  say(words("out"));
  for (const part of page.querySelectorAll("[data-live]")) part.replaceChildren();
}

/** Listens until the page is closed, and comes back after each loss. */
async function listen() {
  let tries = 0;
  while (!closed && page) {
    stream = new AbortController();
    try {
      const answer = await fetch(page.dataset.liveStream ?? "", {
        headers: { accept: "text/event-stream" },
        cache: "no-store",
        signal: stream.signal,
      });
      if (answer.status === 400 || answer.status === 429) {
        await refresh();
        await pause(LOOK_EVERY);
        continue;
      }
      if (answer.status >= 400 && answer.status < 500) return close();
      if (answer.ok && answer.body) {
        tries = 0;
        await read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
      }
    } catch {
      // the connection broke; try again below
    }
    tries += 1;
    await pause(Math.random() * Math.min(LONGEST_WAIT, 500 * 2 ** tries));
  }
}

/** @param {ReadableStreamDefaultReader<string>} reader */
async function read(reader) {
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    const ticks = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim());
    const tick = ticks.at(-1);
    if (tick !== undefined && tick !== shown) {
      shown = tick;
      void refresh();
    }
  }
}

function watch() {
  if (closed || performance.now() - heardAt < SILENCE) return;
  if (!lost) say(words("lost"));
  lost = true;
  if (performance.now() - heardAt > 2 * SILENCE) stream?.abort(); // a connection that is dead without saying so
}

/** Starts; does nothing on a page that is not live. */
export function goLive() {
  if (!page?.dataset.liveStream) return; // fetches its parts after its own acts only
  void listen();
  setInterval(watch, 1000);
  setInterval(() => document.querySelector("[data-clock-running]") && refresh(), CLOCK_EVERY);
  window.addEventListener("online", () => stream?.abort());
  window.addEventListener("pagehide", () => stream?.abort());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
}
