// The head of the page: title, summary, and the buttons for all files.
import { shownName } from '../app/ui/display-name';
import { fileKind } from '../app/ui/file-kind';
import { archiveBytes, largestHeldBytes } from './archive';
import { partsOf } from './download';
import { button, byId, element } from '../page/element';
import type { Delivery } from './delivery';
import { toneOf } from './file-row';
import type { StateOfPage } from './page-state';
import { createPanel } from './panel';
import { previewOf } from './preview-kind';
import type { Server } from './server';
import { fileName, totalBytes, type Entry } from './share';
import { createTakeAll } from './take-all';
import type { Language } from './words';

export interface ActionsOptions {
  readonly entries: readonly Entry[];
  readonly state: StateOfPage;
  readonly server: Server;
  readonly language: Language;
  readonly delivery: Delivery;
  readonly preview: (entry: Entry) => void;
}

/** The only file of a share stands in the head alone, with what became of it. */
function showOnly(entry: Entry, place: HTMLElement, { state, language, delivery, preview }: ActionsOptions): void {
  const { words } = language;
  const told = element('p', { class: 'told', role: 'status' });
  place.replaceChildren(delivery.control(entry, 'primary', true));
  if (previewOf(entry) !== undefined) {
    const label = words.preview({ name: shownName(fileName(entry.path)) });
    place.append(button({ look: 'plain', text: words.viewer.label, label, onPress: () => preview(entry) }));
  }
  place.append(told);
  state.onChange(() => {
    const now = state.file(entry);
    told.className = `told ${toneOf(now)}`;
    told.textContent = now === 'known' ? '' : words[now];
  });
}

/** The buttons for everything; while one of them works, its progress and a way to stop. Gives what ends it. */
export function showActions(options: ActionsOptions): () => void {
  const { entries, state, server, language, delivery } = options;
  const { words } = language;
  const place = byId('actions');
  const [only] = entries;
  if (only === undefined || entries.length === 1) {
    if (only !== undefined) showOnly(only, place, options);
    return () => place.replaceChildren();
  }

  const panel = createPanel(place, language);
  const ways = createTakeAll({ entries, title: document.title, state, server, language, delivery, panel });
  const parts = partsOf(entries, ways.archive === undefined ? largestHeldBytes : Number.POSITIVE_INFINITY);
  const hint =
    parts.length === 1
      ? words.run.whole({ bytes: language.bytes(archiveBytes(entries)) })
      : words.run.parts({ count: parts.length, bytes: language.bytes(largestHeldBytes) });
  const { folder } = ways;

  const rest = (told: string) => {
    const again = ways.again();
    panel.rest(
      [
        offer('primary', 'download', words.downloadAll, ways.archive ?? (() => ways.parts(parts))),
        ...(folder === undefined ? [] : [offer('plain', 'folder', words.saveIn, folder)]),
        offer('link', undefined, words.oneByOne, () =>
          ways.parts(entries.map((entry) => ({ entries: [entry], sizeBytes: entry.sizeBytes }))),
        ),
        ...(again === undefined ? [] : [button({ look: 'quiet', text: words.saveAgain, onPress: again })]),
      ],
      told,
    );
  };
  let isRunning = false;
  const offer = (
    look: 'primary' | 'plain' | 'link',
    picture: string | undefined,
    text: string,
    way: () => Promise<string>,
  ) =>
    button({
      look,
      text,
      ...(picture !== undefined && { icon: picture }),
      onPress: () => {
        // The picker of a second press would take the place of the first.
        if (isRunning) return;
        isRunning = true;
        void way().then((told) => {
          isRunning = false;
          rest(told === '' ? hint : told);
        });
      },
    });
  rest(hint);
  return () => {
    panel.end();
    ways.forget();
  };
}

/** `12 files · 84 MB`, and of a single file `plan.pdf · 2 MB · Document`, its name where the title is another. */
export function showSummary(entries: readonly Entry[], { words, bytes }: Language): void {
  const [only] = entries;
  const facts = [bytes(totalBytes(entries))];
  if (only === undefined || entries.length > 1) facts.unshift(words.files({ count: entries.length }));
  else {
    const name = fileName(only.path);
    if (shownName(name) !== document.title) facts.unshift(`\u2068${shownName(name)}\u2069`);
    facts.push(words.kinds[fileKind(name, only.contentType)]);
  }
  byId('summary').replaceChildren(...facts.map((fact) => element('span', {}, fact)));
}
