/**
 * What changed since somebody's last visit: the server puts the ids in `<script type="application/json" id="timeline-changed">`.
 * This is the one place where the screen reads them.
 */

/** @returns {Set<string>} empty when the page doesn't tell */
export function changedSinceLastVisit() {
    try {
        return new Set(JSON.parse(document.getElementById('timeline-changed')?.textContent ?? '[]'));
    } catch {
        return new Set();
    }
}
