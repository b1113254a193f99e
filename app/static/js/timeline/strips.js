/**
 * The thin rows beside the lanes on the canvas, line for line like the drawing of the server: legal frame, course, calm and
 * conflict, silences, and how many were involved at once.
 */

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./painter.js').Painter} Painter */

const INSIDE = 8;
const LEAST = 34;

/** The part of a stretch of days that is in view, in pixels, or null. @param {Scene} scene @param {number} left @param {number} right @returns {[number, number] | null} */
function seen(scene, left, right) {
    const first = Math.max(scene.x(left), 0);
    const last = Math.min(scene.x(right), scene.width);
    return first < last ? [first, last] : null;
}

/** @param {Painter} painter @param {string} text @param {number} left @param {number} right @param {number} y @param {string} colour */
function write(painter, text, left, right, y, colour) {
    const { pen } = painter;
    const room = right - left - 2 * INSIDE;
    if (room < LEAST) return;
    pen.font = painter.around(12);
    const said = painter.fit(text, room);
    pen.fillStyle = colour;
    if (said) pen.fillText(said, left + INSIDE, y);
}

/** The silences, as a veil over the lanes. @param {Painter} painter @param {Scene} scene */
export function drawVeil(painter, scene) {
    const { silences } = scene.columns;
    const { top, bottom } = scene.field;
    painter.pen.fillStyle = painter.grid;
    painter.pen.globalAlpha = 0.4;
    silences.left.forEach((/** @type {number} */ left, /** @type {number} */ index) => {
        const part = seen(scene, left, silences.right[index]);
        if (part) painter.pen.fillRect(part[0], top, part[1] - part[0], bottom - top);
    });
    painter.pen.globalAlpha = 1;
}

/** @param {Painter} painter @param {Scene} scene */
export function drawStrips(painter, scene) {
    const { strips, frames, courses } = scene.columns;
    if (strips.frame) bands(painter, scene, scene.stripTop('frame'), frames);
    if (strips.course) bands(painter, scene, scene.stripTop('course'), courses);
    if (strips.silence) silence(painter, scene);
    if (strips.crowd) crowd(painter, scene);
    if (strips.curve) curves(painter, scene);
}

/** @param {Painter} painter @param {Scene} scene @param {number} top @param {any} pieces */
function bands(painter, scene, top, pieces) {
    const { pen } = painter;
    const { stretch } = scene.sizes;
    pieces.form.forEach((/** @type {string} */ form, /** @type {number} */ index) => {
        const part = seen(scene, pieces.left[index], pieces.right[index]);
        if (!part) return;
        const [left, right] = part;
        const y = top + pieces.row[index] * stretch;
        const colour = painter.colours[pieces.owner[index] < 0 ? 0 : scene.columns.owners.colour[pieces.owner[index]]];
        pen.lineWidth = 1;
        pen.strokeStyle = painter.subtle;
        if (form === 'compulsory') {
            pen.fillStyle = painter.subtle;
            pen.fillRect(left, y + 2, right - left, stretch - 4);
        } else if (form === 'held') {
            pen.fillStyle = colour;
            pen.globalAlpha = 0.2;
            pen.fillRect(left, y + 2, right - left, stretch - 4);
            pen.globalAlpha = 1;
            pen.fillRect(left, y + stretch - 4, right - left, 2);
        } else {
            pen.fillStyle = painter.paper;
            pen.setLineDash(form === 'nobody' ? [4, 3] : []);
            pen.fillRect(left, y + 2, right - left, stretch - 4);
            pen.strokeRect(left + 0.5, y + 2.5, right - left - 1, stretch - 5);
            pen.setLineDash([]);
        }
        write(painter, pieces.words[index], left, right, y + 14, form === 'compulsory' ? painter.paper : painter.text);
    });
}

/** @param {Painter} painter @param {Scene} scene */
function silence(painter, scene) {
    const { pen } = painter;
    const { silences, strips } = scene.columns;
    const top = scene.stripTop('silence');
    silences.left.forEach((/** @type {number} */ from, /** @type {number} */ index) => {
        const part = seen(scene, from, silences.right[index]);
        if (!part) return;
        const [left, right] = part;
        pen.fillStyle = painter.subtle;
        pen.fillRect(left, top + 3, right - left, 1.5);
        for (const end of [scene.x(from), scene.x(silences.right[index])]) if (end >= 0 && end <= scene.width) pen.fillRect(end, top + 3, 1.5, 5);
        write(painter, silences.words[index], left, right, top + strips.silence.height / 2 + 7, painter.text);
    });
}

/** @param {Painter} painter @param {Scene} scene */
function crowd(painter, scene) {
    const { pen } = painter;
    const { strips, crowd: involved, days } = scene.columns;
    const { height } = strips.crowd;
    const top = scene.stripTop('crowd');
    pen.font = painter.around(12);
    pen.textAlign = 'center';
    involved.days.forEach((/** @type {number} */ from, /** @type {number} */ index) => {
        const count = involved.counts[index];
        const part = count ? seen(scene, from, involved.days[index + 1] ?? days) : null;
        if (!part) return;
        const [left, right] = part;
        const high = ((height - scene.sizes.crowdHead) * count) / involved.most;
        pen.fillStyle = painter.subtle;
        pen.globalAlpha = 0.35;
        pen.fillRect(left, top + height - high, right - left, high);
        pen.globalAlpha = 1;
        if (right - left < pen.measureText(String(count)).width + 6) return;
        pen.fillStyle = painter.text;
        pen.fillText(String(count), (left + right) / 2, top + height - high - 3);
    });
    pen.textAlign = 'start';
}

/** @param {Painter} painter @param {Scene} scene */
function curves(painter, scene) {
    const { pen } = painter;
    scene.columns.curves.forEach((/** @type {any} */ curve, /** @type {number} */ number) => {
        pen.fillStyle = painter.colours[scene.columns.owners.colour[curve.owner]];
        let reached = -Infinity;
        let level = 0;
        for (const [from, to, y] of curve.pieces) {
            const part = seen(scene, from, to);
            if (part) {
                pen.fillRect(part[0], y - 1, part[1] - part[0], 2);
                if (reached === from && scene.x(from) >= 0) pen.fillRect(part[0], Math.min(level, y), 1, Math.abs(level - y));
                pen.save();
                pen.translate(part[0] + 9 + number * 12, y);
                pen.scale(0.62, 0.62);
                pen.fill(painter.path(curve.shape));
                pen.restore();
            }
            reached = to;
            level = y;
        }
    });
}
