/** The chain of the event that is selected: a line from each event to the one that followed from it. */

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./painter.js').Painter} Painter */

/** Every step that hangs together with an event. @param {[number, number][]} links @param {number} index @returns {[number, number][]} */
export function chainOf(links, index) {
    const known = new Set([index]);
    /** @type {Set<[number, number]>} */
    const found = new Set();
    for (let more = true; more; ) {
        more = false;
        for (const link of links) {
            if (found.has(link) || !(known.has(link[0]) || known.has(link[1]))) continue;
            found.add(link);
            known.add(link[0]).add(link[1]);
            more = true;
        }
    }
    return [...found];
}

/** @param {Painter} painter @param {Scene} scene @param {number} selected */
export function drawChain(painter, scene, selected) {
    const { pen } = painter;
    pen.strokeStyle = painter.accent;
    pen.fillStyle = painter.accent;
    pen.lineWidth = 2;
    for (const [from, to] of chainOf(scene.columns.links, selected)) {
        if (scene.hidden[from] || scene.hidden[to]) continue;
        const a = scene.place(from);
        const b = scene.place(to);
        const x = a.x + a.shift;
        const end = b.x + b.shift;
        const bend = Math.max(Math.abs(end - x) / 2, 18);
        pen.beginPath();
        pen.moveTo(x, a.y);
        pen.bezierCurveTo(x + bend, a.y, end - bend, b.y, end - 8, b.y);
        pen.stroke();
        pen.beginPath();
        pen.moveTo(end - 8, b.y - 4);
        pen.lineTo(end - 1, b.y);
        pen.lineTo(end - 8, b.y + 4);
        pen.fill();
    }
}
