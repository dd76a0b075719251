// The ways to download all files, and the result that the page can report for each.
import { shownName } from '../app/ui/display-name';
import { blobSink, createArchive, fileSink, type Sink } from './archive';
import type { Delivery } from './delivery';
import { caughtUp, getAll, handOver, type Part, type Run, type RunResult } from './download';
import type { StateOfPage } from './page-state';
import type { Panel, Work } from './panel';
import { pause } from './pause';
import { archivePicker, folderPicker, pickedAboveBytes, removeEmpty, saveIn } from './save-folder';
import { safeName, savedPaths } from './saved-paths';
import type { Server } from './server';
import { fileName, totalBytes, type Entry } from './share';
import type { Language } from './words';

type Counts = Pick<RunResult, 'missing' | 'failed' | 'damaged'>;

export interface TakeAllOptions {
  readonly state: StateOfPage;
  readonly server: Server;
  readonly language: Language;
  readonly delivery: Delivery;
  readonly panel: Panel;
}

const nothing = { got: [], missing: 0, failed: 0, damaged: 0 } as const;
/** None of them could be stored. */
const lost = ({ length }: readonly Entry[]): RunResult => ({ ...nothing, failed: length });

/** A name from right to left turns only itself. */
const isolated = (name: string): string => `\u2068${shownName(name)}\u2069`;

