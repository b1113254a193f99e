/**
 * The limit: the same timeline on a canvas, written by hand for this page alone, with nothing that a product needs beside it.
 * Lanes, rows, ranges, moments, labels that fit, a scale, hover, wheel, drag and filter; no keyboard, no words, no print.
 */
const told = JSON.parse(document.getElementById('told').textContent);
const host = document.getElementById('drawing');
const ROW = 24, BAR = 18, PAD = 6, SIDE = 170, SCALE = 28, MARK = 14, DAY = 86400000;
const COLOURS = ['#1f5f8b', '#8a4b08', '#2d6a4f', '#7b2d6e', '#9b2226', '#3d405b', '#5f6f0f', '#005f73', '#6a4c93', '#774936', '#444'];
const FONT = '12px sans-serif';
const count = told.left.length;
const start = Date.parse(told.start);
const days = told.left.reduce((most, left, at) => Math.max(most, left + 1, told.right[at]), 1);
const width = host.clientWidth || 1200, height = 800, field = width - SIDE;
let from = 0, to = days, pointed = -1, asked = false;
const hidden = new Uint8Array(count);

// Rows: first row of the lane with room, at the scale of the whole.
const rows = [];
const lanes = [];
const row = new Int32Array(count);
const laneOf = told.lanes.map(() => []);
for (let at = 0; at < count; at += 1) laneOf[told.lane[at]].push(at);
let below = 0;
told.lanes.forEach((name, lane) => {
    const ends = [], first = rows.length;
    for (const at of laneOf[lane]) {
        const left = (told.left[at] * field) / days;
        const right = Math.max(told.right[at] ? (told.right[at] * field) / days : 0, left + MARK) + 4;
        let chosen = 0;
        while (chosen < ends.length && ends[chosen] > left) chosen += 1;
        if (chosen === ends.length) rows.push({ y: below + PAD + chosen * ROW, events: [] });
        ends[chosen] = right;
        row[at] = first + chosen;
        rows[first + chosen].events.push(at);
    }
    const tall = 2 * PAD + Math.max(ends.length, 1) * ROW;
    lanes.push({ name, top: below, tall });
    below += tall;
});

const canvas = document.createElement('canvas');
canvas.width = width;
canvas.height = height;
const rest = document.createElement('div');
rest.style.height = `${Math.max(below + SCALE - height, 0)}px`;
const words = document.createElement('div');
words.className = 'words';
words.hidden = true;
host.className = 'scrolls';
host.append(canvas, rest, words);
const pen = canvas.getContext('2d', { alpha: false });
const widths = new Map();
const wide = (text) => {
    let found = widths.get(text);
    if (found === undefined) widths.set(text, (found = pen.measureText(text).width));
    return found;
};
const shorten = (text, room) => {
    if (wide(text) <= room) return text;
    const kept = Math.floor((text.length * room) / wide(text)) - 1;
    return room > 40 && kept > 3 ? `${text.slice(0, kept)}…` : '';
};
const scale = () => field / (to - from);
const x = (day) => SIDE + (day - from) * scale();

function shape(kind, middle, y) {
    const half = MARK / 2;
    if (kind % 4 === 0) pen.arc(middle, y, half, 0, 7);
    else if (kind % 4 === 1) pen.rect(middle - half, y - half, MARK, MARK);
    else {
        pen.moveTo(middle, y - half);
        pen.lineTo(middle + half, kind % 4 === 2 ? y + half : y);
        pen.lineTo(kind % 4 === 2 ? middle - half : middle, y + half);
        if (kind % 4 === 3) pen.lineTo(middle - half, y);
        pen.closePath();
    }
}

function draw() {
    asked = false;
    const down = SCALE - host.scrollTop;
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, width, height);
    pen.font = FONT;
    pen.textBaseline = 'middle';
    const paths = told.kinds.map(() => []);
    const labels = [];
    for (const { y, events } of rows) {
        const middle = y + down + ROW / 2;
        if (middle < SCALE - ROW || middle > height + ROW) continue;
        let before = -1;
        for (const at of events) {
            if (hidden[at]) continue;
            const left = x(told.left[at]);
            const right = told.right[at] ? Math.max(x(told.right[at]), left + MARK) : left + MARK / 2;
            if (before >= 0) labels.push([before, left, middle]);
            before = -1;
            if (left > width + MARK) break;
            if (right < SIDE) continue;
            paths[told.kind[at]].push(at, left, right, middle);
            before = at;
        }
        if (before >= 0) labels.push([before, width, middle]);
    }
    pen.save();
    pen.beginPath();
    pen.rect(SIDE, SCALE, field, height);
    pen.clip();
    paths.forEach((path, kind) => {
        pen.fillStyle = COLOURS[kind % COLOURS.length];
        pen.beginPath();
        for (let at = 0; at < path.length; at += 4) {
            if (told.right[path[at]]) pen.rect(path[at + 1], path[at + 3] - BAR / 2, path[at + 2] - path[at + 1], BAR);
            else shape(kind, path[at + 1], path[at + 3]);
        }
        pen.fill();
    });
    const inside = [];
    pen.fillStyle = '#1b1b1b';
    for (const [at, next, middle] of labels) {
        const left = Math.max(x(told.left[at]), SIDE);
        const right = told.right[at] ? Math.max(x(told.right[at]), left + MARK) : left + MARK / 2;
        const inner = told.right[at] ? shorten(told.title[at], Math.min(right, width) - left - 8) : '';
        if (inner) inside.push(inner, left + 4, middle);
        else {
            const text = shorten(told.title[at], next - right - 8);
            if (text) pen.fillText(text, right + 4, middle);
        }
    }
    pen.fillStyle = '#fff';
    for (let at = 0; at < inside.length; at += 3) pen.fillText(inside[at], inside[at + 1], inside[at + 2]);
    if (pointed >= 0) {
        const left = x(told.left[pointed]);
        const right = told.right[pointed] ? Math.max(x(told.right[pointed]), left + MARK) : left + MARK / 2;
        pen.strokeStyle = '#000';
        pen.lineWidth = 2;
        pen.strokeRect(left - 3, rows[row[pointed]].y + down + 1, right - left + 6, ROW - 2);
    }
    pen.restore();
    scaleAndNames(down);
}

