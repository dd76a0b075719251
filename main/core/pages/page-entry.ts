// A page in the making, what an upload tells of its file, and what the rest of the core asks of all such pages.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure, failureRules, Failure, withLinkGiven } from '../model/failure';
import type { PageDraft, ShareItem } from '../model/share';
import type { SendingState } from './rules/live-page';
import type { UnfinishedUpload, Upload, UploadPhase, UploadingPage } from '../model/upload';
import type { ConnectionChoice, ItemResult, Shared } from '../model/share-request';
import type { Ports } from '../ports/ports';

export interface Page {
  draft: PageDraft;
  readonly choice: ConnectionChoice;
  /** Ids of uploads that are neither stored nor cancelled. */
  readonly pending: Set<string>;
  readonly items: Map<number, ShareItem>;
  /** Of `items` together. */
  storedBytes: number;
  readonly fileCount: number;
  copiedFiles: number;
  clockOffsetMs: number | undefined;
  givenUp: boolean;
  failed: boolean;
  ending: Promise<ItemResult> | undefined;
  /** The page is being given before its files; their uploads wait for that. Never rejects. */
  beginning: Promise<void> | undefined;
  /** The page was given before its files: people have its link. */
  sending: Sending | undefined;
  /** Uploads whose secrets were made for the manifest, and have encrypted nothing yet. */
  readonly unusedSecrets: Set<string>;
}

/** Tells the readers of a page how far its files are. */
export interface Sending {
  /** A file was stored, at this position. */
  stored(position: number, item: ShareItem): void;
  /** Tells no more, with `state` as the last word. Resolves when that is written, or could not be. */
  end(state?: SendingState): Promise<void>;
}

/** A page is to be given before its files. */
export interface LinkFirst {
  /** Called with its link, once that is proven and saved. */
  readonly onLink: ((shared: Shared) => void) | undefined;
  /** How long its files will take, by the speed that was measured last; absent: unknown. */
  readonly leftSeconds?: number;
}

