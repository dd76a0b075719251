// A guest's page from top to bottom: read what is asked for, speak the guest's language, take files and send them, and keep it true.
import '../app/tokens.css';
import '../page/page.css';
import '../page/rows.css';
import './work.css';
import { slotAnswer } from '../guest/answer';
import type { BodyOf } from '../guest/body';
import { createCondition, isFinal, isTrouble } from '../guest/condition';
import { byId, button, element, icon } from '../page/element';
import { showLife } from '../page/life';
import { showOver } from '../page/over';
import { showAddress } from '../page/home-address';
import { askBeforeReload } from '../page/reload';
import { showTitle } from '../page/title';
import type { Item } from '../guest/item';
import { createPresence } from '../guest/presence';
import { createQueue } from '../guest/queue';
import type { Remembered } from '../guest/remembered';
import type { Request } from '../guest/request';
import { createServer } from './server';
import { createSlots } from '../guest/slots';
import type { Language } from './words';
import { createWork } from './work';

/** `first`: what the document carries; `bodyOf`: what is stored for a file; `remembered`: what the tab keeps of files whose upload was begun. */
export function startPage(first: Request, language: Language, bodyOf: BodyOf, remembered: Remembered): void {
  const { words } = language;
  const server = createServer();
  const condition = createCondition(first, server, () => navigator.onLine);
  let showTimeLeft: (() => void) | undefined;
  const look = () => void condition.look().then(() => showTimeLeft?.());
  const slots = createSlots(async (href, leaseEndsAtMs, signal) => {
    const { status } = await server.head(href, signal);
    return slotAnswer(status, server.isOver(leaseEndsAtMs));
  });

  /** Progress is told many times a second; it is drawn a few times. */
  const drawEveryMs = 200;
  const changed = new Set<Item | undefined>();
  let drawing: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    drawing = undefined;
    const items = [...changed];
    changed.clear();
    if (items.includes(undefined)) work.refresh();
    else for (const item of items) work.refresh(item);
  };
  const presence = createPresence(server, condition.request, () => changedQueue());
  const changedQueue = (item?: Item) => {
    changed.add(item);
    presence.need(queue.needsReceiver());
    if (item === undefined || item.state !== 'sending') {
      clearTimeout(drawing);
      // Not at once: the queue is in the middle of its change.
      drawing = setTimeout(draw, 0);
      setTimeout(showAll, 0);
    } else drawing ??= setTimeout(draw, drawEveryMs);
  };
  const queue = createQueue({ bodyOf, server, condition, slots, presence, remembered }, changedQueue);

  // Nothing is heard of a line that moves nothing: its speed is none all the same.
  setInterval(() => {
    for (const item of queue.items()) if (item.state === 'sending') work.refresh(item);
  }, 1000);

  document.documentElement.lang = language.code;
  /** What may still be sent: files that came leave fewer slots, and a page without any tells no limits. */
  function showAllowed(): void {
    const request = condition.request();
    const { limits, isOnce } = request;
    // Of this page's own files the owner may not have seen all yet.
    const left = isFinal(condition.now()) ? 0 : slots.left(request);
    const facts = [
      words.allowed.files({ count: left }),
      words.allowed.each({ size: language.bytes(limits.bytes) }),
      ...(limits.types === 'any' ? [] : [words.allowed[limits.types]]),
      ...(isOnce ? [words.allowed.once] : []),
    ];
    byId('summary').replaceChildren(...(left === 0 ? [] : facts).map((fact) => element('span', {}, fact)));
  }
  showAllowed();
  showTitle();
  const asker = byId('asker');
  const name = asker.textContent;
  if (name !== '') asker.textContent = words.asker({ name });
  byId('footer').replaceChildren(...[words.footer.sent, words.footer.quiet].map((text) => element('p', {}, text)));
  const work = createWork(first, queue, language, presence.now);
  byId('work').replaceChildren(...work.elements);

  let shown: string | undefined;
  function showCondition(): void {
    const known = condition.now();
    // The page opens although the storage has no room.
    const now = known === 'open' && queue.isStorageFull() ? 'storage-full' : known;
    const isDone = first.isOnce && queue.mode() === 'idle' && queue.items().some(({ state }) => state === 'received');
    // What this tab began goes on in slots of its own.
    const ownGoesOn = queue.begun().length > 0;
    const isFull = now === 'full' && !ownGoesOn && queue.mode() === 'idle';
    const key = `${now} ${isDone} ${ownGoesOn} ${isFull}`;
    if (key === shown) return;
    shown = key;
    showOver(isFinal(now) || isFull);
    work.allow(!isFinal(now) && (ownGoesOn || (now !== 'full' && !isDone)));
    if (isFinal(now)) byId('life').replaceChildren();
    const notice = byId('notice');
    if (now === 'open' || (now === 'full' && !isFull)) {
      notice.replaceChildren();
      return;
    }
    const { title } = words[now];
    const text =
      now === 'ended' ? words.ended.text({ clock: language.clock(condition.request().expiresAtMs) }) : words[now].text;
    const said = element('div', {}, element('h2', {}, title), element('p', {}, text));
    const again = button({ look: 'plain', text: words.lookAgain, onPress: look });
    notice.replaceChildren(
      icon(isTrouble(now) ? 'offline' : now === 'gone' ? 'closed' : now),
      said,
      ...(isFinal(now) ? [] : [again]),
    );
  }
  function showAll(): void {
    showAllowed();
    showCondition();
  }
  condition.onChange(showAll);
  showCondition();

  if (!isFinal(condition.now())) {
    showTimeLeft = showLife(first, language, server.nowMs, async () => {
      await condition.look();
      return isFinal(condition.now());
    });
  }
  addEventListener('online', look);
  addEventListener('offline', look);
  askBeforeReload(look);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) look();
  });
  addEventListener('beforeunload', (event) => {
    if (queue.mode() !== 'idle') event.preventDefault();
  });
  showAddress(first.address);
  look();
}
