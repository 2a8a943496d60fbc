// The entry of every page. Each module works on attributes of the markup; a page without script still works.
import { watchForms } from './submit-once.js';
import { groupMoney } from './money-input.js';
import { completeDates } from './date-input.js';
import { listenForKeys } from './keyboard.js';
import { moveByRow } from './rows.js';
import { openAndClose } from './openers.js';
import { watchMissing } from './missing.js';
import { keepTyped } from './keep-typed.js';

document.documentElement.classList.add('js');
openAndClose(document);
groupMoney(document);
completeDates(document);
watchMissing(document);
keepTyped(document);
watchForms(document);
moveByRow(document);
listenForKeys(document);
