// Which files become one page, and the names of the files and the page.
import { words } from '../../../../resources/words/messages';
import type { PageHabit } from '../../model/settings';
import { assertNever, Failure } from '../../model/failure';
import { displayName, extensionOf } from '../../model/file-name';

/** A file found under one of the paths that the user named. */
export interface NamedFile {
  /** Index of that path. */
  readonly root: number;
  /** Its own name; inside a folder with the folder and those between, `/` between them. */
  readonly name: string;
}

/** Whether these files, found for so many named things, share one link. */
export function wantsPage(habit: PageHabit, namedCount: number, files: readonly NamedFile[]): boolean {
  if (files.length === 0) return false;
  switch (habit) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'several':
      return namedCount > 1 || files.length > 1 || isInFolder(files[0]);
    default:
      return assertNever(habit);
  }
}

const isInFolder = (file: NamedFile | undefined): boolean => file?.name.includes('/') === true;
const rootOf = (name: string): string => name.slice(0, name.includes('/') ? name.indexOf('/') : name.length);
const insideOf = (name: string): string => (name.includes('/') ? name.slice(name.indexOf('/')) : '');

/**
 * What each file is called on the page, in their order: with its folders, as names a disk can take, and no two alike. The folder of a page
 * that is one folder is left out: its name is the page's title.
 */
export function pageNames(files: readonly NamedFile[]): readonly string[] {
  if (isOneFolder(files)) return toldApart(files.map(({ name }) => clean(insideOf(name).slice(1))));
  // Two folders of one name stay two folders.
  const firstNames = new Map(files.map(({ root, name }) => [root, rootOf(name)]));
  const folders = new Set(files.filter(isInFolder).map(({ root }) => root));
  const roots = [...firstNames.keys()];
  const apart = toldApart(
    roots.map((root) => clean(firstNames.get(root) ?? '')),
    (index) => folders.has(roots[index] ?? -1),
  );
  const rootNames = new Map(roots.map((root, index) => [root, apart[index] ?? '']));
  return toldApart(files.map(({ root, name }) => (rootNames.get(root) ?? '') + clean(insideOf(name))));
}

/** Whether all files lie in one named folder. */
export const isOneFolder = (files: readonly NamedFile[]): boolean =>
  files.length > 0 && files.every((file) => isInFolder(file) && file.root === files[0]?.root);

/** The title of a page without one of the user's: the first of the files and folders that were named, and how many more there are. */
export const pageTitle = (files: readonly NamedFile[]): string =>
  rootsTitle([...new Map(files.map(({ root, name }) => [root, rootOf(name)])).values()]);

function rootsTitle(roots: readonly string[]): string {
  const name = clean(roots[0] ?? '');
  return roots.length > 1 ? words.links.pageTitle({ name, count: roots.length - 1 }) : name;
}

/** By names as `pageNames` gives them, in which no two roots are alike. */
const namesTitle = (names: readonly string[]): string => rootsTitle([...new Set(names.map(rootOf))]);

/** The title after the files changed: one that counts what was named `before` counts what there is `after`; any other stays. */
export const titleAfterChange = (title: string, before: readonly string[], after: readonly string[]): string =>
  after.length > 0 && title === namesTitle(before) ? namesTitle(after) : title;

const characters = (text: string): number => Array.from(text).length;

const mostTitleCharacters = 200;
const mostMessageCharacters = 2_000;

/** Checks a title the user typed; raises `bad-request`. */
export function checkTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '') throw new Failure('bad-request', { reason: 'the title is empty' });
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (characters(trimmed) > mostTitleCharacters || /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(trimmed)) {
    throw new Failure('bad-request', {
      reason: 'a title has at most {{most}} characters, all on one line',
      reasonValues: { most: mostTitleCharacters },
    });
  }
  return trimmed.toWellFormed();
}

/** Checks a message the user typed, which may have several lines; `undefined` when there is none. Raises `bad-request`. */
export function checkMessage(message: string): string | undefined {
  const trimmed = message.replace(/\r\n?/g, '\n').trim();
  if (trimmed === '') return undefined;
  if (characters(trimmed) > mostMessageCharacters) {
    throw new Failure('bad-request', {
      reason: 'a message has at most {{most}} characters',
      reasonValues: { most: mostMessageCharacters },
    });
  }
  return trimmed.toWellFormed();
}

const clean = (path: string): string =>
  path
    .split('/')
    .map((segment) => (segment === '' ? '' : displayName(segment)))
    .join('/');

/** The names of files that come to a page: with the folders they were named with, as names a disk can take, and no two alike. */
export const addedNames = (files: readonly NamedFile[]): readonly string[] =>
  toldApart(files.map(({ name }) => clean(name)));

/** The name, or where it is taken the first free one with a number. */
export function nameBeside(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : withNumber(name, count, false);
    if (!taken.has(free)) return free;
  }
}

/** `report.pdf`, `report (2).pdf`: the first of a name keeps it. `whole`: a name without an extension to keep at its end. */
function toldApart(names: readonly string[], whole: (index: number) => boolean = () => false): readonly string[] {
  const all = new Set(names);
  const used = new Set<string>();
  const next = new Map<string, number>();
  return names.map((name, index) => {
    let chosen = name;
    for (let count = next.get(name) ?? 2; used.has(chosen); count += 1) {
      const numbered = withNumber(name, count, whole(index));
      if (all.has(numbered)) continue;
      chosen = numbered;
      next.set(name, count + 1);
    }
    used.add(chosen);
    return chosen;
  });
}

function withNumber(path: string, count: number, whole: boolean): string {
  const at = path.lastIndexOf('/') + 1;
  const extension = whole ? '' : extensionOf(path.slice(at));
  let stem = path.slice(at, path.length - extension.length);
  const named = () => `${stem} (${count})${extension}`;
  // A name that is as long as a disk takes makes room for its number.
  while (stem !== '' && displayName(named()) !== named()) stem = Array.from(stem).slice(0, -1).join('');
  return path.slice(0, at) + named();
}
