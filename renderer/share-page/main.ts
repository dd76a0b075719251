// The recipient's page from top to bottom: read the share, speak the reader's language, show it, keep it true.
import '../app/tokens.css';
import '../page/page.css';
import '../page/rows.css';
import './list.css';
import './viewer.css';
import '../page/paper.css';
import { byId, button, element, icon } from '../page/element';
import { createFileList } from './file-list';
import { showActions, showSummary } from './hero';
import { showLife } from '../page/life';
import { createPageState } from './page-state';
import { previewOf } from './preview-kind';
import { readShare } from './read-share';
import { createServer } from './server';
import { createViewer } from './viewer';
import { languageFor } from './words';

const share = readShare(document);
const language = languageFor(navigator.language);
const { words } = language;
const firstPauseMs = 2000;
const longestPauseMs = 60_000;
const server = createServer(share.expiresAtMs);
const state = createPageState(share.entries, server);

document.documentElement.lang = language.code;
showSummary(share, language);
const downloading = (entry: (typeof share.entries)[number]) => void state.taken(entry);
const endActions = showActions({ entries: share.entries, state, server, language, downloading });

const viewer = createViewer({
  server,
  language,
  entries: () => share.entries.filter((entry) => previewOf(entry) !== undefined),
  downloading,
});
const list = createFileList(share.entries, state, language, { preview: viewer.open, downloading });
const files = byId('files');
files.setAttribute('aria-label', words.listLabel);
files.replaceChildren(list.element);
byId('footer').replaceChildren(...[words.footer.sent, words.footer.quiet].map((text) => element('p', {}, text)));

const over = () => state.page() === 'expired' || state.page() === 'withdrawn';
function showState(): void {
  const page = state.page();
  const notice = byId('notice');
  document.body.toggleAttribute('data-over', over());
  if (page === 'open') notice.replaceChildren();
  if (page === 'offline' || page === 'silent') {
    const { title, text } = words[page];
    const again = button({ look: 'plain', text: words.offline.again, onPress: lookAgain });
    const said = element('div', {}, element('h2', {}, title), element('p', {}, text));
    notice.replaceChildren(icon('offline'), said, again);
  }
  if (!over()) return;
  endActions();
  viewer.close();
  const title = page === 'expired' ? words.expired.title : words.withdrawn.title;
  const text =
    page === 'expired' ? words.expired.text({ clock: language.clock(share.expiresAtMs) }) : words.withdrawn.text;
  notice.replaceChildren(icon(page), element('div', {}, element('h2', {}, title), element('p', {}, text)));
  byId('life').replaceChildren();
}
state.onChange((entry) => {
  if (entry === undefined) {
    showState();
    askAgainLater();
  }
  list.refresh(entry);
});

const showTimeLeft = showLife(share, language, server.nowMs, state.isOver);
let waiting: ReturnType<typeof setTimeout> | undefined;
let pauseMs = firstPauseMs;
/** While no answer comes the page asks again by itself, after growing pauses. */
function askAgainLater(): void {
  clearTimeout(waiting);
  waiting = undefined;
  if (state.page() === 'offline' || state.page() === 'silent') {
    waiting = setTimeout(lookAgain, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  } else pauseMs = firstPauseMs;
}
function lookAgain(): void {
  clearTimeout(waiting);
  waiting = undefined;
  if (over()) return;
  void state.look().then(() => {
    showTimeLeft();
    if (waiting === undefined) askAgainLater();
  });
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') lookAgain();
});
addEventListener('online', lookAgain);
addEventListener('offline', lookAgain);
lookAgain();
