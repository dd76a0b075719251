// Decides how the page of a share has to change to have what its folder has.
import { displayName } from '../../model/file-name';
import type { FileSnapshot } from '../../model/given-file';
import type { ShareItem } from '../../model/share';
import { isTemporary } from './file-names';
import { splitByStillness, type Candidate, type Candidates } from './stillness';

/** A file as a look found it. */
export interface SeenFile {
  readonly path: string;
  /** With its folders, that of the share first, `/` between them. */
  readonly name: string;
  /** As in `GivenFile`. */
  readonly within: string;
  readonly snapshot: FileSnapshot;
}

export interface FolderSeen {
  /** Real path. */
  readonly folder: string;
  readonly files: readonly SeenFile[];
  /** The names of what could not be read, as those of `files`: what lies there is not known to be gone. */
  readonly unread: readonly string[];
  /** It is the folder that was looked at before, and was there ever since. */
  readonly isSame: boolean;
}

/** What is remembered from one look to the next, by paths. */
export interface StepMemory {
  readonly candidates: Candidates;
  /** Unix ms: a file of the page was missed first. */
  readonly absentSinceMs: ReadonlyMap<string, number>;
}

export const noMemory: StepMemory = { candidates: new Map(), absentSinceMs: new Map() };

export interface StepTimes {
  /** How long size and times of a file stand still before it goes to the page, ms. */
  readonly stillMs: number;
  /** Between the first look that misses a file, and the one that takes it off the page, at least, ms. */
  readonly goneMs: number;
  /** How long files that are ready wait for others that are being written, at most, ms. */
  readonly togetherMs: number;
}

/** `another`: nothing of the page is in the folder, and it may be another one. `empty`: no file would be left. Either way the page stays as it is. */
export type OutOfStep = 'another' | 'empty' | 'too-many-files' | 'too-large';

/** A file that comes, or takes the place of the one of this key, with its name on the page. */
export interface SteppedFile extends SeenFile {
  readonly onPage: string;
  readonly replaces: string | undefined;
}

export interface FolderSteps {
  readonly adds: readonly SteppedFile[];
  readonly gone: readonly ShareItem[];
  readonly memory: StepMemory;
  /** Unix ms of the next moment at which there may be more to do. */
  readonly nextMs: number | undefined;
  /** The page has what the folder has, but for files that are refused. */
  readonly isInStep: boolean;
  readonly outOfStep: OutOfStep | undefined;
}

/** Of one followed page: each change writes all its links anew. */
export const mostFollowedFiles = 10_000;
/** 100 GiB. */
export const mostFollowedBytes = 100 * 1024 ** 3;

/** Whether the file at this path lies below the folder. */
export const isIn = (folder: string, path: string): boolean =>
  path.startsWith(folder) && (/[/\\]$/.test(folder) || /^[/\\]/.test(path.slice(folder.length)));

/** Without the folder itself. */
const insideOf = (name: string): string => name.slice(name.indexOf('/') + 1);

const namesOf = (inside: string): readonly string[] => inside.split('/');

/** New files of these are left out: hidden ones, and those that programs write beside others. */
const isLeftOut = (name: string): boolean => namesOf(insideOf(name)).some(isTemporary);

const isUnchanged = ({ sizeBytes, source }: ShareItem, { snapshot }: SeenFile): boolean =>
  sizeBytes === snapshot.sizeBytes && source?.stamp?.mtimeNs === snapshot.mtimeNs;

/**
 * `items`: the files of the page, those of other folders among them, which stay. `isRefused`: files that could not be stored, and are as they were then.
 * A file of the page is gone once two looks that are `goneMs` apart missed it, in a folder that was there and readable.
 */
