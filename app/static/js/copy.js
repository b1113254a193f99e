/**
 * Copies what stands in a field when its button is pressed, and says so. Without this file, or where the browser does not let
 * a page copy, the text can be selected in the field.
 */
import { toast } from "./toast.js";

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
async function copy(button, field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.focus();
    return;
  }
  toast(button.dataset.copied ?? "");
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.getAttribute("data-copy") ?? "");
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  if (!(button instanceof HTMLButtonElement) || !isField || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", () => copy(button, field));
  field.addEventListener("focus", () => field.select());
}
