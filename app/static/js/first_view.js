/**
 * Tells when the drawing of the server is there: the mark "timeline-ready" and the event `timeline:ready` on the document.
 * It stands in the page itself (app/content_policy.py knows its hash) and asks before the first frame: what comes as a file
 * is there only one or two frames later.
 */
function atNextFrame() {
    requestAnimationFrame(() => {
        if (!document.getElementById('timeline-drawn')) {
            if (document.readyState === 'loading') atNextFrame();
            return;
        }
        // What is there at a frame is painted with it, and a message comes right after that.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            performance.mark('timeline-ready');
            document.dispatchEvent(new CustomEvent('timeline:ready'));
        };
        port2.postMessage(null);
    });
}

atNextFrame();
