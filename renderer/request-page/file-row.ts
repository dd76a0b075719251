// One chosen file in the list: what becomes of it, and what the guest can do about it.
import { fileKind } from '../app/ui/file-kind';
import { shownName } from '../app/ui/display-name';
import { button, element, icon } from '../page/element';
import { nameElement } from '../page/name';
import type { Item } from '../guest/item';
import type { Presence } from '../guest/presence';
import type { Queue } from '../guest/queue';
import type { AskedKind } from '../guest/request';
import { createSpeed } from './speed';
import type { Language } from './words';

/** Sending it again would end alike. */
const final: ReadonlySet<Item['why']> = new Set(['too-large', 'over', 'kind', 'late', 'unsure']);

export function createFileRow(
  item: Item,
  queue: Queue,
  language: Language,
  kinds: AskedKind,
  presence: () => Presence | undefined,
) {
  const { words } = language;
  const shown = shownName(item.path);
  const name = nameElement(item.path);
  const size = element('span', {}, language.bytes(item.file.size));
  const told = element('span');
  const progress = element('progress', { max: '100', 'aria-label': shown });
  const body = element('div', { class: 'body' }, name, element('p', { class: 'meta' }, size, told), progress);
  const mark = element('span', { class: 'mark' });
  const buttons = element('div', { class: 'buttons' });
  const row = element('li', { class: 'row', 'aria-label': shown }, mark, body, buttons);
  const speed = createSpeed();
  let before = '';

  const remove = button({
    look: 'quiet',
    icon: 'close',
    label: words.remove({ name: shown }),
    onPress: () => queue.remove(item),
  });
  const again = button({
    look: 'quiet',
    icon: 'again',
    label: words.sendAgain({ name: shown }),
    onPress: () => queue.again(item),
  });

  const why = (): string => {
    const { bytes } = language;
    switch (item.why) {
      case 'large':
      case 'too-large':
        return words.refused.large;
      case 'storage-full':
        return words['storage-full'].title;
      case 'kind':
        return words.refused[kinds === 'pictures' ? 'pictures' : 'documents'];
      default: {
        const known: Readonly<Record<string, string>> = words.refused;
        return known[item.why ?? ''] ?? (item.state === 'failed' ? words.refused.storage : bytes(item.file.size));
      }
    }
  };
  const say = (): string => {
    if (item.state === 'chosen') return '';
    if (item.state === 'waiting') return queue.mode() === 'paused' ? words.paused : words.waiting;
    if (item.state === 'received') return words.received;
    if (item.state !== 'sending') return why();
    if (item.stage === 'asking') return presence() === 'off' ? words.ask.away : words.ask.asking;
    if (item.stage === 'confirming') return presence() === 'off' ? words.ask.unconfirmed : words.ask.confirming;
    if (item.sentBytes >= item.file.size) return words.checking;
    const perSecond = speed.perSecond();
    if (perSecond === undefined || perSecond < 1) return words.sending;
    const left = language.left((item.file.size - item.sentBytes) / perSecond);
    return `${words.perSecond({ size: language.bytes(perSecond) })}, ${words.left({ duration: left })}`;
  };

  const refresh = () => {
    const { state, stage, sentBytes, file } = item;
    if (state === 'sending' && (stage ?? 'sending') === 'sending') speed.note(performance.now(), sentBytes);
    else speed.forget();
    told.textContent = say();
    told.className = state === 'received' ? 'got' : state === 'failed' || state === 'refused' ? 'gone' : '';
    told.hidden = told.textContent === '';
    // Nobody knows it.
    size.hidden = item.why === 'unreadable';
    const isMoving = state === 'sending' && (stage !== 'asking' || sentBytes > 0);
    progress.hidden = !isMoving && !(state === 'waiting' && queue.mode() !== 'idle');
    progress.value = file.size === 0 ? 0 : Math.floor((sentBytes * 100) / file.size);
    if (state === before) return;
    before = state;
    row.dataset['state'] = state;
    row.classList.toggle('over', state === 'refused' || state === 'failed');
    mark.replaceChildren(icon(state === 'received' ? 'received' : fileKind(item.path, file.type)));
    const canAgain = state === 'failed' && !final.has(item.why);
    const held = buttons.contains(document.activeElement);
    buttons.replaceChildren(...(canAgain ? [again] : []), ...(state === 'received' ? [] : [remove]));
    if (held) (buttons.querySelector('button') ?? document.querySelector<HTMLElement>('#actions button'))?.focus();
  };
  refresh();
  return { element: row, refresh };
}

export type FileRow = ReturnType<typeof createFileRow>;
