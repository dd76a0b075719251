// What the page says of the share as a whole, kept true while it is open: the time left, the network, the end.
import { byId, button, element, icon } from '../page/element';
import { showLife } from '../page/life';
import { showOver } from '../page/over';
import { askBeforeReload } from '../page/reload';
import type { StateOfPage } from './page-state';
import type { Server } from './server';
import type { Share } from './share';
import type { Language } from './words';

const firstPauseMs = 2000;
const longestPauseMs = 60_000;

export interface KeepTrueOptions {
  readonly share: Pick<Share, 'createdAtMs' | 'expiresAtMs'>;
  readonly state: StateOfPage;
  readonly server: Pick<Server, 'nowMs'>;
  readonly language: Language;
  /** The share has ended: nothing can be had any more. */
  readonly onEnd: () => void;
}

export function keepTrue({ share, state, server, language, onEnd }: KeepTrueOptions): void {
  const { words } = language;
  const showState = () => {
    const page = state.page();
    const isOver = state.hasEnded();
    showOver(isOver);
    if (isOver) {
      onEnd();
      byId('life').replaceChildren();
    }
    const said: Node[] = [];
    if (page !== 'open') {
      const { title, text } = words[page];
      const about = typeof text === 'string' ? text : text({ clock: language.clock(share.expiresAtMs) });
      said.push(
        icon(page === 'silent' ? 'offline' : page),
        element('div', {}, element('h2', {}, title), element('p', {}, about)),
        ...(isOver ? [] : [button({ look: 'plain', text: words.offline.again, onPress: lookAgain })]),
      );
    }
    byId('notice').replaceChildren(...said);
  };
  state.onChange((entry) => {
    if (entry !== undefined) return;
    showState();
    askAgainLater();
  });

  const showTimeLeft = showLife(share, language, server.nowMs, state.isOver);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = firstPauseMs;
  /** While no answer comes the page asks again by itself, after growing pauses. */
  function askAgainLater(): void {
    if (state.page() !== 'offline' && state.page() !== 'silent') {
      clearTimeout(waiting);
      waiting = undefined;
      pauseMs = firstPauseMs;
    } else if (waiting === undefined) {
      waiting = setTimeout(lookAgain, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }
  function lookAgain(): void {
    clearTimeout(waiting);
    waiting = undefined;
    if (state.hasEnded()) return;
    void state.look().then(() => {
      showTimeLeft();
      askAgainLater();
    });
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') lookAgain();
  });
  addEventListener('online', lookAgain);
  addEventListener('offline', lookAgain);
  askBeforeReload(lookAgain);
  lookAgain();
}
