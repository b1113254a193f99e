/** What somebody typed in a form as one text, and back; and what a form sends. */

/** @typedef {[name: string, value: string | boolean]} Field */

/** @param {Element} control @returns {control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */
function isTyped(control) {
  if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) return Boolean(control.name);
  return control instanceof HTMLInputElement && Boolean(control.name) && !["hidden", "submit", "button", "image", "reset", "file", "password"].includes(control.type);
}

/** What stands in a form, as text, in the order of its controls. @param {HTMLFormElement} form */
export function read(form) {
  const fields = [...form.elements].filter(isTyped).map((control) => {
    const ticked = control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);
    return /** @type {Field} */ ([control.name, ticked ? control.checked : control.value]);
  });
  return JSON.stringify(fields);
}

/** Put a text of `read` back. @param {HTMLFormElement} form @param {string} text */
export function fill(form, text) {
  /** @type {Map<string, (string | boolean)[]>} */
  const values = new Map();
  for (const [name, value] of /** @type {Field[]} */ (JSON.parse(text))) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of [...form.elements].filter(isTyped)) {
    const value = values.get(control.name)?.shift();
    if (value === undefined) continue;
    if (typeof value === "boolean") /** @type {HTMLInputElement} */ (control).checked = value;
    else control.value = value;
    const folded = control.closest("details");
    if (folded && value) folded.open = true;
  }
}

/**
 * What a form sends, as the browser itself would send it.
 * @param {HTMLFormElement} form @param {HTMLElement | null} button
 */
export function bodyOf(form, button) {
  const fields = new FormData(form, button instanceof HTMLButtonElement ? button : null);
  if (form.enctype === "multipart/form-data") return fields;
  const body = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === "string") body.append(name, value);
  return body;
}
