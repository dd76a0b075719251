// The recipient's page from top to bottom: read the share, speak the reader's language, show it, keep it true.
import '../app/tokens.css';
import '../page/page.css';
import '../page/rows.css';
import './list.css';
import './viewer.css';
import '../page/paper.css';
import { byId } from '../page/element';
import { unlessFramed } from '../page/framed';
import { showTitle } from '../page/title';
import { deliverByLinks } from './delivery';
import { keepTrue } from './keep-true';
import { createPageState } from './page-state';
import { readShare } from './read-share';
import { createServer } from './server';
import { showFiles, showFooter } from './show-files';
import { languageFor } from './words';

const language = languageFor(navigator.language);

unlessFramed(language, () => {
  const share = readShare(document);
  const server = createServer(share.expiresAtMs);
  const state = createPageState(share.entries, server);
  document.documentElement.lang = language.code;
  showTitle(byId('title'));
  showFooter([language.words.footer.sent, language.words.footer.quiet]);
  const delivery = deliverByLinks(state, language);
  const onEnd = showFiles({ share, state, server, language, delivery });
  keepTrue({ share, state, server, language, onEnd });
});