/** Each way resolves to its closing message; empty when the reader cancelled before the start. */
export function createTakeAll(options: TakeAllOptions) {
  const { state, server, language, delivery, panel } = options;
  const { words } = language;
  /** Of the way that was begun last: what comes to the page later is not of it. */
  let entries: readonly Entry[] = [];
  let paths = savedPaths(entries);
  let fileTitle = '';
  const begin = () => {
    fileTitle = safeName(document.title);
    entries = state.offered();
    paths = savedPaths(entries);
  };
  const pathOf = (entry: Entry) => paths.get(entry) ?? safeName(fileName(entry.path));
  let kept: { readonly url: string; readonly name: string } | undefined;
  const forget = () => {
    if (kept !== undefined) URL.revokeObjectURL(kept.url);
    kept = undefined;
  };
  const saveAgain = () => {
    if (kept !== undefined) handOver(kept.url, kept.name);
  };

  const troubles = ({ missing, failed, damaged }: Counts): readonly string[] => [
    ...(missing > 0 ? [words.run.missing({ count: missing })] : []),
    ...(damaged > 0 ? [words.run.damaged({ count: damaged })] : []),
    ...(failed > 0 ? [words.run.failed({ count: failed })] : []),
  ];
  const stopped = ({ got, missing, failed, damaged, ended }: RunResult): readonly string[] =>
    ended === undefined
      ? []
      : [words.run.stopped({ done: got.length + missing + failed + damaged, count: entries.length })];

  const progressOf = (work: Work, text: (at: { readonly done: number; readonly all: number }) => string) => {
    let before = 0;
    let current = 0;
    let last: Entry | undefined;
    return {
      onBytes: (count: number) => work.advance(before + (current += count)),
      start: (all: readonly Entry[]): Omit<Run, 'get'> => ({
        signal: work.signal,
        pause,
        onProgress(done, entry) {
          if (last !== undefined && last !== entry) before += last.sizeBytes;
          last = entry;
          current = 0;
          work.advance(before);
          work.show(text({ done: done + 1, all: all.length }), shownName(fileName(entry.path)));
        },
      }),
    };
  };

  /** Writes to `sink`; raises when a write fails. */
  const fill = async (sink: Sink, all: readonly Entry[], label: string): Promise<RunResult> => {
    const work = panel.work(label, totalBytes(all));
    const progress = progressOf(work, words.run.collecting);
    const archive = createArchive(sink, server, progress.onBytes);
    let broken: { readonly error: unknown } | undefined;
    const result = await getAll(all, {
      ...progress.start(all),
      async get(entry, signal) {
        try {
          return await state.note(entry, await archive.add(entry, pathOf(entry), signal));
        } catch (error) {
          if (!signal.aborted) broken = { error };
          work.stop();
          throw error;
        }
      },
    });
    if (broken !== undefined) throw broken.error;
    if (result.ended === undefined && result.got.length > 0) await archive.end();
    return result;
  };

  const pickArchive = archivePicker();
  const archive = async (): Promise<string> => {
    begin();
    const handle = await pickArchive?.(`${fileTitle}.zip`).catch(() => undefined);
    if (handle === undefined) return '';
    let result: RunResult;
    let writable: FileSystemWritableFileStream | undefined;
    try {
      writable = await handle.createWritable();
      result = await fill(fileSink(writable), entries, words.downloadAll);
      if (result.ended === undefined && result.got.length > 0) {
        await writable.close();
        for (const entry of result.got) state.saved(entry);
        return [
          words.run.archived({ count: result.got.length, name: isolated(handle.name) }),
          ...troubles(result),
        ].join(' ');
      }
    } catch {
      // A full disk, a folder that went away, or the reader did not allow it.
      result = lost(entries);
    }
    await writable?.abort().catch(() => undefined);
    await removeEmpty(handle);
    return [...stopped(result), words.run.nothing, ...troubles(result)].join(' ');
  };

  const pickFolder = folderPicker();
  const folder = async (): Promise<string> => {
    begin();
    const root = await pickFolder?.({ mode: 'readwrite' }).catch(() => undefined);
    if (root === undefined) return '';
    const work = panel.work(words.saveIn, totalBytes(entries));
    const progress = progressOf(work, words.run.saving);
    const result = await getAll(entries, {
      ...progress.start(entries),
      async get(entry, signal) {
        const passage = { ...progress, signal };
        const answer = await state.note(entry, await saveIn(root, entry, pathOf(entry), server, passage));
        if (answer === 'there') state.saved(entry);
        return answer;
      },
    });
    const count = result.got.length;
    return [...stopped(result), ...(count > 0 ? [words.run.saved({ count })] : []), ...troubles(result)].join(' ');
  };

  const partTitle = (at: number, all: number) =>
    all === 1 ? fileTitle : words.run.partTitle({ title: fileTitle, done: at + 1, all });
  const partName = ({ entries: [first, ...more] }: Part, at: number, all: number) =>
    first === undefined || more.length > 0 ? `${partTitle(at, all)}.zip` : shownName(fileName(first.path));

  const handPart = async (part: Part, name: string): Promise<RunResult> => {
    const [first, ...more] = part.entries;
    if (first !== undefined && more.length === 0) {
      const begin = () => {
        const work = panel.work(words.downloadAll, first.sizeBytes);
        const { onBytes, start } = progressOf(work, words.run.collecting);
        start([first]).onProgress(0, first);
        return { signal: work.signal, onBytes };
      };
      const answer = await delivery.hand(first, begin);
      const counts = { ...nothing, missing: answer === 'gone' ? 1 : 0, damaged: answer === 'damaged' ? 1 : 0 };
      if (answer === 'there') return { ...counts, got: [first] };
      if (answer === 'gone' || answer === 'damaged') return counts;
      return { ...counts, ended: answer === 'expired' ? answer : 'unreachable' };
    }
    const sink = blobSink();
    const result = await fill(sink, part.entries, words.downloadAll);
    if (result.ended !== undefined || result.got.length === 0) return result;
    kept = { url: URL.createObjectURL(sink.blob()), name };
    saveAgain();
    return result;
  };

  const parts = async (all: readonly Part[]): Promise<string> => {
    begin();
    const sums = { missing: 0, failed: 0, damaged: 0 };
    let handed = 0;
    // One archive is one download, so no browser blocks it.
    const isOneZip = all.length === 1 && entries.length > 1;
    const said = () =>
      isOneZip && handed > 0
        ? words.run.zip({ count: handed, name: isolated(`${fileTitle}.zip`) })
        : words.run.handed({ done: handed, count: entries.length });
    for (let at = 0; at < all.length;) {
      const part = all[at];
      if (part === undefined) break;
      const name = partName(part, at, all.length);
      forget();
      const result = await handPart(part, name).catch(() => lost(part.entries));
      if (result.ended === undefined) {
        for (const entry of result.got) state.handed(entry);
        handed += result.got.length;
        for (const what of ['missing', 'failed', 'damaged'] as const) sums[what] += result[what];
        at += 1;
      } else if (result.ended !== 'unreachable') break;
      const next = all[at];
      if (next === undefined) break;
      const goOn = await panel.ask({
        told: [
          said(),
          ...(result.ended === undefined ? [] : [words.unanswered]),
          ...troubles(sums),
          words.run.next({
            what: isolated(partName(next, at, all.length)),
            bytes: language.bytes(next.sizeBytes),
          }),
          ...(handed > 0 ? [words.run.check] : []),
        ].join(' '),
        again: kept === undefined ? undefined : saveAgain,
        ready: caughtUp(),
      });
      if (!goOn) break;
    }
    return [said(), ...(handed > 0 && !isOneZip ? [words.run.check] : []), ...troubles(sums)].join(' ');
  };

  return {
    /** One download for each part, at the reader's pace. */
    parts,
    /** Lets go of that archive. */
    forget,
    /** Hands over the last archive once more; absent where there is none. */
    again: () => (kept === undefined ? undefined : saveAgain),
    /** Into one archive that the browser writes where the reader says; absent where it cannot, and for what is small. */
    archive: () => (pickArchive !== undefined && totalBytes(state.offered()) > pickedAboveBytes ? archive : undefined),
    /** Into a folder; absent where the browser cannot. */
    ...(pickFolder !== undefined && { folder }),
  };
}
