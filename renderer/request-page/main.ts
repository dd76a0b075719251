// The guest's page whose files are stored as they are.
import { unlessFramed } from '../page/framed';
import { plainBody } from '../guest/body';
import { createRemembered } from './remembered';
import { requestIn } from './request-in';
import { startPage } from './start';
import { languageFor } from './words';

const language = languageFor(navigator.language);

unlessFramed(language, () => startPage(requestIn(document), language, plainBody, createRemembered(location.pathname)));
