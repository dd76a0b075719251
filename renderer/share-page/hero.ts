// The head of the page: title, summary, and the buttons for all files.
import { shownName } from '../app/ui/display-name';
import { fileKind } from '../app/ui/file-kind';
import { archiveBytes, largestHeldBytes } from './archive';
import { partsOf } from './download';
import { button, byId, element } from '../page/element';
import type { Delivery } from './delivery';
import { stateWords, toneOf } from './file-row';
import type { StateOfPage } from './page-state';
import { createPanel } from './panel';
import { previewOf } from './preview-kind';
import type { Server } from './server';
import { fileName, totalBytes, type Entry } from './share';
import { createTakeAll } from './take-all';
import type { Language } from './words';

export interface ActionsOptions {
  readonly state: StateOfPage;
  readonly server: Server;
  readonly language: Language;
  readonly delivery: Delivery;
  readonly preview: (entry: Entry) => void;
}

/** The only file of a share stands in the head alone, with what became of it. */
function showOnly(
  entry: Entry,
  place: HTMLElement,
  { state, language, delivery, preview }: ActionsOptions,
): () => void {
  const { words } = language;
  const told = element('p', { class: 'told', role: 'status' });
  let isOver = false;
  let offered: boolean | undefined;
  const show = () => {
    const now = state.file(entry);
    const said = stateWords(entry, state, language);
    told.className = `told ${toneOf(now)}`;
    // Of a file on its way all is said above.
    told.textContent = toneOf(now) === 'coming' ? '' : said;
    const isOffered = state.offered().length > 0;
    if (isOver || offered === isOffered) return;
    offered = isOffered;
    if (!isOffered) {
      place.replaceChildren(told);
      return;
    }
    place.replaceChildren(delivery.control(entry, 'primary', true));
    if (previewOf(entry) !== undefined) {
      const label = words.preview({ name: shownName(fileName(entry.path)) });
      place.append(button({ look: 'plain', text: words.viewer.label, label, onPress: () => preview(entry) }));
    }
    place.append(told);
  };
  show();
  state.onChange(() => state.entries().includes(entry) && show());
  return () => {
    isOver = true;
    place.replaceChildren();
  };
}

const isComing = (state: StateOfPage, entry: Entry): boolean => toneOf(state.file(entry)) === 'coming';

/** The buttons for everything; while one of them works, its progress and a way to stop. Gives what ends it. */
export function showActions(options: ActionsOptions): () => void {
  const { state, server, language, delivery } = options;
  const { words } = language;
  const place = byId('actions');
  const [only] = state.entries();
  if (only === undefined || state.entries().length === 1) {
    return only === undefined ? () => place.replaceChildren() : showOnly(only, place, options);
  }

  const panel = createPanel(place, language);
  const ways = createTakeAll({ state, server, language, delivery, panel });
  const parts = () =>
    partsOf(state.offered(), ways.archive() === undefined ? largestHeldBytes : Number.POSITIVE_INFINITY);
  const hint = (): string => {
    const { length } = parts();
    return length === 1
      ? words.run.whole({ bytes: language.bytes(archiveBytes(state.offered())) })
      : words.run.parts({ count: length, bytes: language.bytes(largestHeldBytes) });
  };
  const { folder } = ways;
  const label = (): string => {
    const count = state.offered().length;
    const all = state.entries().filter((entry) => state.file(entry) !== 'removed').length;
    return count === all ? words.downloadAll : words.downloadSome({ count });
  };

  let face: HTMLElement | undefined;
  let shown = '';
  let toldLast = '';
  /** What decides which buttons there are. While files come only the number on one of them changes: it may be under a finger. */
  const kind = (): string => {
    const offered = state.offered();
    if (offered.length === 0 || state.hasEnded()) return 'none';
    return state.entries().some((entry) => isComing(state, entry)) ? 'some' : `${label()} ${totalBytes(offered)}`;
  };
  const rest = (told: string) => {
    shown = kind();
    toldLast = told;
    const again = ways.again();
    const repeat = again === undefined ? [] : [button({ look: 'quiet', text: words.saveAgain, onPress: again })];
    const main = offer(shown === 'some' ? 'plain' : 'primary', 'download', label(), () =>
      (ways.archive() ?? (() => ways.parts(parts())))(),
    );
    face = main.querySelector('span') ?? undefined;
    if (shown === 'none') panel.rest([], told);
    else if (shown === 'some') panel.rest([main, ...repeat], told);
    else {
      const oneByOne = offer('link', undefined, words.oneByOne, () =>
        ways.parts(state.offered().map((entry) => ({ entries: [entry], sizeBytes: entry.sizeBytes }))),
      );
      const saveIn = folder === undefined ? [] : [offer('plain', 'folder', words.saveIn, folder)];
      const isWhole = told === '' && label() === words.downloadAll;
      panel.rest([main, ...saveIn, oneByOne, ...repeat], isWhole ? hint() : told);
    }
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
      icon: picture,
      onPress: () => {
        // The picker of a second press would take the place of the first.
        if (isRunning) return;
        isRunning = true;
        void way().then((told) => {
          isRunning = false;
          rest(told);
        });
      },
    });
  rest('');
  state.onChange(() => {
    if (isRunning) return;
    if (shown !== kind()) rest(toldLast);
    else if (face !== undefined) face.textContent = label();
  });
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
