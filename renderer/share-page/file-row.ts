// One file in the list, with its actions.
import { fileKind } from '../app/ui/file-kind';
import { shownName } from '../app/ui/display-name';
import { button, element, icon } from '../page/element';
import { nameElement } from '../page/name';
import type { Delivery } from './delivery';
import { previewOf } from './preview-kind';
import { hexOf } from '../page/page-data';
import { fileName, type Entry } from './share';
import type { FileState } from './page-state';
import type { Language } from './words';

export interface RowActions extends Pick<Delivery, 'control'> {
  readonly preview: (entry: Entry) => void;
}

export const nameOf = (entry: Entry): HTMLElement => nameElement(fileName(entry.path));

export function checksum(sha256: string): HTMLElement {
  return element('p', { class: 'sum' }, element('span', {}, 'SHA-256 '), element('code', {}, hexOf(sha256)));
}

/** Of the words that say this state. */
export const toneOf = (state: FileState): string => (state === 'saved' || state === 'handed' ? 'got' : 'gone');

/** The row of `entry` in this state of the page. */
export function fileRow(
  entry: Entry,
  state: FileState,
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
  if (state !== 'known') meta.append(element('span', { class: toneOf(state) }, words[state]));
  const body = element('div', { class: 'body' }, nameOf(entry), meta);
  if (entry.sha256 !== undefined) body.append(checksum(entry.sha256));
  const row = element('li', { class: 'row', 'data-index': String(entry.index), 'data-state': state });
  row.append(element('span', { class: 'mark' }, icon(kind)), body);
  if (!usable || state === 'missing') {
    row.classList.add('over');
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
