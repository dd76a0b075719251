// A file of a page that is stored: what the page's queue is told of it, and which place of which page it has.
import type { ShareItem } from '../model/share';
import type { UnfinishedUpload } from '../model/upload';

export type PagePlace = NonNullable<UnfinishedUpload['intent']['page']>;

export interface StoredItem {
  readonly item: ShareItem;
  readonly copied: boolean;
  /** What the server's clock is ahead of this computer's, ms. */
  readonly clockOffsetMs?: number;
}
