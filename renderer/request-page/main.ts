// The guest's page whose files are stored as they are.
import { plainBody } from './body';
import { createRemembered } from './remembered';
import { requestIn } from './request';
import { startPage } from './start';
import { languageFor } from './words';

startPage(requestIn(document), languageFor(navigator.language), plainBody, createRemembered(location.pathname));
