/** Which labels fit in the window: beside the event up to what comes next on the row, or in its bar. */

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {{index: number, x: number, y: number, text: string, width: number, inside: boolean}} Label */

/** @param {Scene} scene @returns {Label[]} */
export function labelsOf(scene) {
    const { events, sizes, width } = scene;
    /** @type {Label[]} */
    const labels = [];
    for (const row of scene.rows) {
        if (scene.isFolded(events.lane[row[0]]) || !scene.isDrawnAt(scene.arrangement.y[row[0]])) continue;
        const shown = row.filter((index) => !scene.hidden[index]);
        const places = shown.map((index) => scene.place(index));
        let taken = -Infinity;
        for (let at = 0; at < shown.length; at += 1) {
            const index = shown[at];
            const place = places[at];
            const freeFrom = Math.max(taken + sizes.room, 0);
            taken = Math.max(taken, place.right);
            if (place.right < sizes.edge || place.left > width || scene.isMomentPast(index)) continue;
            const ends = at + 1 < shown.length ? places[at + 1].left : Infinity;
            const title = events.title[index];
            const room = Math.min(Math.min(ends, width) - sizes.room - place.right - 5, sizes.longest);
            if (events.at[index] === null) {
                const diamond = events.turning[index] === null ? 0 : sizes.diamond;
                const begin = Math.max(place.x, 0) + sizes.barText + diamond;
                const text = scene.shorten(title, Math.min(scene.x(events.right[index]), width) - begin - sizes.gap);
                if (text && (text === title || room < scene.wide(text))) {
                    labels.push({ index, x: begin, y: place.y, text, width: scene.wide(text), inside: true });
                    continue;
                }
            }
            const text = scene.shorten(title, room);
            // What stands so near the right edge that there is no room after it, has its label on the other side.
            const before = ends > width ? scene.shorten(title, Math.min(place.left - 5 - freeFrom, sizes.longest)) : '';
            if (before.length > text.length) {
                labels.push({ index, x: place.left - 5 - scene.wide(before), y: place.y, text: before, width: scene.wide(before), inside: false });
            } else if (text) {
                taken = Math.max(taken, place.right + 5 + scene.wide(text));
                labels.push({ index, x: place.right + 5, y: place.y, text, width: scene.wide(text), inside: false });
            }
        }
    }
    return labels;
}
