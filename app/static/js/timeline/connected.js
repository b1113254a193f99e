/** Before a page is loaded anew: without a connection the browser's own page would take the place of everything. */

import { toast } from '../toast.js';

/** Whether the server can be reached; when it can't, it is said. @returns {Promise<boolean>} */
export async function isConnected() {
    try {
        if (navigator.onLine) {
            await fetch('/healthz', { cache: 'no-store', credentials: 'omit' });
            return true;
        }
    } catch {
        // Said below.
    }
    toast(document.getElementById('toasts')?.dataset.offline ?? '');
    return false;
}
