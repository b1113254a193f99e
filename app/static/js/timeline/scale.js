/** The scale above the drawing: how fine it is for the days in view, and on which days its lines stand. */

/** @typedef {import('./scene.js').Scene} Scene */

const DAY = 86400000;

/** @param {Scene} scene @returns {{days: number | null, dtick: string | number, tick0: string, tickformat: string}} */
export function stepOf(scene) {
    const days = scene.to - scene.from;
    return scene.columns.plotly.steps.find((/** @type {any} */ step) => step.days === null || days <= step.days);
}

/** The days on which a line of the scale stands. @param {Scene} scene @returns {number[]} */
export function linesOf(scene) {
    const step = stepOf(scene);
    /** @type {number[]} */
    const days = [];
    if (typeof step.dtick === 'number') {
        const every = step.dtick / DAY;
        const zero = scene.fromStamp(step.tick0);
        for (let day = zero + Math.ceil((scene.from - zero) / every) * every; day <= scene.to; day += every) days.push(day);
        return days;
    }
    const months = Number(step.dtick.slice(1));
    const first = new Date(scene.start + scene.from * DAY);
    for (let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months; ; month += months) {
        const day = (Date.UTC(Math.floor(month / 12), month % 12, 1) - scene.start) / DAY;
        if (day > scene.to) return days;
        if (day >= scene.from) days.push(day);
    }
}
