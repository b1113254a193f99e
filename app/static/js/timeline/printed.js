/** The drawing of the server lies under the one that moves, and is what prints: after a change of view the new one comes in its place. */

import { settleAddress, viewInAddress } from './address.js';

/** Milliseconds that the view must be left alone. */
const STILL = 900;

export class Printed {
    /** @param {HTMLElement} drawing @param {string | undefined} address where the drawing of a view comes from */
    constructor(drawing, address) {
        this.drawing = drawing;
        this.address = address;
        this.view = viewInAddress();
        drawing.dataset.view = this.view;
    }

    /** The view has changed, or what stands in it. @param {boolean} [isNew] the events are others, also in the same view */
    later(isNew = false) {
        if (!this.address) return;
        if (isNew) this.view = '?';
        clearTimeout(this.waiting);
        this.waiting = window.setTimeout(() => this.renew(), STILL);
    }

    async renew() {
        settleAddress();
        const view = viewInAddress();
        if (view === this.view) return;
        this.asking?.abort();
        this.asking = new AbortController();
        try {
            const answer = await fetch(`${this.address}?${view}`, { credentials: 'same-origin', signal: this.asking.signal });
            if (!answer.ok) return;
            const pictures = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelectorAll('body > .tl-svg');
            if (!pictures.length) return;
            for (const old of this.drawing.querySelectorAll(':scope > .tl-svg')) old.remove();
            this.drawing.prepend(...pictures);
            this.view = view;
            this.drawing.dataset.view = view;
        } catch {
            // Without a connection the drawing of before stays; the next change asks again.
        }
    }

    end() {
        clearTimeout(this.waiting);
        this.asking?.abort();
    }
}
