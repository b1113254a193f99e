/**
 * A short message that comes by and is read out. The same words are not said twice while they still stand there.
 * @param {string} text
 */
export function toast(text) {
  const region = document.getElementById("toasts");
  if (!text || !region || [...region.children].some((shown) => shown.textContent === text)) return;
  region.append(Object.assign(document.createElement("p"), { textContent: text }));
}

/**
 * Takes a message away that is true no longer.
 * @param {string} text
 */
export function untoast(text) {
  for (const shown of [...(document.getElementById("toasts")?.children ?? [])]) if (shown.textContent === text) shown.remove();
}

/**
 * Says a message again, also while it still stands there: it is read out once more.
 * @param {string} text
 */
export function toastAnew(text) {
  untoast(text);
  toast(text);
}
