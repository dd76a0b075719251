// A page that is given before its files are stored: its entries, its status while they are sent, and which of them may be offered.
import { storedBytes } from '../encryption/rules/share-manifest';
import type { Store } from '../state/state';
import { whileBusy } from '../async/repeat';
import type { ConnectionPool } from '../storage/storage';
import type { Log } from '../model/system';
import type { ShareItem } from '../model/share';
import type { ConnectionChoice } from '../model/share-request';
import { isMoving, type UnfinishedUpload, type Upload } from '../model/upload';
import type { Page, Sending } from './page-entry';
import type { PageStatus } from './rules/live-page';
import { createStatusWriter, oncePerOutage, writeStatus, type StatusTimes } from './status-object';

export interface SendingNeeds {
  readonly store: Store;
  readonly access: ConnectionPool;
  readonly log: Log;
  readonly times?: StatusTimes;
}

interface Said {
  readonly statusKey: string;
  /** Of the last status that was written. */
  readonly sequence: number;
  /** What the page says of its files, by their index, which is their position. */
  readonly entries: readonly ShareItem[];
}

/**
 * Keeps the store of a page open between its writes, so that the last ones wait for no handshake. Never while its uploads rest or nothing gets
 * through: the next one then opens with the credentials and the endpoint of that time.
 */
function storeKeeper(access: ConnectionPool, choice: ConnectionChoice) {
  let release: (() => void) | undefined;
  const drop = () => {
    release?.();
    release = undefined;
  };
  return {
    keep() {
      if (release !== undefined) return;
      const kept = new Promise<void>((resolve) => (release = resolve));
      access.withConnection(choice, () => kept).catch(drop);
    },
    drop,
  };
}

/** Begins to tell how far the page is; `said`: what its readers were told last. */
export function beginSending(
  { store, access, log, times }: SendingNeeds,
  page: Page,
  uploads: readonly UnfinishedUpload[],
  { statusKey, sequence: before, entries }: Said,
): Sending {
  const positions = new Map(uploads.map(({ id, intent }) => [id, intent.page?.position ?? -1]));
  const offered = new Set<number>();
  let sequence = before;
  let isOver = false;
  const outage = oncePerOutage((message, error) => log.error(message, error));
  const open = storeKeeper(access, page.choice);
  const failed = (error: unknown) => {
    open.drop();
    outage.failed(error);
  };

  const offer = (position: number, item: ShareItem) => {
    const told = entries[position];
    // A file that changed meanwhile is not what the page says of it: it is offered by the last page.
    const isAsTold = told?.sizeBytes === item.sizeBytes && told.headSha256 === item.headSha256;
    if (isAsTold) offered.add(position);
  };
  for (const [position, item] of page.items) offer(position, item);

  const write = async (state?: PageStatus['state']) => {
    sequence += 1;
    const facts = factsOf(page, positions, entries.length, store);
    const status = { ...facts, stored: offered, sequence, ...(state !== undefined && { state }) };
    // Nothing says the last word again.
    const asOften = state === undefined ? <T>(one: () => Promise<T>) => one() : whileBusy;
    if (status.state === 'paused') open.drop();
    await access.withConnection(page.choice, async ({ objects }) => {
      await asOften(() => writeStatus(objects, statusKey, status));
      if (status.state === 'sending') open.keep();
    });
    outage.worked();
  };
  const writer = createStatusWriter(() => write(), failed, times);
  const unsubscribe = store.subscribe(['uploads', 'pendingCancel'], () => writer.request());
  writer.request();
  open.keep();
  return {
    stored: offer,
    async end(state) {
      unsubscribe();
      await writer.end();
      // A process that ends has a last word for pages that were finished just now, too.
      if (state !== undefined && !isOver) {
        isOver = true;
        await write(state).catch(failed);
      }
      open.drop();
    },
  };
}

function factsOf(
  page: Page,
  positions: ReadonlyMap<string, number>,
  entryCount: number,
  store: Store,
): Pick<PageStatus, 'state' | 'sentBytes' | 'failed' | 'sending'> {
  const { uploads, pendingCancel } = store.get();
  const { id: pageId } = page.draft;
  const rows = [...uploads, ...pendingCancel].filter((row) => row.pageId === pageId);
  // A page whose files are all stored has a row of its own while it is written.
  const lines = [...rows, ...uploads.filter(({ id }) => id === pageId)];
  const at = ({ id }: Pick<Upload, 'id'>) => positions.get(id) ?? -1;
  const isEntry = (index: number) => index >= 0 && index < entryCount;
  const shown = new Set([...page.items.keys(), ...rows.map(at)]);
  const takenOut = [...positions.values()].filter((position) => !shown.has(position));
  const failed = rows.filter(({ phase }) => phase.kind === 'failed').map(at);
  const begun = rows.filter(({ phase, sentBytes }) => isMoving(phase) && sentBytes > 0);
  const stored = [...page.items.values()].reduce((sum, item) => sum + storedBytes(item), 0);
  return {
    state: lines.length > 0 && lines.every(({ phase }) => !isMoving(phase)) ? 'paused' : 'sending',
    sentBytes: rows.reduce((sum, { sentBytes }) => sum + sentBytes, stored),
    failed: new Set([...failed, ...takenOut].filter(isEntry)),
    sending: new Map(begun.map((row) => [at(row), row.sentBytes] as const).filter(([index]) => isEntry(index))),
  };
}
