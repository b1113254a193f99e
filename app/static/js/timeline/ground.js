/** What the events lie on: the chapters, the lines of the scale, and the lines of the meetings through the lanes. */

import { linesOf } from './scale.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./painter.js').Painter} Painter */

/** How clearly what is not searched for still stands there. */
export const BACK = 0.28;

/** The chapters and the lines of the scale. @param {Painter} painter @param {Scene} scene */
export function drawGround(painter, scene) {
    const { pen } = painter;
    const { chapters, fieldTop } = scene.columns;
    const { height } = scene;
    chapters.name.forEach((/** @type {string} */ name, /** @type {number} */ index) => {
        const left = Math.max(scene.x(chapters.left[index]), 0);
        const right = Math.min(scene.x(chapters.right[index]), scene.width);
        if (right <= left) return;
        const top = chapters.row[index] * scene.sizes.chapter;
        pen.fillStyle = painter.chapters[index % 2];
        pen.fillRect(left, top, right - left, scene.sizes.chapter - 3);
        pen.fillStyle = painter.grid;
        pen.fillRect(left, top, 1, height - top);
        pen.font = painter.around(13, '600');
        const text = painter.fit(name, right - left - 16);
        pen.fillStyle = painter.text;
        if (text) pen.fillText(text, left + 8, top + 16);
    });
    pen.fillStyle = painter.grid;
    for (const day of linesOf(scene)) pen.fillRect(scene.x(day), fieldTop, 1, height - fieldTop);
}

/**
 * The lines of the meetings, with dots for who was there and rings for who was missing.
 * @param {Painter} painter
 * @param {Scene} scene
 * @param {{selected: number, pointed: number, lit: Uint8Array | null}} marks
 */
export function drawMeetings(painter, scene, marks) {
    const { pen } = painter;
    const { meetings } = scene.columns;
    for (let index = 0; index < meetings.event.length; index += 1) {
        const event = meetings.event[index];
        const middle = scene.x(meetings.at[index]);
        if (scene.hidden[event] || scene.isPast(middle)) continue;
        const heights = [...meetings.present[index], ...meetings.missing[index]].map((/** @type {number} */ lane) => scene.dots(lane));
        heights.push(scene.place(event).y);
        if (Math.max(...heights) < scene.slice.top || Math.min(...heights) > scene.slice.bottom) continue;
        // the line stands under its own mark, also where that stands just within the edge
        const x = scene.events.at[event] === null ? middle : scene.place(event).x;
        const stands = event === marks.selected || event === marks.pointed;
        pen.strokeStyle = stands ? painter.accent : painter.subtle;
        pen.fillStyle = pen.strokeStyle;
        pen.lineWidth = stands ? 2.5 : 1.5;
        pen.globalAlpha = marks.lit && !marks.lit[event] ? BACK : 1;
        pen.beginPath();
        pen.moveTo(x, Math.min(...heights));
        pen.lineTo(x, Math.max(...heights));
        pen.stroke();
        for (const lane of meetings.present[index]) {
            pen.beginPath();
            pen.arc(x, scene.dots(lane), 4, 0, 7);
            pen.fill();
        }
        pen.fillStyle = painter.paper;
        pen.lineWidth = 1.5;
        for (const lane of meetings.missing[index]) {
            pen.beginPath();
            pen.arc(x, scene.dots(lane), 4.5, 0, 7);
            pen.fill();
            pen.stroke();
        }
        pen.globalAlpha = 1;
    }
}
