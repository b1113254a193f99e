/**
 * Brings a part of the page up to date without disturbing who is at work in it: what is being typed, what has the focus,
 * what is folded open and where one scrolled stay as they are. Elements are recognised by their id.
 */

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** Kept by the reader, not by the server: whether something is folded open. */
const OWN = new Set(["open"]);

/**
 * Whether a field holds something else than the page came with.
 * @param {Element} field
 */
export function isChanged(field) {
  if (field instanceof HTMLInputElement) {
    if (field.type === "hidden") return false;
    return field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLSelectElement)) return false;
  const preset = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(preset, 0);
}

/**
 * Whether somebody is at work in a form: something in it was changed, has the cursor, or is on its way.
 * @param {Element} form
 */
export function isBusy(form) {
  if (!(form instanceof HTMLFormElement)) return false;
  if (form.dataset.sending !== undefined) return true;
  const at = document.activeElement;
  const typing = at !== null && form.contains(at) && at.matches("textarea, select, input:not([type=hidden])");
  return typing || [...form.elements].some(isChanged);
}

/** @param {Node} node */
function holdsWork(node) {
  if (!(node instanceof Element)) return false;
  return isBusy(node) || isInTrouble(node) || [...node.querySelectorAll("form")].some(isBusy) || node.querySelector("[data-in-trouble]") !== null;
}

/**
 * Whether this shows a text that could not be saved, beside that of somebody else: it stays until one was chosen.
 * @param {Element} element
 */
function isInTrouble(element) {
  return element.hasAttribute("data-in-trouble");
}

/** @param {Node} node */
const idOf = (node) => (node instanceof Element && node.id ? node.id : "");

/**
 * @param {Node} one
 * @param {Node} other
 */
const isLike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && idOf(one) === idOf(other);

/**
 * Makes `old` the same as `fresh`, as far as nobody is at work there.
 * @param {Element} old
 * @param {Element} fresh
 */
export function morph(old, fresh) {
  if (old.isEqualNode(fresh) && ![...old.querySelectorAll("form")].length) return;
  if (isBusy(old) || isInTrouble(old)) return;
  morphAttributes(old, fresh);
  if (old instanceof HTMLTextAreaElement) {
    old.defaultValue = fresh.textContent ?? "";
    old.value = old.defaultValue; // a field that was ever typed in no longer follows its default by itself
    return;
  }
  morphChildren(old, fresh);
  if (old instanceof HTMLSelectElement) {
    const preset = [...old.options].findIndex((option) => option.defaultSelected);
    old.selectedIndex = Math.max(preset, 0);
  }
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function morphAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OWN.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (!OWN.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old instanceof HTMLInputElement) {
    old.value = fresh.getAttribute("value") ?? (old.type === "checkbox" || old.type === "radio" ? "on" : "");
    old.checked = fresh.hasAttribute("checked");
  }
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function morphChildren(old, fresh) {
  const wanted = new Set([...fresh.childNodes].map(idOf).filter(Boolean));
  /** @type {Map<string, ChildNode>} */
  const known = new Map([...old.childNodes].filter((node) => idOf(node)).map((node) => [idOf(node), node]));
  let at = /** @type {ChildNode | null} */ (old.firstChild);
  for (const next of [...fresh.childNodes]) {
    while (at && idOf(at) && !wanted.has(idOf(at))) at = passed(at);
    const there = idOf(next) ? known.get(idOf(next)) : at && isLike(at, next) ? at : undefined;
    if (!there || there.nodeName !== next.nodeName) {
      old.insertBefore(document.importNode(next, true), at);
      continue;
    }
    if (there === at) at = at.nextSibling;
    else old.insertBefore(there, at);
    if (there instanceof Element && next instanceof Element) morph(there, next);
    else if (there.nodeValue !== next.nodeValue) there.nodeValue = next.nodeValue;
  }
  while (at) at = passed(at);
}

/**
 * Takes a node away, unless somebody is at work in it; gives the one after it.
 * @param {ChildNode} node
 */
function passed(node) {
  const after = node.nextSibling;
  if (!holdsWork(node)) node.remove();
  return after;
}