export function folderSteps(
  items: readonly ShareItem[],
  seen: FolderSeen,
  before: StepMemory,
  isRefused: (file: SeenFile) => boolean,
  nowMs: number,
  { stillMs, goneMs, togetherMs }: StepTimes,
): FolderSteps {
  const own = new Map(
    items.flatMap((item) => {
      const path = item.source?.path;
      return path !== undefined && isIn(seen.folder, path) ? [[path, item] as const] : [];
    }),
  );
  const files = new Map(seen.files.map((file) => [file.path, file]));
  const still = { adds: [], gone: [], memory: noMemory, nextMs: undefined, isInStep: false };
  if (!seen.isSame && own.size > 0 && ![...own.keys()].some((path) => files.has(path)))
    return { ...still, outOfStep: 'another' };

  const fresh = new Map<string, FileSnapshot>();
  for (const file of seen.files) {
    const item = own.get(file.path);
    const wanted = item === undefined ? !isLeftOut(file.name) : !isUnchanged(item, file);
    if (wanted && !isRefused(file)) fresh.set(file.path, file.snapshot);
  }
  const settled = splitByStillness(before.candidates, fresh, new Set(files.keys()), nowMs, stillMs, false);

  const absentSinceMs = new Map<string, number>();
  const gone: ShareItem[] = [];
  for (const [path, item] of own) {
    if (files.has(path) || isUnread(seen, path)) continue;
    // A clock that was set back holds no file for hours.
    const sinceMs = Math.min(before.absentSinceMs.get(path) ?? nowMs, nowMs);
    absentSinceMs.set(path, sinceMs);
    if (nowMs - sinceMs >= goneMs && before.absentSinceMs.has(path)) gone.push(item);
  }
  const memory = { candidates: settled.candidates, absentSinceMs };

  const dueMs = [...absentSinceMs.values()].map((sinceMs) => sinceMs + goneMs).filter((atMs) => atMs > nowMs);
  const nextMs = Math.min(settled.nextMs ?? Infinity, ...dueMs);
  const next = Number.isFinite(nextMs) ? nextMs : undefined;
  const isInStep = fresh.size === 0 && absentSinceMs.size === 0;

  const ready = new Set(settled.ready);
  const adds = seen.files
    .filter(({ path }) => ready.has(path))
    .map((file): SteppedFile => {
      const item = own.get(file.path);
      const onPage = item?.path ?? namesOf(insideOf(file.name)).map(displayName).join('/');
      return { ...file, onPage, replaces: item?.key };
    });
  const waits = { adds: [], gone: [], memory, nextMs: next, isInStep, outOfStep: undefined };
  if (adds.length + gone.length === 0) return waits;

  const readySinceMs = [
    ...settled.ready.map((path) => dueOf(settled.candidates.get(path)) ?? nowMs),
    ...gone.map(({ source }) => (absentSinceMs.get(source?.path ?? '') ?? nowMs) + goneMs),
  ];
  const isHeld = fresh.size > settled.ready.length && Math.min(...readySinceMs) + togetherMs > nowMs;
  if (isHeld) return { ...waits, nextMs: Math.min(next ?? Infinity, nowMs + stillMs) };

  const removed = new Set([...adds.map(({ replaces }) => replaces), ...gone.map(({ key }) => key)]);
  const after = [...items.filter(({ key }) => !removed.has(key)), ...adds.map(({ snapshot }) => snapshot)];
  if (after.length === 0) return { ...waits, outOfStep: 'empty' };
  if (after.length > mostFollowedFiles && after.length > items.length) return { ...waits, outOfStep: 'too-many-files' };
  if (bytesOf(after) > mostFollowedBytes && bytesOf(after) > bytesOf(items))
    return { ...waits, outOfStep: 'too-large' };
  return { ...waits, adds, gone };
}

const bytesOf = (files: readonly { readonly sizeBytes: number }[]): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const dueOf = (candidate: Candidate | undefined): number | undefined =>
  candidate === undefined ? undefined : candidate.sinceMs + candidate.waitMs;

/** Whether this file of the page lies where nothing could be read. */
function isUnread({ folder, unread }: FolderSeen, path: string): boolean {
  if (unread.length === 0) return false;
  const inside = path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '');
  return unread.map(insideOf).some((name) => inside === name || inside.startsWith(`${name}/`));
}