function scaleAndNames(down) {
    pen.fillStyle = '#1b1b1b';
    pen.strokeStyle = '#bbb';
    pen.lineWidth = 1;
    pen.beginPath();
    for (const lane of lanes) {
        const top = lane.top + down;
        if (top > height || top + lane.tall < SCALE) continue;
        pen.moveTo(0, top + 0.5);
        pen.lineTo(width, top + 0.5);
        pen.fillText(shorten(lane.name, SIDE - 12), 6, Math.max(top, SCALE) + 14);
    }
    const every = [1, 3, 12, 60].find((months) => (months * 30 * field) / (to - from) > 60) ?? 120;
    const first = new Date(start + from * DAY);
    pen.clearRect(0, 0, width, SCALE);
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, width, SCALE);
    pen.fillStyle = '#1b1b1b';
    for (let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / every) * every; ; month += every) {
        const day = (Date.UTC(Math.floor(month / 12), month % 12, 1) - start) / DAY;
        if (day > to) break;
        if (day < from) continue;
        pen.moveTo(x(day), SCALE);
        pen.lineTo(x(day), height);
        pen.fillText(every < 12 ? `${(month % 12) + 1}-${Math.floor(month / 12)}` : `${Math.floor(month / 12)}`, x(day) + 2, SCALE / 2);
    }
    pen.stroke();
}

function redraw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(draw);
}

function show(first, last) {
    const shown = Math.min(Math.max(last - first, 7), days);
    from = Math.min(Math.max(first, 0), days - shown);
    to = from + shown;
    redraw();
}

function hit(px, py) {
    const y = py - SCALE + host.scrollTop;
    for (const line of rows) {
        if (y < line.y || y > line.y + ROW) continue;
        for (const at of line.events) {
            if (hidden[at]) continue;
            const left = x(told.left[at]) - (told.right[at] ? 0 : MARK / 2);
            if (px >= left && px <= Math.max(told.right[at] ? x(told.right[at]) : 0, left + MARK)) return at;
        }
    }
    return -1;
}

host.addEventListener('wheel', (event) => {
    event.preventDefault();
    const factor = 1 + Math.abs(event.deltaY) / 600;
    const still = from + Math.max(event.offsetX - SIDE, 0) / scale();
    const by = event.deltaY < 0 ? 1 / factor : factor;
    show(still - (still - from) * by, still + (to - still) * by);
}, { passive: false });
let held = null;
host.addEventListener('pointerdown', (event) => {
    held = { x: event.clientX, from, to };
    host.setPointerCapture(event.pointerId);
});
host.addEventListener('pointerup', () => (held = null));
host.addEventListener('pointermove', (event) => {
    if (held) {
        const by = (held.x - event.clientX) / scale();
        return show(held.from + by, held.to + by);
    }
    const box = canvas.getBoundingClientRect();
    const found = hit(event.clientX - box.left, event.clientY - box.top);
    if (found === pointed) return;
    pointed = found;
    words.hidden = found < 0;
    if (found >= 0) {
        words.textContent = `${told.title[found]}, ${new Date(start + told.left[found] * DAY).toISOString().slice(0, 10)}`;
        words.style.left = `${event.clientX - box.left + 12}px`;
        words.style.top = `${event.clientY - box.top + host.scrollTop + 12}px`;
    }
    redraw();
});
host.addEventListener('scroll', redraw, { passive: true });
document.querySelector('fieldset').addEventListener('change', () => {
    const kept = new Set([...document.querySelectorAll('input:checked')].map((box) => told.kinds.indexOf(box.value)));
    for (let at = 0; at < count; at += 1) hidden[at] = kept.size && !kept.has(told.kind[at]) ? 1 : 0;
    redraw();
});
draw();
requestAnimationFrame(() => setTimeout(() => performance.mark('drawn')));
