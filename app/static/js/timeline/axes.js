/**
 * Plotly holds the axis of days and turns wheel and drag into a window on it; what stands there lies on a canvas below.
 */

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {{width: number, left: number, size: number}} Look pixels of the screen, and how many of them a pixel of the scene takes */

export class Axes {
    /**
     * @param {any} Plotly
     * @param {HTMLElement} host
     * @param {Scene} scene
     * @param {(from: number, to: number, settled: boolean) => void} moved told while and after Plotly pans or zooms
     */
    constructor(Plotly, host, scene, moved) {
        this.Plotly = Plotly;
        this.host = host;
        this.scene = scene;
        this.moved = moved;
    }

    /** @param {Look} look */
    async begin(look) {
        await this.Plotly.newPlot(this.host, [], this.layout(look), this.scene.columns.plotly.config);
        const plot = /** @type {any} */ (this.host);
        plot.on('plotly_relayouting', (/** @type {any} */ change) => this.told(change, false));
        plot.on('plotly_relayout', (/** @type {any} */ change) => this.told(change, true));
    }

    /** @param {Look} look */
    layout(look) {
        const { figure } = this.scene.columns.plotly;
        return {
            ...figure,
            width: look.width,
            height: this.scene.height * look.size,
            margin: { ...figure.margin, t: figure.margin.t * look.size, l: look.left },
            xaxis: { ...figure.xaxis, ...this.range() },
            yaxis: { ...figure.yaxis, range: [this.scene.height - this.scene.columns.fieldTop, 0] },
        };
    }

    range() {
        const { scene } = this;
        return {
            range: [scene.stamp(scene.from), scene.stamp(scene.to)],
            minallowed: scene.stamp(0),
            maxallowed: scene.stamp(scene.columns.days),
        };
    }

    /**
     * @param {any} change
     * @param {boolean} settled
     */
    told(change, settled) {
        const range = change['xaxis.range'] ?? [change['xaxis.range[0]'], change['xaxis.range[1]']];
        if (this.isOurs || range[0] === undefined || range[1] === undefined) return;
        this.moved(this.scene.fromStamp(range[0]), this.scene.fromStamp(range[1]), settled);
    }

    /** Follow the window of the scene. */
    async follow() {
        this.isOurs = true;
        try {
            await this.Plotly.relayout(this.host, { 'xaxis.range': this.range().range });
        } finally {
            this.isOurs = false;
        }
    }

    /** @param {Look} look */
    async redraw(look) {
        this.isOurs = true;
        try {
            await this.Plotly.react(this.host, [], this.layout(look), this.scene.columns.plotly.config);
        } finally {
            this.isOurs = false;
        }
    }
}
