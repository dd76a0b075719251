// What the rest of the core asks of the unfinished pages of this process.
import type { PageDraft, ShareItem } from '../model/share';
import type { ConnectionChoice, ItemResult } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import type { StoredItem } from './stored-item';

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
