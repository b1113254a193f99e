/** The colours and the letters of the page, for what is drawn on a canvas. */

export class Theme {
    /** @param {HTMLElement} root the element whose stylesheet holds the colours */
    constructor(root) {
        this.root = root;
        /** @type {Map<string, string>} */
        this.seenThrough = new Map();
        /** How much larger than at a desk the words at the events are. */
        this.letters = 1;
        this.readColours();
    }

    /** Take over the colours of the theme that is shown. */
    readColours() {
        const style = getComputedStyle(this.root);
        const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim() || 'CanvasText';
        this.text = colour('--tl-text');
        this.subtle = colour('--tl-subtle');
        this.paper = colour('--tl-paper');
        this.grounds = [this.paper, colour('--tl-even')];
        this.grid = colour('--tl-grid');
        this.accent = colour('--tl-accent');
        this.onAccent = colour('--tl-on-accent');
        this.chapters = [colour('--tl-chapter'), colour('--tl-chapter-even')];
        this.family = style.fontFamily;
        const probe = document.createElement('i');
        probe.hidden = true;
        this.root.append(probe);
        this.colours = Array.from({ length: 13 }, (_, number) => {
            probe.className = `tl-c${number}`;
            return getComputedStyle(probe).getPropertyValue('--tl-c').trim() || this.text;
        });
        probe.remove();
    }

    /** The letters of what stands at the events. */
    get font() {
        return `${13 * this.letters}px ${this.family}`;
    }

    /** What is written at the scale and in the bands: it grows no further than they are high. @param {number} size @param {string} [weight] */
    around(size, weight = '') {
        return `${weight} ${size * Math.min(this.letters, 1.25)}px ${this.family}`.trim();
    }

    /** The same colour, seen through altogether: a gradient to plain "transparent" would go by way of grey. @param {string} colour */
    clear(colour) {
        const known = this.seenThrough.get(colour);
        if (known) return known;
        const dot = /** @type {CanvasRenderingContext2D} */ (Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d'));
        dot.fillStyle = colour;
        dot.fillRect(0, 0, 1, 1);
        const [red, green, blue] = dot.getImageData(0, 0, 1, 1).data;
        const made = `rgba(${red}, ${green}, ${blue}, 0)`;
        this.seenThrough.set(colour, made);
        return made;
    }
}
