// The files in their folders, at most so many at once, found by a part of their name.
import { button, element, icon } from '../page/element';
import { nameElement } from '../page/name';
import { fileRow, type RowActions } from './file-row';
import type { StateOfPage } from './page-state';
import type { Entry } from './share';
import { foldersByPath, shownOrder, treeOf, type Folder } from './tree';
import type { Language } from './words';

/** Up to here a list is one piece: browsers show it at once. */
const wholeUpTo = 1000;
const perPage = 200;
/** Fewer are found by looking. */
const filterFrom = 20;

interface Drawing {
  readonly language: Language;
  readonly row: (entry: Entry) => HTMLLIElement;
  /** Whole counts, where a page shows only a part of a folder. */
  readonly whole: ReadonlyMap<string, Folder>;
  readonly closed: Set<string>;
}

function items(folder: Folder, drawing: Drawing): readonly HTMLLIElement[] {
  return [...folder.files.map(drawing.row), ...folder.folders.map((below) => folderItem(below, drawing))];
}

function folderItem(folder: Folder, drawing: Drawing): HTMLLIElement {
  const { language, whole, closed } = drawing;
  const { count, sizeBytes } = whole.get(folder.path) ?? folder;
  const meta = element('div', { class: 'meta' }, element('span', {}, language.words.files({ count })));
  meta.append(element('span', {}, language.bytes(sizeBytes)));
  const summary = element('summary', {}, icon('next'), icon('folder'));
  summary.append(element('div', { class: 'body' }, nameElement(folder.name), meta));
  const details = element('details', {}, summary);
  details.open = !closed.has(folder.path);
  const list = element('ul');
  // The rows reach from edge to edge, whatever their depth.
  details.style.setProperty('--depth', String(folder.path.split('/').length - 1));
  const fill = () => list.replaceChildren(...items(folder, drawing));
  // A closed folder costs nothing until it is opened.
  if (details.open) fill();
  details.append(list);
  details.addEventListener('toggle', () => {
    if (details.open) {
      closed.delete(folder.path);
      if (list.childElementCount === 0) fill();
    } else closed.add(folder.path);
  });
  return element('li', { class: 'folder' }, details);
}

function filterField(label: string, onInput: (text: string) => void): HTMLElement {
  const input = element('input', {
    type: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: label,
    'aria-label': label,
  });
  input.addEventListener('input', () => onInput(input.value));
  return element('div', { class: 'filter' }, icon('search'), input);
}

/** Where paging begins is the only place that knows how many are shown. */
function pager(from: number, all: number, { words }: Language, go: (from: number) => void): HTMLElement {
  const previous = button({
    look: 'plain',
    icon: 'previous',
    label: words.previousPage,
    onPress: () => go(from - perPage),
  });
  const next = button({ look: 'plain', icon: 'next', label: words.nextPage, onPress: () => go(from + perPage) });
  previous.disabled = from === 0;
  next.disabled = from + perPage >= all;
  const range = element(
    'span',
    { role: 'status' },
    words.range({ first: from + 1, last: Math.min(all, from + perPage), count: all }),
  );
  return element('nav', { class: 'pager', 'aria-label': words.pages }, previous, range, next);
}

export function createFileList(state: StateOfPage, language: Language, actions: RowActions) {
  const { words } = language;
  let tree = treeOf(state.entries());
  let ordered = shownOrder(tree);
  const usable = () => !state.hasEnded();
  let drawing: Drawing = {
    language,
    row: (entry) => fileRow(entry, state, usable(), language, actions),
    whole: foldersByPath(tree),
    closed: new Set(),
  };
  const list = element('ul', { class: 'list' });
  const foot = element('div', { class: 'foot' });
  const root = element('div');
  let wanted = '';
  let found = ordered;
  let from = 0;

  const rowOf = (index: string) => list.querySelector<HTMLElement>(`.row[data-index="${index}"]`);
  const focusIn = (row: HTMLElement | null) => row?.querySelector<HTMLElement>('.buttons > :last-child')?.focus();
  const draw = () => {
    const focused = document.activeElement?.closest<HTMLElement>('.row')?.dataset['index'];
    const shown = found.length > wholeUpTo ? found.slice(from, from + perPage) : found;
    list.replaceChildren(...items(treeOf(shown), drawing));
    if (found.length === 0) list.append(element('li', { class: 'note' }, words.noMatch));
    foot.replaceChildren();
    if (found.length > wholeUpTo) foot.append(pager(from, found.length, language, go));
    if (focused !== undefined && document.activeElement === document.body) focusIn(rowOf(focused));
  };
  const find = () => {
    found = wanted === '' ? ordered : ordered.filter(({ path }) => path.normalize().toLowerCase().includes(wanted));
  };
  const go = (next: number) => {
    const forward = next > from;
    from = next;
    draw();
    root.scrollIntoView();
    // The pressed button was made anew; the reader stays on its successor, or on its twin at either end.
    const buttons = Array.from(foot.querySelectorAll('button'));
    const [successor, twin] = forward ? [buttons[1], buttons[0]] : [buttons[0], buttons[1]];
    (successor?.disabled === true ? twin : successor)?.focus();
  };

  const furnish = () => {
    const entries = state.entries();
    if (entries.length >= filterFrom && root.querySelector('.filter') === null) {
      const field = filterField(words.filter, (text) => {
        wanted = text.trim().normalize().toLowerCase();
        find();
        from = 0;
        draw();
      });
      root.prepend(field);
    }
    if (root.querySelector('.sums') !== null || entries.every(({ sha256 }) => sha256 === undefined)) return;
    const box = element('input', { type: 'checkbox' });
    box.addEventListener('change', () => root.classList.toggle('with-sums', box.checked));
    root.append(element('label', { class: 'sums' }, box, words.checksums));
  };
  root.append(list, foot);
  furnish();
  draw();

  return {
    element: root,
    /** Every file as it stands here. */
    ordered: (): readonly Entry[] => ordered,
    /** Shows the entries that the page has now, as far as they are looked for. */
    renew() {
      tree = treeOf(state.entries());
      ordered = shownOrder(tree);
      drawing = { ...drawing, whole: foldersByPath(tree) };
      find();
      furnish();
      draw();
    },
    /** Shows what changed; without an entry everything. */
    refresh: (entry?: Entry) => {
      if (entry === undefined) {
        draw();
        return;
      }
      const row = rowOf(String(entry.index));
      if (row === null) return;
      const focused = row.contains(document.activeElement);
      const made = drawing.row(entry);
      row.replaceWith(made);
      if (focused) focusIn(made);
    },
  };
}

export type FileList = ReturnType<typeof createFileList>;
