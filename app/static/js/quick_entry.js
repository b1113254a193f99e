/**
 * One line fills the form of a new event while somebody types: "14 mrt 2021 MDO met school: nieuw aanbod". What somebody
 * typed in the form by hand stays as it is. Enter in the line saves the form. Without script a button fills the form.
 */

/** How long somebody pauses before the line is read. */
const PAUSE_MS = 250;

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** @param {HTMLFormElement} line @param {HTMLFormElement} form */
function fillFrom(line, form) {
  /** The fields that somebody typed in. @type {Set<string>} */
  const byHand = new Set();
  const told = line.querySelector("[data-quick-entry-read]");
  let timer = 0;
  let asked = 0;

  /** @param {string} name @param {string | string[]} value */
  function put(name, value) {
    if (byHand.has(name)) return;
    for (const control of form.querySelectorAll(`[name="${name}"]`)) {
      if (control instanceof HTMLInputElement && control.type === "checkbox") {
        control.checked = value.includes(control.value);
        const folded = control.closest("details");
        if (folded && control.checked) folded.open = true;
      } else if (typeof value === "string" && /** @type {Control} */ (control).value !== value) {
        /** @type {Control} */ (control).value = value;
      } else {
        continue;
      }
      control.dispatchEvent(new Event("input", { bubbles: true })); // the date is read back, and a copy is kept
    }
  }

  async function read() {
    const mine = (asked += 1);
    let answer;
    try {
      answer = await fetch(line.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(line)])),
      });
    } catch {
      return; // the form is there for who has no connection
    }
    if (!answer.ok || mine !== asked) return;
    const { fields, read: words } = await answer.json();
    for (const [name, value] of Object.entries(fields)) put(name, value);
    if (told) told.textContent = words;
  }

  form.addEventListener("input", (event) => {
    if (event.isTrusted && event.target instanceof Element) byHand.add(event.target.getAttribute("name") ?? "");
  });
  line.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void read(), PAUSE_MS);
  });
  line.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void read().then(() => form.requestSubmit(/** @type {HTMLElement | null} */ (form.querySelector("[name=again]"))));
  });
}

const line = document.querySelector("[data-quick-entry]");
const form = document.getElementById("event-form");
if (line instanceof HTMLFormElement && form instanceof HTMLFormElement) fillFrom(line, form);