/** `stored`: files that an earlier process uploaded, by position. */
export const newPage = (
  draft: PageDraft,
  choice: ConnectionChoice,
  uploads: readonly UnfinishedUpload[],
  stored: ReadonlyMap<number, ShareItem>,
): Page => ({
  draft,
  choice,
  pending: new Set(uploads.map(({ id }) => id)),
  items: new Map(stored),
  storedBytes: [...stored.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  fileCount: uploads.length + stored.size,
  copiedFiles: 0,
  clockOffsetMs: undefined,
  givenUp: draft.abandoned === true,
  failed: false,
  ending: undefined,
  beginning: undefined,
  sending: undefined,
  unusedSecrets: new Set(),
});

/** So long a process that ends waits for the last word of its pages: nobody waits for a network that is gone. */
const lastWordMs = 3_000;

/** Resolves once nothing of them is being written, and readers of those that were given before their files know that nobody sends. Never rejects. */
export async function lastWords(pages: readonly Page[]): Promise<void> {
  const busy = pages.flatMap(({ ending, beginning }) => [ending, beginning].filter((one) => one !== undefined));
  await Promise.all<unknown>(busy);
  const said = pages.map(async ({ sending }) => sending?.end('paused'));
  await Promise.race([Promise.all(said), wait(lastWordMs, undefined, { ref: false })]);
}

/** Saves what became of a page. Never raises: this process knows it, and on a full disk it can be cancelled all the same. */
export function keepDraft({ ledger, log }: Pick<Ports, 'ledger' | 'log'>, draft: PageDraft): void {
  try {
    ledger.savePageDraft(draft);
  } catch (error) {
    log.error('what became of a page could not be saved', asFailure(error));
  }
}

/** Its files in their order. */
export const filesOf = ({ items }: Page): readonly ShareItem[] =>
  [...items].toSorted(([a], [b]) => a - b).map(([, item]) => item);

/** A change that its share will never take: what was stored for it is removed. Without files of its own it can be asked for again. */
export const isHopeless = ({ items, draft: { change } }: Page, { code }: Failure): boolean =>
  change !== undefined &&
  (failureRules[code].kind === 'usage' ||
    code === 'object-missing' ||
    (items.size === 0 && !failureRules[code].retryable));

/** As the state shows it; `bytesPerSecond` is measured apart. */
export function shownPage({ draft, items, storedBytes }: Page, bytesPerSecond: number): UploadingPage {
  const { id, title, connectionId, startedAtMs } = draft;
  return { id, title, connectionId, startedAtMs, storedCount: items.size, storedBytes, bytesPerSecond };
}

export const failedResult = (
  { draft, sending }: Page,
  failure: Failure,
  causes: readonly Failure[] = [],
): ItemResult => ({
  ok: false,
  name: draft.title,
  failure: sending === undefined || failure.code === 'cancelled' ? failure : withLinkGiven(failure),
  ...(causes.length > 0 && { causes }),
});

/** Of a page some of whose uploads ended without a file: `causes`, or the user paused them. */
export function incompleteResult(page: Page, causes: readonly Failure[]): ItemResult {
  const { draft, items, fileCount } = page;
  if (causes.length === 0) return failedResult(page, new Failure('paused', { fileName: draft.title }));
  const facts = { pageId: draft.id, storedCount: items.size, fileCount };
  return failedResult(page, new Failure('page-incomplete', facts), causes);
}

/** Its own row while it is written. */
export function rowOf({ draft, storedBytes: sizeBytes }: Page, phase: UploadPhase): Upload {
  const { id, title: name, connectionId, startedAtMs } = draft;
  return { id, name, sizeBytes, sentBytes: sizeBytes, bytesPerSecond: 0, phase, connectionId, startedAtMs };
}

export type PagePlace = NonNullable<UnfinishedUpload['intent']['page']>;

export interface StoredItem {
  readonly item: ShareItem;
  readonly copied: boolean;
  /** What the server's clock is ahead of this computer's, ms. */
  readonly clockOffsetMs?: number;
}

export const waysOf = (page: Page | undefined, { id }: UnfinishedUpload) => ({
  /** Whether its secrets have encrypted nothing yet; from then on they have. */
  hasUnusedSecrets: () => page?.unusedSecrets.delete(id) === true,
  /** The link of its file is made and proven once it is stored. */
  linkFollows: page?.draft.forwards !== undefined,
  /** As `TransferHooks.firstByte`: the link of its page is given first. */
  firstByte: page?.beginning,
});

export type UploadWays = ReturnType<typeof waysOf>;

export interface Pages {
  /**
   * Shows a page, before its uploads are queued: a list of uploads has one row for it from the start. `stored`: files that an earlier process
   * uploaded, by position.
   */
  add(
    draft: PageDraft,
    choice: ConnectionChoice,
    uploads: readonly UnfinishedUpload[],
    stored: ReadonlyMap<number, ShareItem>,
  ): void;
  /**
   * Gives the link of an added page once its uploads have settled, or why there is none yet, and announces a page that stays incomplete, with
   * `refused`. `uploads`: by id; without any the page is finished at once. `refused`: items of the same gesture that could not be taken.
   */
  finish(
    draftId: string,
    uploads: ReadonlyMap<string, Promise<ItemResult | { readonly ok: true }>>,
    refused?: readonly ItemResult[],
  ): Promise<ItemResult>;
  /**
   * Gives a page of a known connection before its files where `first` says so, or goes on with one that was given so. Gives what its uploads have
   * to wait for before they run, which never rejects; `undefined`: for nothing. A page that cannot be given so is given as any other, after its files.
   */
  begin(draftId: string, uploads: readonly UnfinishedUpload[], first: LinkFirst | undefined): Promise<void> | undefined;
  /** How the upload of a file of a page is run. */
  waysOf(upload: UnfinishedUpload): UploadWays;
  /** The uploads of a page that are neither stored nor cancelled. */
  pending(draftId: string): readonly string[];
  stored(upload: UnfinishedUpload, stored: StoredItem): void;
  /** An upload was cancelled: the page is made of the rest. */
  left(upload: UnfinishedUpload): void;
  /** As `left` for the title only: the process ends, and the next one makes the page. */
  uncount(upload: UnfinishedUpload): void;
  /** Resolves once the page is finished or has failed; at once when it is not being finished. Never rejects. */
  ended(draftId: string): Promise<void>;
  has(draftId: string): boolean;
  ids(): readonly string[];
  isFailed(draftId: string): boolean;
  /** Finishes a failed page, announced like the first time. `undefined` when it did not fail. */
  retry(draftId: string): Promise<ItemResult> | undefined;
  /** Removes what is stored of it once no upload of it is left; the caller cancels those. */
  giveUp(draftId: string): void;
  /** Resolves once a page that is being given up is removed, or could not be. Never rejects. */
  gone(draftId: string): Promise<void>;
  /** Ends the pages that wait for the network; the next start resumes them. */
  stop(): Promise<void>;
}
