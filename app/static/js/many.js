/**
 * Ticking many events: one box for all that stand there, how many are ticked, and a word that finds rows. What is looked for stays on
 * this page: it is never sent. Without script each box is ticked by itself.
 */

/** @param {string} words @param {string} type */
function control(words, type) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const text = document.createElement("span");
  text.textContent = words;
  input.type = type;
  if (type === "checkbox") {
    label.className = "tb-choice";
    label.append(input, text);
  } else {
    label.className = "tb-field";
    text.className = "tb-label";
    input.className = "tb-input tb-input-short";
    input.autocomplete = "off";
    label.append(text, input);
  }
  return { label, input };
}

/** @param {HTMLFormElement} form */
function tickMany(form) {
  const boxes = [...form.querySelectorAll("tbody input[type=checkbox]")].filter((box) => box instanceof HTMLInputElement);
  const count = form.querySelector("[data-tick-count]");
  const place = form.querySelector("[data-find]");
  const all = control(form.dataset.tickAll ?? "", "checkbox");
  const find = control(place?.getAttribute("data-find") ?? "", "search");
  place?.append(find.label, all.label);

  const shown = () => boxes.filter((box) => !box.closest("tr")?.hidden);
  const tell = () => {
    const ticked = shown().filter((box) => box.checked).length;
    all.input.checked = ticked > 0 && ticked === shown().length;
    all.input.indeterminate = ticked > 0 && ticked < shown().length;
    const every = boxes.filter((box) => box.checked).length;
    if (count) count.textContent = (count.getAttribute("data-tick-count") ?? "").replace("{count}", String(every));
  };
  form.addEventListener("change", (event) => {
    if (event.target === all.input) for (const box of shown()) box.checked = all.input.checked;
    tell();
  });
  find.input.addEventListener("input", () => {
    const word = find.input.value.trim().toLocaleLowerCase();
    for (const box of boxes) {
      const row = box.closest("tr");
      if (row) row.hidden = !box.checked && !(row.textContent ?? "").toLocaleLowerCase().includes(word);
    }
    tell();
  });
  find.input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // looking for a word changes nothing
  });
  tell();
}

for (const form of document.querySelectorAll("form[data-tick-all]")) if (form instanceof HTMLFormElement) tickMany(form);
