// A stored file of a page, as the upload reports it to the page queue.
import type { ShareItem } from '../model/share';
import type { UnfinishedUpload } from '../model/upload';

export type PagePlace = NonNullable<UnfinishedUpload['intent']['page']>;

export interface StoredItem {
  readonly item: ShareItem;
  readonly copied: boolean;
  /** What the server's clock is ahead of this computer's, ms. */
  readonly clockOffsetMs?: number;
}
