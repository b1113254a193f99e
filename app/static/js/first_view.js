/**
 * Tells when the drawing of the server is there: the mark "timeline-ready" and the event `timeline:ready` on the document.
 * It stands in the page itself (app/content_policy.py knows its hash) and asks before the first frame: what comes as a file
 * is there only one or two frames later.
 *
 * Before that it tells the style sheet that the drawing was chosen on this device where a narrow screen has the list (timeline/ways.js).
 */
const atNextFrame = () => {
    requestAnimationFrame(() => {
        // A page that broke off has no end of its drawing: then what came of it is all that there is.
        if (!document.getElementById('timeline-drawn') && document.readyState === 'loading') return atNextFrame();
        // What is there at a frame is painted with it, and a message comes right after that.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            performance.mark('timeline-ready');
            document.dispatchEvent(new CustomEvent('timeline:ready'));
        };
        port2.postMessage(null);
    });
};

try {
    // Only there: to open what a device keeps takes time just before the first frame.
    if (matchMedia('(max-width: 40rem)').matches && localStorage['terugblik-way']) document.documentElement.dataset.way = 'drawing';
} catch {
    // What this device kept can't be read: the list it is.
}

atNextFrame();
