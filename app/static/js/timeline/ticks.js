/** The words of the scale above the lanes, line for line like the drawing of the server. */

import { linesOf, stepOf } from './scale.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./painter.js').Painter} Painter */

const DAY = 86400000;
/** Pixels between the words and the edges of the field. */
const EDGE = 18;
const LINE = 15;

/** @param {Scene} scene @param {number} day @param {string} form as d3 writes it */
function say(scene, day, form) {
    const date = new Date(scene.start + Math.round(day) * DAY);
    return form
        .replace('%-d', String(date.getUTCDate()))
        .replace('%b', scene.columns.plotly.months[date.getUTCMonth()])
        .replace('%Y', String(date.getUTCFullYear()));
}

/** @param {Painter} painter @param {Scene} scene */
export function drawTicks(painter, scene) {
    const { pen } = painter;
    const [first, second = ''] = stepOf(scene).tickformat.split('\n');
    const top = scene.columns.fieldTop - 9 - (second ? LINE : 0);
    pen.font = painter.around(12);
    pen.fillStyle = painter.subtle;
    pen.textAlign = 'center';
    let said = '';
    let reached = -Infinity;
    for (const day of linesOf(scene)) {
        const x = scene.x(day);
        const text = say(scene, day, first);
        const half = Math.max(EDGE, pen.measureText(text).width / 2);
        if (x < half || x > scene.width - half || x - half < reached) continue;
        reached = x + half + 6;
        pen.fillText(text, x, top);
        const below = say(scene, day, second);
        if (below && below !== said) pen.fillText(below, x, top + LINE);
        said = below;
    }
    pen.textAlign = 'start';
}
