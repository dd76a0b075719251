// Why this exists: the head of the page: what it holds, the button for all of it, how far that came, and how it ended.
import { shownName } from '../app/shown-name';
import { downloadAll, downloadPaceMs, startDownload, type RunResult } from './download';
import { button, byId, element } from './element';
import { downloadLink } from './file-row';
import type { StateOfPage } from './page-state';
import { folderPicker, saveIn } from './save-folder';
import type { Server } from './server';
import { fileName, totalBytes, type Entry, type Share } from './share';
import type { Language } from './words';

const pause = (delayMs: number) => new Promise<void>((done) => setTimeout(done, delayMs));

/** One way of getting all files. */
interface Way {
  readonly label: string;
  readonly hint: string;
  readonly paceMs: number;
  readonly progress: (done: number, all: number) => string;
  readonly done: (count: number) => string;
  /** Gives what is done with each file; `undefined` when the reader changed their mind. */
  readonly begin: () => Promise<((entry: Entry, signal: AbortSignal) => void | Promise<void>) | undefined>;
}

function ways(
  state: StateOfPage,
  server: Server,
  { words }: Language,
): { readonly downloads: Way; readonly folder?: Way } {
  const downloads: Way = {
    label: words.downloadAll,
    hint: words.run.hint,
    paceMs: downloadPaceMs,
    progress: (done, all) => words.run.progress({ done, all }),
    done: (count) => words.run.done({ count }),
    begin: async () => (entry) => {
      startDownload(entry);
      state.started(entry);
    },
  };
  const pick = folderPicker();
  if (pick === undefined) return { downloads };
  const folder: Way = {
    label: words.saveIn,
    hint: '',
    paceMs: 0,
    progress: (done, all) => words.run.saving({ done, all }),
    done: (count) => words.run.saved({ count }),
    begin: async () => {
      const root = await pick({ mode: 'readwrite' }).catch(() => undefined);
      if (root === undefined) return undefined;
      return async (entry, signal) => {
        await saveIn(root, entry, server, signal);
        state.saved(entry);
      };
    },
  };
  return { downloads, folder };
}

/** The buttons for everything; while one of them works, its progress and a way to stop. Gives what ends it. */
export function showActions(
  entries: readonly Entry[],
  state: StateOfPage,
  server: Server,
  language: Language,
): () => void {
  const { words } = language;
  const place = byId('actions');
  const told = element('p', { class: 'told', role: 'status' });
  let running: AbortController | undefined;

  const rest = () => {
    const [only] = entries;
    if (only === undefined) return;
    if (entries.length === 1) {
      const link = downloadLink(only, language, 'primary', true);
      link.addEventListener('click', () => void state.lookAt(only));
      place.replaceChildren(link);
      return;
    }
    const { downloads, folder } = ways(state, server, language);
    const offer = (way: Way, look: 'primary' | 'plain', picture: string) =>
      button({ look, icon: picture, text: way.label, onPress: () => void run(way) });
    place.replaceChildren(
      offer(downloads, 'primary', 'download'),
      ...(folder === undefined ? [] : [offer(folder, 'plain', 'folder')]),
      told,
    );
  };
  const summary = (way: Way, { started, missing, failed, ended }: RunResult): string =>
    [
      ...(ended === undefined ? [] : [words.run.stopped({ done: started + missing + failed, count: entries.length })]),
      ...(ended === undefined && started > 0 ? [way.done(started)] : []),
      ...(missing > 0 ? [words.run.missing({ count: missing })] : []),
      ...(failed > 0 ? [words.run.failed({ count: failed })] : []),
    ].join(' ');

  const run = async (way: Way) => {
    const start = await way.begin();
    if (start === undefined) return;
    const controller = new AbortController();
    running = controller;
    const progress = element('progress', { max: String(entries.length), value: '0', 'aria-label': way.label });
    const count = element('span');
    const name = element('bdi', { class: 'now' });
    const stop = button({ look: 'plain', icon: 'close', text: words.stop, onPress: () => controller.abort() });
    told.textContent = way.hint;
    place.replaceChildren(element('div', { class: 'run' }, element('p', {}, count, ' ', name), progress), stop, told);
    stop.focus();
    const result = await downloadAll(entries, {
      lookAt: state.lookAt,
      start: (entry) => start(entry, controller.signal),
      onProgress: (done, entry) => {
        progress.value = done;
        count.textContent = way.progress(done + 1, entries.length);
        name.textContent = shownName(fileName(entry.path));
      },
      pause,
      paceMs: way.paceMs,
      signal: controller.signal,
    });
    running = undefined;
    told.textContent = summary(way, result);
    // At an end of the share there is nothing left to offer.
    if (place.childElementCount > 0) rest();
    place.querySelector('button')?.focus();
  };
  rest();
  return () => {
    running?.abort();
    place.replaceChildren();
  };
}

/** `12 files · 84 MB` */
export function showSummary({ entries }: Share, { words, bytes }: Language): void {
  byId('summary').replaceChildren(
    element('span', {}, words.files({ count: entries.length })),
    element('span', {}, bytes(totalBytes(entries))),
  );
}
