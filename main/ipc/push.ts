// The one place that sends to the window: what changed of the view, at most ten times a second, in a burst of uploads once a second, the last one
// always; and to each document's preload script, once, its document token.
import type { WebContents } from 'electron';
import { documentTokenIssued, stateChanged } from '../../preload/contract';
import type { AppView } from '../../preload/views/views';
import { createThrottle } from '../core/async/throttle';
import type { DocumentTokens } from './document-tokens';
import type { News, ViewSource } from './view-source';

const intervalMs = 100;
/** Building, sending and drawing a view takes processor time from the uploads, and nobody follows so many one by one. */
const burstMs = 1_000;
/** Drawing what only began would take the processor from it, and a small file has its link by then: both are drawn once. */
const beginningMs = 60;
/** Drawing the first rows of a burst takes a fifth of the processor time of a thousand small files, which have their links by then; larger ones are told sooner (`view-source.ts`). */
const burstBeginningMs = 600;

const everyMs: Readonly<Record<News, number>> = { change: intervalMs, upload: intervalMs, burst: burstMs };
const soonestMs: Readonly<Record<News, number>> = { change: 0, upload: beginningMs, burst: burstBeginningMs };

/**
 * Remembers what a document was told of each part of the view. `news` gives the parts that differ from that as the JSON of a `ViewNews`, nothing
 * where none does, and all of them the first time and after `forget`.
 */
export function createTeller(current: () => AppView) {
  let told = new Map<string, string>();
  return {
    forget: () => {
      told = new Map();
    },
    news(): string | undefined {
      const parts = new Map(
        Object.entries(current())
          .filter(([, part]) => part !== undefined)
          .map(([name, part]) => [name, JSON.stringify(part)]),
      );
      const gone = [...told.keys()].filter((name) => !parts.has(name)).map((name) => [name, 'null'] as const);
      const changed = [...[...parts].filter(([name, part]) => told.get(name) !== part), ...gone];
      if (changed.length === 0) return undefined;
      const isWhole = told.size === 0;
      told = parts;
      return `{"isWhole":${isWhole},"parts":{${changed.map(([name, part]) => `"${name}":${part}`).join(',')}}}`;
    },
  };
}

/** Pushes until the window is gone, the present view at once: a page that is waiting for it need not ask. */
export function pushTo(contents: WebContents, source: Pick<ViewSource, 'current' | 'subscribe'>): void {
  let due: NodeJS.Immediate | undefined;
  const teller = createTeller(() => source.current());
  // A page that is loaded again knows nothing, and once it listens only what it has asked for, which may be between two pushes.
  contents.on('did-start-navigation', teller.forget);
  contents.on('dom-ready', teller.forget);
  const send = () => {
    const news = contents.isDestroyed() ? undefined : teller.news();
    if (news !== undefined) contents.send(stateChanged, news);
  };
  // After the step that changed the state: what that has to send to the engine or to write to the clipboard goes first.
  const throttle = createThrottle(intervalMs, () => {
    due = setImmediate(send);
  });
  const unsubscribe = source.subscribe((news) => throttle.request(everyMs[news], soonestMs[news]));
  send();
  contents.once('destroyed', () => {
    unsubscribe();
    throttle.cancel();
    clearImmediate(due);
  });
}

/** Sends a document token to the preload script of every document of these web contents; the page's scripts have no `ipcRenderer`. */
export function giveDocumentTokens(contents: WebContents, documentTokens: DocumentTokens): void {
  contents.on('dom-ready', () => contents.send(documentTokenIssued, documentTokens.issue(contents.id)));
  const { id } = contents;
  contents.once('destroyed', () => documentTokens.revoke(id));
}
