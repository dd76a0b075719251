// Why this exists: an upload leads to a link of its own or to a place on a page; the queue does not care which.
import { afterSending, asFailure } from '../model/failure';
import { storeItem } from './page-item';
import { shareItem } from './share-item';
import type { ItemContext } from './transfer-file';
import type { Shared } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import type { StoredItem } from '../pages/page-queue';

export type Brought =
  | { readonly kind: 'shared'; readonly shared: Shared }
  | { readonly kind: 'stored'; readonly stored: StoredItem };

/** Raises what sharing and storing raise, and says with it whether bytes of the file had left this computer. */
export async function bringUpload(upload: UnfinishedUpload, context: Omit<ItemContext, 'onSent'>): Promise<Brought> {
  const { page } = upload.intent;
  // An earlier process may have sent parts of it.
  let sent = (upload.record?.parts.length ?? 0) > 0;
  const noting: ItemContext = { ...context, onSent: () => (sent = true) };
  try {
    return page === undefined
      ? { kind: 'shared', shared: await shareItem(upload, noting) }
      : { kind: 'stored', stored: await storeItem(upload, page, noting) };
  } catch (error) {
    throw sent ? afterSending(asFailure(error)) : error;
  }
}
