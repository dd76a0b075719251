// A page in the making, what an upload tells of its file, and what the rest of the core asks of all such pages.
import { failureRules, type Failure } from '../model/failure';
import type { PageDraft, ShareItem } from '../model/share';
import type { UnfinishedUpload, UploadingPage } from '../model/upload';
import type { ConnectionChoice, ItemResult } from '../model/share-request';

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
}

/** Its files in their order. */
export const filesOf = ({ items }: Page): readonly ShareItem[] =>
  [...items].toSorted(([a], [b]) => a - b).map(([, item]) => item);

/** Nothing is stored for it, and nothing is taken out by it. */
export const isEmpty = ({ items, draft: { change } }: Page): boolean =>
  items.size === 0 && (change?.removes ?? []).length === 0;

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

export const failedResult = ({ draft }: Page, failure: Failure, causes: readonly Failure[] = []): ItemResult => ({
  ok: false,
  name: draft.title,
  failure,
  ...(causes.length > 0 && { causes }),
});

export type PagePlace = NonNullable<UnfinishedUpload['intent']['page']>;

export interface StoredItem {
  readonly item: ShareItem;
  readonly copied: boolean;
  /** What the server's clock is ahead of this computer's, ms. */
  readonly clockOffsetMs?: number;
}

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
  /** Ends the pages that wait for the network; the next start resumes them. */
  stop(): Promise<void>;
}
