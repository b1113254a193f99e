/**
 * Notes, the same way for every tool, when the picture last changed after an input and how long the frames took.
 *
 * The picture changes when something in the document does or when a canvas is wiped to be drawn anew. It has settled at
 * the second frame after its last change, once nothing changed for `QUIET` milliseconds after that.
 */
window.recorder = (() => {
    const QUIET = 250, PATIENCE = 20000;
    let input = 0, first = 0, last = 0;
    /** @type {number[]} the beginning of each frame */
    let frames = [];
    const note = () => {
        last = performance.now();
        if (!first) first = last;
    };
    const wipe = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        note();
        return wipe.apply(this, box);
    };
    const frame = () => {
        frames.push(performance.now());
        requestAnimationFrame(frame);
    };
    let begun = false;
    const began = (event) => {
        if (!input) input = event.timeStamp;
    };
    return {
        /** Forget what was, and note what comes. */
        arm() {
            if (!begun) {
                begun = true;
                new MutationObserver(note).observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
                for (const kind of ['wheel', 'pointermove', 'click']) window.addEventListener(kind, began, { capture: true, passive: true });
                requestAnimationFrame(frame);
            }
            input = first = last = 0;
            frames = [];
        },
        /** @returns {Promise<{settled: number, frames: number[], longest: number}>} in milliseconds; `settled` is -1 when nothing changed */
        settle() {
            return new Promise((resolve) => {
                const asked = performance.now();
                const look = () => {
                    const now = performance.now();
                    const after = last ? frames.filter((at) => at > last) : [];
                    if ((after.length < 2 || now - last < QUIET) && now - asked < (last ? PATIENCE : 1500)) return setTimeout(look, 20);
                    const till = after[1] ?? now;
                    const seen = frames.filter((at) => at >= input && at <= till);
                    const steps = seen.slice(1).map((at, index) => at - seen[index]);
                    resolve({ settled: last && input ? till - input : -1, frames: steps, longest: Math.max(0, ...steps) });
                };
                look();
            });
        },
    };
})();
