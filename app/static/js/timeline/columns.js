/** What the timeline is drawn from, as the server sends it. */

/** @param {string} address @returns {Promise<any>} */
export async function fetchColumns(address) {
    const answer = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`columns: ${answer.status}`);
    return answer.json();
}
