// The recipient's page from top to bottom: read the share, speak the reader's language, show it, keep it true.
import '../app/tokens.css';
import '../page/page.css';
import '../page/rows.css';
import './list.css';
import './viewer.css';
import './live/live.css';
import '../page/paper.css';
import { unlessFramed } from '../page/framed';
import { showTitle } from '../page/title';
import { deliverByLinks } from './delivery';
import { keepTrue } from './keep-true';
import { ownPage } from './live/follow-page';
import { forward } from './live/forward';
import { awaitFiles, isLive, keepLive } from './live/keep-live';
import { createPageState } from './page-state';
import { readShare } from './read-share';
import { tellSender } from './receipts/tell-sender';
import { renewalBy } from './renewal';
import { createRequests } from './requests';
import { createServer } from './server';
import { showFiles, showFooter } from './show-files';
import { languageFor } from './words';

const language = languageFor(navigator.language);

unlessFramed(language, () => {
  const share = readShare(document);
  const { live } = share;
  const read = (later: Document) => {
    const { expiresAtMs, entries } = readShare(later);
    return { title: later.title, expiresAtMs, entries, stored: entries };
  };
  const renew = renewalBy(live, () => state.entries(), read);
  const requests = createRequests(share, renew);
  const server = createServer(requests);
  const state = createPageState(share.entries, server, isLive(live) ? ownPage() : undefined);
  awaitFiles(live, state);
  requests.onHeard(state.heard);
  document.documentElement.lang = language.code;
  showTitle();
  showFooter([language.words.footer.sent, language.words.footer.quiet]);
  const delivery = deliverByLinks(state, language);
  const files = showFiles({ state, server, language, delivery });
  const endLive = keepLive({ life: share, live, state, requests, language, files, read });
  const endTelling = tellSender(language, server.nowMs);
  const onEnd = () => {
    files.end();
    endLive();
    endTelling();
  };
  keepTrue({ share, state, server, language, onEnd });
  forward(live, state);
});
