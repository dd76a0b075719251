// Why this exists: an upload leads to a link of its own or to a place on a page; the queue does not care which.
import type { Shared } from './app';
import { storeItem, type StoredItem } from './page-item';
import type { UnfinishedUpload } from './ports';
import { shareItem } from './share-item';
import type { ItemContext } from './transfer-file';

export type Brought =
  | { readonly kind: 'shared'; readonly shared: Shared }
  | { readonly kind: 'stored'; readonly stored: StoredItem };

/** Raises what sharing and storing raise. */
export async function bringUpload(upload: UnfinishedUpload, context: ItemContext): Promise<Brought> {
  const { page } = upload.intent;
  return page === undefined
    ? { kind: 'shared', shared: await shareItem(upload, context) }
    : { kind: 'stored', stored: await storeItem(upload, page, context) };
}
