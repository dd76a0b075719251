// Why this exists: one file in the list: what it is, and what can be done with it.
import { fileKind } from '../app/file-kind';
import { shownName, splitName } from '../app/shown-name';
import { button, element, icon } from './element';
import { previewOf } from './preview-kind';
import { fileName, hexOf, type Entry } from './share';
import type { FileState } from './page-state';
import type { Language } from './words';

export interface RowActions {
  readonly preview: (entry: Entry) => void;
  /** The browser's own download has been asked for. */
  readonly downloading: (entry: Entry) => void;
}

/** What fits beside two buttons on a telephone. */
const wholeUpTo = 12;

/** Shortened in the middle where there is no room, so that the extension stays in view. */
export function nameOf(entry: Entry): HTMLElement {
  const shown = shownName(fileName(entry.path));
  const { head, tail } = splitName(shown, wholeUpTo);
  const name = element('bdi', { class: 'name', title: shown }, element('span', { class: 'head' }, head));
  if (tail !== '') name.append(element('span', { class: 'tail' }, tail));
  return name;
}

/** A link that downloads natively: it needs no script, works from the keyboard, and keeps the page. */
export function downloadLink(entry: Entry, { words }: Language, look: string, withText: boolean): HTMLAnchorElement {
  const name = fileName(entry.path);
  const label = words.downloadNamed({ name: shownName(name) });
  const link = element('a', {
    class: `button ${look}`,
    href: entry.href,
    download: name,
    'aria-label': label,
    title: label,
  });
  link.append(icon('download'));
  if (withText) link.append(element('span', {}, words.download));
  else link.classList.add('square');
  return link;
}

function checksum(sha256: string): HTMLElement {
  return element('p', { class: 'sum' }, element('span', {}, 'SHA-256 '), element('code', {}, hexOf(sha256)));
}

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
  if (state === 'missing') meta.append(element('span', { class: 'gone' }, words.missing));
  if (state === 'saved') meta.append(element('span', { class: 'started' }, words.saved));
  if (state === 'started') meta.append(element('span', { class: 'started' }, words.started));
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
  const link = downloadLink(entry, language, 'plain', false);
  link.addEventListener('click', () => actions.downloading(entry));
  buttons.append(link);
  row.append(buttons);
  return row;
}
