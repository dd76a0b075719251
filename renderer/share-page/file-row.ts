// One file in the list, with its actions.
import { fileKind } from '../app/ui/file-kind';
import { shownName } from '../app/ui/display-name';
import { button, element, icon } from '../page/element';
import { nameElement } from '../page/name';
import type { Delivery } from './delivery';
import { previewOf } from './preview-kind';
import { hexOf } from '../page/page-data';
import { fileName, type Entry } from './share';
import { isOffered, type FileState, type StateOfPage } from './page-state';
import type { Language } from './words';

export interface RowActions extends Pick<Delivery, 'control'> {
  readonly preview: (entry: Entry) => void;
}

export const nameOf = (entry: Entry): HTMLElement => nameElement(fileName(entry.path));

export function checksum(sha256: string): HTMLElement {
  return element('p', { class: 'sum' }, element('span', {}, 'SHA-256 '), element('code', {}, hexOf(sha256)));
}

/** Of the words that say this state. */
export const toneOf = (state: FileState): string => {
  if (state === 'waiting' || state === 'sending') return 'coming';
  return ['saved', 'handed', 'added', 'replaced'].includes(state) ? 'got' : 'gone';
};

/** What is said of a file; empty where there is nothing to say. */
export const stateWords = (entry: Entry, state: Pick<StateOfPage, 'file' | 'percent'>, { words }: Language): string => {
  const now = state.file(entry);
  if (now === 'known') return '';
  return now === 'sending' ? words.sendingPart({ percent: state.percent(entry) }) : words[now];
};

/** The row of `entry` in this state of the page. */
export function fileRow(
  entry: Entry,
  state: Pick<StateOfPage, 'file' | 'percent'>,
  usable: boolean,
  language: Language,
  actions: RowActions,
): HTMLLIElement {
  const { words } = language;
  const kind = fileKind(fileName(entry.path), entry.contentType);
  const meta = element(
    'p',
    { class: 'meta' },
    element('span', {}, language.bytes(entry.sizeBytes)),
    element('span', {}, words.kinds[kind]),
  );
  const now = state.file(entry);
  const said = stateWords(entry, state, language);
  if (said !== '') meta.append(element('span', { class: toneOf(now) }, said));
  const body = element('div', { class: 'body' }, nameOf(entry), meta);
  if (entry.sha256 !== undefined) body.append(checksum(entry.sha256));
  const row = element('li', { class: 'row', 'data-index': String(entry.index), 'data-state': now });
  row.append(element('span', { class: 'mark' }, icon(kind)), body);
  if (!usable || !isOffered(now) || now === 'missing') {
    // What is on its way is not over.
    if (!usable || toneOf(now) === 'gone') row.classList.add('over');
    return row;
  }
  const buttons = element('div', { class: 'buttons' });
  if (previewOf(entry) !== undefined) {
    const label = words.preview({ name: shownName(fileName(entry.path)) });
    buttons.append(button({ look: 'quiet', icon: 'preview', label, onPress: () => actions.preview(entry) }));
  }
  buttons.append(actions.control(entry, 'plain', false));
  row.append(buttons);
  return row;
}
