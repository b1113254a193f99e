/** The one place in the drawing that the keyboard comes to, and the voice that says what stands there. */

/**
 * @param {any} columns the columns from the server
 * @returns {{walker: HTMLElement, voice: HTMLElement, part: DocumentFragment}} `part` holds the walker and the help with the keys
 */
export function makeReader(columns) {
    const part = document.createDocumentFragment();
    const walker = document.createElement('div');
    walker.className = 'timeline-walker';
    walker.tabIndex = 0;
    walker.setAttribute('role', 'application');
    walker.setAttribute('aria-label', columns.summary);
    const help = Object.assign(document.createElement('p'), { id: 'timeline-help', className: 'timeline-voice', textContent: columns.words.help });
    walker.setAttribute('aria-describedby', help.id);
    const voice = Object.assign(document.createElement('p'), { className: 'timeline-voice' });
    voice.setAttribute('aria-live', 'polite');
    part.append(walker, help);
    return { walker, voice, part };
}
