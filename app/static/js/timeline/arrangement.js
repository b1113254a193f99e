/** Where the lanes stand when they are put in another order or folded: the same sums as on the server. Knows no screen. */

/**
 * @typedef {{order: string[], folded: string[]}} Asked the ids of the lanes that were moved, from the top, and of those that are folded
 * @typedef {{lanes: number[], top: number[], height: number[], folded: boolean[], place: number[], y: Float64Array, bottom: number, shift: number}} Arrangement
 *   `lanes` are the numbers of the lanes from the top, `place` the place of each; `shift` is how much lower what is below the lanes has come
 */

/** @param {any} columns @param {Asked} asked @returns {Arrangement} */
export function arrange(columns, { order, folded }) {
    const { lanes, sizes, events } = columns;
    const count = lanes.id.length;
    const wanted = new Map(order.map((id, at) => [id, at]));
    const rank = (/** @type {number} */ lane) => wanted.get(lanes.id[lane]) ?? order.length;
    const sorted = [...Array(count).keys()].sort((a, b) => rank(a) - rank(b) || a - b);
    const isFolded = lanes.id.map((/** @type {string} */ id) => folded.includes(id));
    const top = Array(count).fill(0);
    const height = lanes.height.map((/** @type {number} */ high, /** @type {number} */ lane) => (isFolded[lane] ? sizes.folded : high));
    const place = Array(count).fill(0);
    let reached = count ? lanes.top[0] : 0;
    sorted.forEach((lane, at) => {
        top[lane] = reached;
        place[lane] = at;
        reached += height[lane];
    });
    const bottom = count ? lanes.top[count - 1] + lanes.height[count - 1] : 0;
    const y = Float64Array.from(events.y, (/** @type {number} */ was, /** @type {number} */ index) => {
        const lane = events.lane[index];
        return isFolded[lane] ? top[lane] + sizes.folded / 2 : was - lanes.top[lane] + top[lane];
    });
    return { lanes: sorted, top, height, folded: isFolded, place, y, bottom: reached, shift: reached - bottom };
}

/**
 * The shortest list of lanes that asks for this order: those that were not moved follow by themselves.
 * @param {string[]} natural the lanes as they are without being moved
 * @param {string[]} wanted all of them in another order
 */
export function askedOrder(natural, wanted) {
    for (let count = 0; count < wanted.length; count += 1) {
        const first = wanted.slice(0, count);
        const whole = [...first, ...natural.filter((id) => !first.includes(id))];
        if (whole.every((id, at) => id === wanted[at])) return first;
    }
    return wanted;
}
