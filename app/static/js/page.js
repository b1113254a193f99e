/** What every page of somebody who is signed in needs, as one script. */
import './components.js';
import './drafts.js';
