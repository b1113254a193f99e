/**
 * A short message that comes by and is read out. The same words are not said twice while they still stand there.
 * @param {string} text
 */
export function toast(text) {
  const region = document.getElementById("toasts");
  if (!text || !region || [...region.children].some((shown) => shown.textContent === text)) return;
  region.append(Object.assign(document.createElement("p"), { textContent: text }));
}
