// Why this exists: the head of the page: what it holds, the button for all of it, how far that came, and how it ended.
import { shownName } from '../app/shown-name';
import { downloadAll, startDownload, type RunResult } from './download';
import { button, byId, element } from './element';
import { downloadLink } from './file-row';
import type { StateOfPage } from './page-state';
import { fileName, totalBytes, type Entry, type Share } from './share';
import type { Language } from './words';

const pause = (delayMs: number) => new Promise<void>((done) => setTimeout(done, delayMs));

/** The button for everything; while it runs, its progress and a way to stop. Gives what ends a run. */
export function showActions(entries: readonly Entry[], state: StateOfPage, language: Language): () => void {
  const { words } = language;
  const place = byId('actions');
  const told = element('p', { class: 'told', role: 'status' });
  let running: AbortController | undefined;

  const rest = () => {
    const [only] = entries;
    if (only === undefined) return;
    if (entries.length > 1) {
      place.replaceChildren(
        button({ look: 'primary', icon: 'download', text: words.downloadAll, onPress: () => void run() }),
        told,
      );
      return;
    }
    const link = downloadLink(only, language, 'primary', true);
    link.addEventListener('click', () => void state.lookAt(only));
    place.replaceChildren(link);
  };
  const summary = ({ started, missing, ended }: RunResult): string =>
    [
      ...(ended === undefined
        ? [started > 0 ? words.run.done(started) : '']
        : [words.run.stopped(started + missing, entries.length)]),
      ...(missing > 0 ? [words.run.missing(missing)] : []),
    ]
      .filter((text) => text !== '')
      .join(' ');

  const run = async () => {
    const controller = new AbortController();
    running = controller;
    const progress = element('progress', { max: String(entries.length), value: '0', 'aria-label': words.downloadAll });
    const count = element('span');
    const name = element('bdi', { class: 'now' });
    const stop = button({ look: 'plain', icon: 'close', text: words.stop, onPress: () => controller.abort() });
    told.textContent = words.run.hint;
    place.replaceChildren(element('div', { class: 'run' }, element('p', {}, count, ' ', name), progress), stop, told);
    stop.focus();
    const result = await downloadAll(entries, {
      lookAt: state.lookAt,
      start: (entry) => {
        startDownload(entry);
        state.started(entry);
      },
      onProgress: (done, entry) => {
        progress.value = done;
        count.textContent = words.run.progress(done + 1, entries.length);
        name.textContent = shownName(fileName(entry.path));
      },
      pause,
      signal: controller.signal,
    });
    running = undefined;
    told.textContent = summary(result);
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
    element('span', {}, words.files(entries.length)),
    element('span', {}, bytes(totalBytes(entries))),
  );
}
