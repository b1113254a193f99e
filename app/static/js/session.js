/** The pages of the learning session, put together: live, with a clock, forms that don't leave the page, and notes that are never lost. */
import { takeOverForms } from "./acts.js";
import { startClocks } from "./clock.js";
import { keepWhatIsTyped } from "./kept.js";
import { goLive } from "./live.js";
import { openOutbox } from "./outbox.js";
import { fitTheWall } from "./wall.js";

keepWhatIsTyped();
takeOverForms();
openOutbox();
startClocks();
goLive();
fitTheWall();
