/** Before a page is loaded anew: without a connection the browser's own page would take the place of everything. */

import { toast } from '../toast.js';

/** Milliseconds after which a network that leads nowhere counts as none. */
const PATIENCE = 4000;

/** Whether the server can be reached; when it can't, it is said. @returns {Promise<boolean>} */
export async function isConnected() {
    try {
        if (navigator.onLine) {
            await fetch('/healthz', { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout?.(PATIENCE) });
            return true;
        }
    } catch {
        // Said below.
    }
    toast(document.getElementById('toasts')?.dataset.offline ?? '');
    return false;
}
