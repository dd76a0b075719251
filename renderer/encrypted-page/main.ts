// The recipient's page of an encrypted share: it opens the manifest with the secret in the link's fragment, which is never sent, and shows the share.
import '../app/tokens.css';
import '../page/page.css';
import '../page/rows.css';
import '../share-page/list.css';
import '../share-page/viewer.css';
import '../share-page/live/live.css';
import './encrypted.css';
import '../page/paper.css';
import { byId, element, icon } from '../page/element';
import { showOver } from '../page/over';
import { reloadIfThere } from '../page/reload';
import { showTitle } from '../page/title';
import { unlessFramed } from '../page/framed';
import { keepTrue } from '../share-page/keep-true';
import { ownPage } from '../share-page/live/follow-page';
import { awaitFiles, isLive, keepLive } from '../share-page/live/keep-live';
import { createPageState } from '../share-page/page-state';
import { tellSender } from '../share-page/receipts/tell-sender';
import { renewalBy } from '../share-page/renewal';
import { createRequests } from '../share-page/requests';
import { showFiles, showFooter } from '../share-page/show-files';
import { languageFor } from '../share-page/words';
import { deliverByPage } from './deliver';
import { openByLink, openByPassword, tryOpen, type Opened } from './lock';
import { readLocked, secretIn } from './manifest';
import { createSealedServer } from './sealed-server';
import { withoutPage } from './without';
import { ownWordsFor, type OwnWords } from './words';

/**
 * The secret of the link leaves the address bar, and so what is copied, bookmarked or seen over a shoulder, as soon as it was read.
 * `undefined` when the link is not whole. This entry of the tab's history keeps the secret for a reload: it is shown to this page alone, where
 * the storage of the tab is read by every page of the origin that comes in the same tab.
 */
function takeSecret(): string | undefined {
  const { hash, pathname, search } = location;
  if (hash === '') return typeof history.state === 'string' ? secretIn(history.state) : undefined;
  const secret = secretIn(hash);
  if (secret !== undefined) history.replaceState(hash, '', pathname + search);
  return secret;
}

const language = languageFor(navigator.language);
const own = ownWordsFor(language.code);
const locked = readLocked(document);

const titleOf = ({ title }: { readonly title: string }): string => title || own.title;

function notice(picture: string, said: { readonly title: string; readonly text: string }): void {
  byId('actions').replaceChildren();
  showOver(true);
  byId('notice').replaceChildren(
    icon(picture),
    element('div', {}, element('h2', {}, said.title), element('p', {}, said.text)),
  );
}

async function unlock(secret: string): Promise<void> {
  const { live } = locked;
  const requests = createRequests(
    locked,
    renewalBy(live, () => state.entries(), readLocked),
  );
  // The same objects, so that a later link of one is known everywhere.
  const unnamed = locked.stored.map((stored) => Object.assign(stored, { path: '', contentType: '' }));
  const state = createPageState(unnamed, requests, isLive(live) ? ownPage() : undefined);
  awaitFiles(live, state);
  requests.onHeard(state.heard);
  let end = () => byId('actions').replaceChildren();
  keepTrue({ share: locked, state, server: requests, language, onEnd: () => end() });

  /** Also after each change of the state, which has words of its own; but what has ended says no more than that. */
  const refuse = (said: OwnWords['partial']) => {
    const show = () => state.hasEnded() || notice('locked', said);
    state.onChange(show);
    show();
  };
  let opened: Opened | undefined;
  try {
    opened = locked.needsPassword ? await openByPassword(locked, secret, own.lock) : openByLink(locked, secret);
  } catch {
    refuse(own.damaged);
    return;
  }
  if (opened === undefined) {
    refuse(own.partial);
    return;
  }
  if (state.hasEnded()) return;
  const { manifest, passphrase } = opened;
  showTitle(titleOf(manifest));
  byId('message').textContent = manifest.message;
  const server = createSealedServer(requests, manifest);
  const dock = byId('dock');
  const delivery = deliverByPage({ server, state, language, own, dock });
  state.show(manifest.entries);
  const files = showFiles({ state, server, language, delivery });
  /** With the same key: another one is not of this share. */
  const read = (later: Document) => {
    const lockedLater = readLocked(later);
    const found = tryOpen(lockedLater, passphrase);
    if (found?.identity !== manifest.identity) return undefined;
    return { title: titleOf(found), expiresAtMs: lockedLater.expiresAtMs, entries: found.entries };
  };
  const endLive = keepLive({ life: locked, live, state, requests, language, files, read });
  const claim = element('p', { class: 'claim' }, locked.needsPassword ? own.claim.password : own.claim.link);
  byId('without').replaceChildren(
    claim,
    withoutPage(manifest.identity, state.offered, locked.needsPassword, own.without),
  );
  const endTelling = tellSender(language, requests.nowMs);
  end = () => {
    files.end();
    endLive();
    endTelling();
    delivery.end();
    byId('without').replaceChildren();
  };
  if (!locked.needsPassword) return;
  // The form that had the keyboard's place is gone.
  const title = byId('title');
  title.tabIndex = -1;
  title.focus();
}

unlessFramed(language, () => {
  document.documentElement.lang = language.code;
  showFooter([language.words.footer.sent, language.words.footer.quiet]);
  showTitle(own.title);
  byId('files').replaceChildren();
  const secret = takeSecret();
  if (secret === undefined) {
    byId('life').replaceChildren();
    notice('locked', own.partial);
  } else void unlock(secret);
  // The whole link pasted over a part of it is another fragment: the browser loads nothing by itself.
  addEventListener('hashchange', () => void reloadIfThere(() => undefined));
});
