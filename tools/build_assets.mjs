// Makes the files in app/static that come from elsewhere (the typeface, the icon sprite and htmx), and the same typeface
// for paper in app/fonts. Emoji, Arabic and Hebrew come from tools/paper_fonts.py.
//
// Run it with `node tools/build_assets.mjs` after changing a version or an icon below, and commit the result:
// the product itself needs neither Node nor a network. The versions are pinned, so the same files come out again.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = {
  "@fontsource/source-sans-3": "5.3.1",
  "@fontsource/source-serif-4": "5.3.1",
  "source-sans": "3.52.0",
  "source-serif": "4.5.1",
  "lucide-static": "1.62.0",
  "htmx.org": "4.0.1",
};

/** One drawing for each kind of event: symbol `kind-<key>`. The keys are those of timeline/kinds.toml. */
const KIND_ICONS = {
  intervention: "hand-helping",
  mdo: "users-round",
  court_step: "scale",
  report_of_concern: "megaphone",
  decision: "signpost",
  handover: "arrow-right-left",
  incident: "cloud-lightning",
  family_event: "house",
  contact: "message-circle",
  waiting: "hourglass",
  other: "circle-dot",
};

/** The icons of the interface, under their Lucide names. */
const UI_ICONS = [
  "archive", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "bell", "book-open", "book-open-text", "building-2", "calendar",
  "calendar-clock", "calendar-off", "calendar-range", "chart-gantt", "check", "chevron-down", "chevron-left", "chevron-right",
  "chevron-up", "circle", "circle-alert", "circle-check", "circle-help", "circle-question-mark", "cloud-off", "hourglass", "scale", "clipboard-list", "clock", "compass", "copy", "diamond", "door-open",
  "download", "ellipsis", "external-link", "eye", "eye-off", "file-check", "file-input", "file-spreadsheet", "file-text", "file-up", "filter",
  "flag", "folder-open", "footprints", "gavel", "git-merge", "grip-vertical", "hand", "handshake", "heart-handshake", "history", "info",
  "keyboard", "languages", "layout-dashboard", "layout-list", "leaf", "lightbulb", "link", "list", "list-checks", "list-ordered", "lock", "lock-open", "log-out",
  "mail", "menu", "message-square", "message-square-text", "messages-square", "minus", "monitor", "moon", "notebook-pen", "pause", "pencil",
  "pencil-line", "play", "plus", "presentation", "printer", "projector", "qr-code", "redo-2", "refresh-cw", "rotate-ccw", "save", "search",
  "send", "settings", "share-2", "shield", "skip-back", "skip-forward", "smartphone", "snowflake", "sparkle", "split", "stamp", "sun", "table",
  "tag", "timer", "trash-2", "triangle-alert", "undo-2", "upload", "user", "user-plus", "user-round", "users", "users-round", "waypoints", "x",
  "zoom-in", "zoom-out",
];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const statics = join(root, "app", "static");
const paper = join(root, "app", "fonts");
const work = mkdtempSync(join(tmpdir(), "assets-"));
const from = (...parts) => join(work, "node_modules", ...parts);

/** The drawing inside a Lucide file, without its frame: one line, so that the sprite reads as a list. */
function drawing(name) {
  const svg = readFileSync(from("lucide-static", "icons", `${name}.svg`), "utf8");
  const inner = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/);
  if (!inner) throw new Error(`no drawing in icon ${name}`);
  return inner[1].replace(/\s+/g, " ").trim();
}

function sprite() {
  // app/icons.py takes the lines out of it for the pages; with a pen on every symbol the sprite can be looked at as well.
  const pen = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  const symbol = (id, name) => `<symbol id="${id}" viewBox="0 0 24 24" ${pen}>${drawing(name)}</symbol>`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg">',
    `<!-- Lucide ${PACKAGES["lucide-static"]}, ISC licence: see LICENSE-lucide.txt. Made by tools/build_assets.mjs. -->`,
    ...Object.entries(KIND_ICONS).map(([key, name]) => symbol(`kind-${key}`, name)),
    ...UI_ICONS.map((name) => symbol(name, name)),
    "</svg>",
    "",
  ].join("\n");
}

try {
  writeFileSync(join(work, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: work, stdio: "inherit" });
  for (const folder of ["fonts", "icons", "vendor"]) mkdirSync(join(statics, folder), { recursive: true });

  for (const script of ["latin", "latin-ext"]) {
    for (const face of ["400-normal", "400-italic", "600-normal"]) {
      const file = `source-sans-3-${script}-${face}.woff2`;
      copyFileSync(from("@fontsource", "source-sans-3", "files", file), join(statics, "fonts", file));
    }
    const heading = `source-serif-4-${script}-600-normal.woff2`;
    copyFileSync(from("@fontsource", "source-serif-4", "files", heading), join(statics, "fonts", heading));
  }
  // Print (Typst) reads OpenType files, not woff2: the same faces, with the whole Latin, Greek and Cyrillic script.
  for (const face of ["Regular", "It", "Semibold", "SemiboldIt"]) {
    copyFileSync(from("source-sans", "OTF", `SourceSans3-${face}.otf`), join(paper, `SourceSans3-${face}.otf`));
  }
  copyFileSync(from("source-serif", "OTF", "SourceSerif4-Semibold.otf"), join(paper, "SourceSerif4-Semibold.otf"));
  for (const folder of [join(statics, "fonts"), paper]) {
    copyFileSync(from("source-sans", "LICENSE.md"), join(folder, "LICENSE-source-sans.txt"));
    copyFileSync(from("source-serif", "LICENSE.md"), join(folder, "LICENSE-source-serif.txt"));
  }

  writeFileSync(join(statics, "icons", "icons.svg"), sprite());
  copyFileSync(from("lucide-static", "LICENSE"), join(statics, "icons", "LICENSE-lucide.txt"));

  copyFileSync(from("htmx.org", "dist", "htmx.min.js"), join(statics, "vendor", "htmx.min.js"));
  copyFileSync(from("htmx.org", "LICENSE"), join(statics, "vendor", "LICENSE-htmx.txt"));
} finally {
  rmSync(work, { recursive: true, force: true });
}
