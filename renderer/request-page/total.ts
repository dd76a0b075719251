// The bar that stays in view: the button that sends, pauses and goes on; how far all files are; and the one sentence that is read out. What became of them
// stands in the head of the page.
import { button, byId, element, icon } from '../page/element';
import type { Item } from '../guest/item';
import { keepsFolders } from '../guest/manifest';
import type { Presence } from '../guest/presence';
import type { Queue } from '../guest/queue';
import { createSpeed } from './speed';
import type { Language } from './words';

const sum = (items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((all, item) => all + of(item), 0);

export function createTotal(queue: Queue, language: Language, presence: () => Presence | undefined, start: () => void) {
  const { words } = language;
  const told = element('p', { class: 'told', role: 'status', tabindex: '-1' });
  const send = button({ look: 'primary', icon: 'send', text: words.send({ count: 0 }), onPress: start });
  const pause = button({ look: 'plain', icon: 'pause', text: words.pause, onPress: () => queue.pause() });
  const goOn = button({ look: 'primary', icon: 'send', text: words.goOn, onPress: () => queue.goOn() });
  const progress = element('progress', { max: '100', 'aria-label': words.all });
  const count = element('span');
  const rate = element('span', { class: 'now' });
  const run = element('div', { class: 'run' }, element('p', {}, count, ' ', rate), progress);
  const place = element('div', { class: 'actions', id: 'actions' });
  const lamp = element('p', { class: 'lamp', role: 'status' });
  const whole = element('div', { class: 'total' }, lamp, place, told);
  const done = byId('done');
  const speed = createSpeed();
  let isAllowed = true;
  let shown = '';

  const show = (which: string, children: readonly HTMLElement[]) => {
    if (which === shown) return;
    shown = which;
    const held = place.contains(document.activeElement);
    place.replaceChildren(...children);
    // The keyboard's place stays: at the next button, or at what is said instead.
    if (held) (place.querySelector('button') ?? done).focus();
  };
  // Compared with what was said, not with what stands there: the browser may have translated it.
  let said = '';
  let concluded = '';
  const tell = (text: string) => {
    if (said !== text) told.textContent = said = text;
  };
  /** In the head, which comes into view: the list may be long. */
  const conclude = (text: string, isWhole: boolean) => {
    if (concluded === text) return;
    concluded = text;
    done.className = `told ${isWhole ? 'got' : 'gone'}`;
    done.replaceChildren();
    if (text === '') return;
    done.append(icon(isWhole ? 'received' : 'unsent'), element('span', {}, text));
    done.scrollIntoView({ block: 'center', behavior: 'smooth' });
  };

  /** Where a file goes only while that computer is on. */
  const showLamp = () => {
    const now = queue.needsReceiver() ? presence() : undefined;
    const is = now ?? '';
    if (lamp.dataset['is'] === is) return;
    lamp.dataset['is'] = is;
    lamp.textContent = is && words.ask[is];
  };

  const refresh = () => {
    showLamp();
    const items = queue.items();
    const mode = queue.mode();
    const taking = items.filter(({ state }) => state !== 'refused' && state !== 'chosen');
    const received = taking.filter(({ state }) => state === 'received');
    const chosen = items.filter(({ state }) => state === 'chosen');
    if (mode === 'idle') {
      speed.forget();
      const now = chosen.length > 0 && isAllowed ? [send] : [];
      const asked = words.send({ count: chosen.length });
      if (send.textContent !== asked) send.querySelector('span')?.replaceChildren(asked);
      if (chosen.length > 0 || taking.length === 0) {
        conclude('', true);
        const size = language.bytes(sum(chosen, ({ file }) => file.size));
        const refused = items.length - taking.length - chosen.length;
        tell(
          [
            ...(chosen.length > 0 ? [words.ready({ count: chosen.length, size })] : []),
            ...(chosen.every(({ path }) => keepsFolders(path)) ? [] : [words.withoutFolders]),
            ...(refused > 0 ? [words.notAdded({ count: refused })] : []),
          ].join(' '),
        );
      } else {
        // Of all that the list shows, those that were refused before they were sent too.
        const left = items.length - received.length;
        tell('');
        conclude(
          left === 0
            ? words.done.every({ count: received.length })
            : words.done.some({ count: received.length, all: items.length, left }),
          left === 0,
        );
      }
      // Last: the keyboard's place may go to what was said.
      show(`${now.length}`, now);
      return;
    }
    conclude('', true);
    show(mode, mode === 'paused' ? [goOn, run] : [pause, run]);
    // Sent whole it waits for the word of the receiving computer.
    const isSending = taking.some(
      ({ state, stage }) => state === 'waiting' || (state === 'sending' && stage !== 'confirming'),
    );
    const begins = taking.some(({ state, goesOn, stage }) => state !== 'received' && !goesOn && stage === undefined);
    tell(
      mode === 'paused'
        ? begins
          ? words.pausedAll
          : words.pausedThere
        : isSending
          ? words.sendingAll
          : words.checkingAll,
    );
    // What failed is no longer on its way.
    const moving = taking.filter(({ state }) => state !== 'failed');
    const allBytes = sum(moving, ({ file }) => file.size);
    const sentBytes = sum(moving, (item) => item.sentBytes);
    // Those did not go over the line now.
    const keptBytes = sum(moving, (item) => item.keptBytes);
    progress.value = allBytes === 0 ? 0 : Math.floor((sentBytes * 100) / allBytes);
    count.textContent = words.progress({ done: received.length, all: moving.length });
    // While nothing goes over the line no speed is measured.
    if (mode === 'paused' || moving.every(({ state, stage }) => state === 'received' || stage === 'asking'))
      speed.forget();
    else speed.note(performance.now(), sentBytes - keptBytes);
    const perSecond = speed.perSecond();
    if (perSecond === undefined || perSecond < 1) {
      rate.textContent = '';
      return;
    }
    const going = words.perSecond({ size: language.bytes(perSecond) });
    // Nobody knows when a computer is on again.
    const waits = moving.some(({ stage }) => stage === 'asking');
    const left = language.left((allBytes - sentBytes) / perSecond);
    rate.textContent = waits ? going : `${going}, ${words.left({ duration: left })}`;
  };
  return {
    element: whole,
    refresh,
    allow(allowed: boolean) {
      isAllowed = allowed;
      refresh();
    },
  };
}
