/** On a laptop there is no room for the choices, the drawing and what is open beside each other: the choices fold for the panel. */

const laptop = matchMedia('(64rem <= width < 100rem)');
let isFolded = false;

const choices = () => /** @type {HTMLDetailsElement | null} */ (document.querySelector('[data-timeline-filter] details'));

/** The panel opens; who unfolds the choices again while it is open has both. */
export function makeRoom() {
    const here = choices();
    if (!here?.open || !laptop.matches) return;
    here.open = false;
    isFolded = true;
}

/** The panel closes: what was folded for it is there again. */
export function giveRoomBack() {
    const here = choices();
    if (here && isFolded) here.open = true;
    isFolded = false;
}
