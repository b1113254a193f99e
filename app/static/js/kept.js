/**
 * Keeps what is typed and not yet saved in this tab, so that a reload, a wrong click or a restart of the server costs no word. It is gone when
 * the text is saved, when the tab is closed, and when somebody signs out.
 */

/** @typedef {{ version: string, texts: Record<string, string> }} Kept */

const who = document.querySelector("[data-live-who]")?.getAttribute("data-live-who") ?? "";
/** What was typed longest ago is let go of first when there is no room. */
const PREFIX = "terugblik:kept:";

/** @param {HTMLFormElement} form */
const nameOf = (form) => `${PREFIX}${who}:${form.getAttribute("action")}:${form.id}`;

/** @param {HTMLFormElement} form */
function keep(form) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const field of form.elements) {
    const typed = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text");
    if (typed && field.value !== field.defaultValue) texts[field.name] = field.value;
  }
  const version = form.elements.namedItem("version");
  try {
    if (Object.keys(texts).length === 0) sessionStorage.removeItem(nameOf(form));
    else sessionStorage.setItem(nameOf(form), JSON.stringify({ version: version instanceof HTMLInputElement ? version.value : "", texts }));
  } catch {
    // no room or not allowed: then the page itself is the only place
  }
}

/**
 * Lets go of what was kept of a form: it is saved.
 * @param {HTMLFormElement} form
 */
export function forget(form) {
  sessionStorage.removeItem(nameOf(form));
}

/** @param {HTMLFormElement} form */
function restore(form) {
  const kept = sessionStorage.getItem(nameOf(form));
  if (!kept || form.closest("[data-in-trouble]")) return;
  /** @type {Kept} */
  const { version, texts } = JSON.parse(kept);
  for (const [name, text] of Object.entries(texts)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.value = text;
  }
  // still based on what was on screen then: if somebody saved since, both texts will be shown
  const based = form.elements.namedItem("version");
  if (version && based instanceof HTMLInputElement) based.value = version;
  form.closest("details")?.setAttribute("open", "");
}

/** Starts. */
export function keepWhatIsTyped() {
  for (const form of document.querySelectorAll("form[data-keep], form[data-outbox]")) {
    if (form instanceof HTMLFormElement) restore(form);
  }
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-keep], form[data-outbox]") : null;
    if (form instanceof HTMLFormElement) keep(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // an ordinary form leaves the page: what it sent is on the next one, saved or with what is missing
    if (form instanceof HTMLFormElement && form.matches("[data-keep]:not([data-act])")) forget(form);
  });
}
