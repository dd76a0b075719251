// The recipient's page of an encrypted share: it opens the manifest with the secret in the link's fragment.
import '../app/tokens.css';
import '../page/page.css';
import '../page/rows.css';
import '../page/paper.css';
import { byId, element } from '../page/element';
import { languageFor } from '../share-page/words';

const language = languageFor(navigator.language);
document.documentElement.lang = language.code;
byId('footer').replaceChildren(element('p', {}, language.words.footer.sent));
