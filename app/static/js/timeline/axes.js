/**
 * Plotly draws the scale and turns wheel and drag into a window; the events lie on a canvas below it.
 */

import { stepOf } from './scale.js';

/** @typedef {import('./scene.js').Scene} Scene */

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
        this.step = '';
    }

    /** @param {{width: number, left: number, text: string, family: string}} look */
    async begin(look) {
        const { plotly } = this.scene.columns;
        const { shortMonths, months } = { shortMonths: plotly.months, months: plotly.months };
        // English is what Plotly brings itself, with more than months; put over it, ours would take the rest away.
        if (plotly.language !== 'en') this.Plotly.register({ moduleType: 'locale', name: plotly.language, dictionary: {}, format: { months, shortMonths } });
        await this.Plotly.newPlot(this.host, [], this.layout(look), { ...plotly.config, locale: plotly.language });
        const plot = /** @type {any} */ (this.host);
        plot.on('plotly_relayouting', (/** @type {any} */ change) => this.told(change, false));
        plot.on('plotly_relayout', (/** @type {any} */ change) => this.told(change, true));
    }

    /** @param {{width: number, left: number, text: string, family: string}} look */
    layout(look) {
        const { figure } = this.scene.columns.plotly;
        const step = stepOf(this.scene);
        this.step = step.tickformat + step.dtick;
        return {
            ...figure,
            width: look.width,
            height: this.scene.height,
            margin: { ...figure.margin, l: look.left },
            font: { family: look.family, size: 12, color: look.text },
            xaxis: { ...figure.xaxis, ...this.range(), dtick: step.dtick, tick0: step.tick0, tickformat: step.tickformat, ticklabelstandoff: 6 },
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

    /** Follow the scene: its window, and a calmer or finer scale when that fits better. */
    async follow() {
        const step = stepOf(this.scene);
        /** @type {Record<string, unknown>} */
        const change = { 'xaxis.range': this.range().range };
        if (this.step !== step.tickformat + step.dtick) {
            this.step = step.tickformat + step.dtick;
            Object.assign(change, { 'xaxis.dtick': step.dtick, 'xaxis.tick0': step.tick0, 'xaxis.tickformat': step.tickformat });
        }
        this.isOurs = true;
        try {
            await this.Plotly.relayout(this.host, change);
        } finally {
            this.isOurs = false;
        }
    }

    /** @param {{width: number, left: number, text: string, family: string}} look */
    async redraw(look) {
        this.isOurs = true;
        try {
            await this.Plotly.react(this.host, [], this.layout(look), { ...this.scene.columns.plotly.config, locale: this.scene.columns.plotly.language });
        } finally {
            this.isOurs = false;
        }
    }
}
