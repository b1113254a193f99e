/**
 * Sends the chosen files one after the other and tells how far it is: first how much is sent, then that it is being read. A line
 * that breaks off says so, and the same files can be sent again. Without this file the form sends them all at once.
 */

/** A file that comes sooner needs no bar. */
const QUIET_MS = 1000;

/** @typedef {{ name: string, said: string, href?: string }} Told */

/**
 * Sends one file.
 * @param {HTMLFormElement} form
 * @param {File} file
 * @param {(part: number | null) => void} show how much is sent, from 0 to 1; null while it is being read
 * @returns {Promise<{ status: number, answer: any }>} status 0 when the line broke
 */
function send(form, file, show) {
  const body = new FormData(form);
  body.delete("files");
  body.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.onprogress = (event) => show(event.lengthComputable ? event.loaded / event.total : null);
  request.upload.onload = () => show(null);
  return new Promise((resolve) => {
    request.onload = () => resolve({ status: request.status, answer: request.response });
    request.onerror = request.onabort = request.ontimeout = () => resolve({ status: 0, answer: null });
    request.send(body);
  });
}

/** The line of one file in the list. */
class Line {
  /** @param {HTMLElement} list @param {File} file @param {DOMStringMap} words @param {string} number */
  constructor(list, file, words, number) {
    this.words = words;
    this.row = list.appendChild(document.createElement("li"));
    this.row.appendChild(document.createElement("strong")).textContent = file.name;
    this.state = this.row.appendChild(document.createElement("p"));
    this.bar = document.createElement("progress");
    this.bar.setAttribute("aria-label", number ? `${file.name}, ${number}` : file.name);
    this.timer = setTimeout(() => this.row.append(this.bar), QUIET_MS);
    this.show(0);
  }

  /** @param {number | null} part */
  show(part) {
    if (part === null) this.bar.removeAttribute("value");
    else this.bar.value = part;
    this.say((part === null ? this.words.reading : this.words.sending) ?? "");
  }

  /** @param {string} text */
  say(text) {
    if (this.state.textContent !== text) this.state.textContent = text;
  }

  /**
   * What became of the file; without `href` it was refused, and stands as what went wrong stands everywhere.
   * @param {string} text @param {string} [href]
   */
  end(text, href) {
    clearTimeout(this.timer);
    this.bar.remove();
    const alert = href ? null : document.querySelector("template[data-upload-refused]");
    const shown = alert instanceof HTMLTemplateElement ? alert.content.firstElementChild?.cloneNode(true) : null;
    const words = shown instanceof Element ? shown.querySelector("p") : null;
    if (shown && words) {
      words.textContent = text;
      this.state.replaceWith(shown);
      return;
    }
    this.say(text);
    if (!href) return;
    const link = this.row.appendChild(document.createElement("a"));
    link.className = "tb-button tb-button-primary";
    link.href = href;
    link.textContent = this.words.look ?? "";
  }
}

/** The words of a button, behind its icon. @param {Element} button @returns {Node} */
const labelOf = (button) => button.lastChild ?? button.appendChild(document.createTextNode(""));

/** @param {HTMLFormElement} form */
function takeOver(form) {
  const list = form.querySelector("[data-upload-list]");
  const status = form.querySelector("[data-upload-status]");
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");
  if (!(list instanceof HTMLElement) || !status || !(input instanceof HTMLInputElement) || !button) return;
  const atFirst = labelOf(button).textContent;
  /** The files that are not read yet. @type {File[]} */
  let waiting = [];
  let busy = false;

  async function sendAll() {
    busy = true;
    form.setAttribute("aria-busy", "true");
    const total = waiting.length;
    /** @type {Told[]} */
    const read = [];
    let refused = 0;
    while (waiting.length) {
      const file = /** @type {File} */ (waiting[0]);
      const at = total - waiting.length + 1;
      const number = total > 1 ? (form.dataset.number ?? "").replace("{number}", String(at)).replace("{total}", String(total)) : "";
      status.textContent = number;
      const line = new Line(list, file, form.dataset, number);
      const { status: code, answer } = await send(form, file, (part) => line.show(part));
      if (code === 0) {
        line.end(form.dataset.lost ?? "");
        status.textContent = form.dataset.lost ?? "";
        labelOf(button).textContent = form.dataset.again ?? "";
        break;
      }
      waiting.shift();
      const told = [...(answer?.read ?? []), ...(answer?.refused ?? [])][0];
      line.end(told?.said ?? answer?.message ?? form.dataset.failed ?? "", told?.href);
      if (told?.href) read.push(told);
      else refused += 1;
    }
    busy = false;
    form.removeAttribute("aria-busy");
    if (waiting.length) return;
    // where every file was refused, what to do stands beside each
    status.textContent = (read.length && form.dataset.done) || "";
    labelOf(button).textContent = atFirst;
    input.value = "";
    const [only] = read;
    if (read.length === 1 && !refused && only?.href) location.assign(only.href);
  }

  input.addEventListener("change", () => {
    waiting = [];
    labelOf(button).textContent = atFirst;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return; // the second click of two
    if (!waiting.length) {
      waiting = [...(input.files ?? [])];
      list.replaceChildren();
    }
    if (waiting.length) void sendAll();
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) if (form instanceof HTMLFormElement) takeOver(form);
