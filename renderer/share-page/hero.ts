// The head of the page: title, summary, and the buttons for all files.
import { largestHeldBytes } from './archive';
import { partsOf } from './download';
import { button, byId, element } from '../page/element';
import type { Delivery } from './delivery';
import type { StateOfPage } from './page-state';
import { createPanel } from './panel';
import type { Server } from './server';
import { totalBytes, type Entry, type Share } from './share';
import { createTakeAll } from './take-all';
import type { Language } from './words';

export interface ActionsOptions {
  readonly entries: readonly Entry[];
  readonly state: StateOfPage;
  readonly server: Server;
  readonly language: Language;
  readonly delivery: Delivery;
}

/** The buttons for everything; while one of them works, its progress and a way to stop. Gives what ends it. */
export function showActions({ entries, state, server, language, delivery }: ActionsOptions): () => void {
  const { words } = language;
  const place = byId('actions');
  const [only] = entries;
  if (only === undefined || entries.length === 1) {
    if (only !== undefined) place.replaceChildren(delivery.control(only, 'primary', true));
    return () => place.replaceChildren();
  }

  const panel = createPanel(place, language);
  const ways = createTakeAll({ entries, title: document.title, state, server, language, delivery, panel });
  const parts = partsOf(entries, ways.archive === undefined ? largestHeldBytes : Number.POSITIVE_INFINITY);
  const hint =
    parts.length === 1
      ? words.run.whole({ bytes: language.bytes(totalBytes(entries)) })
      : words.run.parts({ count: parts.length, bytes: language.bytes(largestHeldBytes) });
  const { folder } = ways;

  const rest = (told: string) => {
    const again = ways.again();
    panel.rest(
      [
        offer('primary', 'download', words.downloadAll, ways.archive ?? (() => ways.parts(parts))),
        ...(folder === undefined ? [] : [offer('plain', 'folder', words.saveIn, folder)]),
        offer('plain', undefined, words.oneByOne, () =>
          ways.parts(entries.map((entry) => ({ entries: [entry], sizeBytes: entry.sizeBytes }))),
        ),
        ...(again === undefined ? [] : [button({ look: 'quiet', text: words.saveAgain, onPress: again })]),
      ],
      told,
    );
  };
  let isRunning = false;
  const offer = (look: 'primary' | 'plain', picture: string | undefined, text: string, way: () => Promise<string>) =>
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

/** `12 files · 84 MB` */
export function showSummary({ entries }: Share, { words, bytes }: Language): void {
  byId('summary').replaceChildren(
    element('span', {}, words.files({ count: entries.length })),
    element('span', {}, bytes(totalBytes(entries))),
  );
}
