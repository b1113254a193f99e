/** Tell the server that somebody has the timeline in view: "changed since my last visit" counts from there. */

const section = document.getElementById('timeline');
const address = section?.dataset.seenUrl;

if (address) {
    document.addEventListener('timeline:interactive', () => {
        // Whether it arrives makes no difference to what is seen now.
        fetch(address, { method: 'POST', credentials: 'same-origin', keepalive: true }).catch(() => undefined);
    }, { once: true });
}
