/**
 * Forms with rows: "one more" adds a row on the spot, and a name can be picked from a list. Without this file the same buttons
 * ask the server, which gives the form back with more rows.
 */

/**
 * Gives a copied row its own number, its own ids, and nothing typed.
 * @param {HTMLElement} row
 * @param {number} number
 */
function renew(row, number) {
  for (const place of row.querySelectorAll("[data-row-number]")) place.textContent = String(number);
  for (const label of row.querySelectorAll("label[for]")) {
    label.setAttribute("for", label.getAttribute("for")?.replace(/-\d+$/, `-${number}`) ?? "");
  }
  for (const error of row.querySelectorAll(".tb-field-error")) error.remove();
  for (const control of row.querySelectorAll("input, select")) {
    control.id = control.id.replace(/-\d+$/, `-${number}`);
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
    if (control instanceof HTMLInputElement) control.value = "";
    if (control instanceof HTMLSelectElement) {
      const empty = [...control.options].find((option) => option.value === "" || option.value === "other");
      control.value = empty?.value ?? control.options[0]?.value ?? "";
    }
  }
}

/** @param {Event} event */
function addRow(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  const rows = document.getElementById(button.dataset.addRow ?? "");
  const last = rows?.querySelector("[data-row]:last-of-type");
  if (!rows || !(last instanceof HTMLElement)) return;
  event.preventDefault();
  const count = rows.querySelectorAll("[data-row]").length;
  const row = /** @type {HTMLElement} */ (last.cloneNode(true));
  renew(row, count + 1);
  rows.append(row);
  row.querySelector("input")?.focus();
  if (count + 1 >= Number(rows.dataset.most)) button.hidden = true;
}

/** @param {Event} event */
function pick(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  const list = document.getElementById(button.dataset.pickFrom ?? "");
  const into = document.getElementById(button.dataset.pickInto ?? "");
  if (!(list instanceof HTMLDataListElement) || !(into instanceof HTMLInputElement)) return;
  event.preventDefault();
  const others = [...list.options].map((option) => option.value).filter((value) => value !== into.value);
  into.value = others[Math.floor(Math.random() * others.length)] ?? into.value;
  into.focus();
}

for (const button of document.querySelectorAll("[data-add-row]")) button.addEventListener("click", addRow);
for (const button of document.querySelectorAll("[data-pick-from]")) button.addEventListener("click", pick);
