/** Which event the arrow keys lead to. Knows no screen. */

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {'next' | 'previous' | 'up' | 'down' | 'first' | 'last'} Way */

/** @type {Record<string, Way>} */
export const KEYS = { ArrowRight: 'next', ArrowLeft: 'previous', ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' };

/**
 * The next event in order of time, or in the lane above or below the one that is nearest in time.
 * @param {Scene} scene
 * @param {number} index where one stands; -1 is nowhere yet
 * @param {Way} way
 */
export function step(scene, index, way) {
    const { events, arrangement } = scene;
    const all = [...Array(scene.count).keys()].filter((at) => !scene.hidden[at]);
    if (!all.length) return -1;
    if (index < 0 || way === 'first') {
        const seen = way === 'first' ? undefined : all.find((at) => scene.isInView(at));
        return seen ?? all[0];
    }
    if (way === 'last') return all[all.length - 1];
    if (way === 'next') return all.find((at) => at > index) ?? index;
    if (way === 'previous') return all.reverse().find((at) => at < index) ?? index;
    const placeOf = (/** @type {number} */ at) => arrangement.place[events.lane[at]];
    const places = [...new Set(all.map(placeOf))].sort((a, b) => a - b);
    const own = placeOf(index);
    const place = way === 'up' ? places.reverse().find((at) => at < own) : places.find((at) => at > own);
    if (place === undefined) return index;
    const here = events.at[index] ?? events.left[index];
    const far = (/** @type {number} */ at) => Math.abs((events.at[at] ?? events.left[at]) - here);
    return all.filter((at) => placeOf(at) === place).reduce((best, at) => (far(at) < far(best) ? at : best));
}
