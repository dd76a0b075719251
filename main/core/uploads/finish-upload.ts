// Runs an upload to its end: a link of its own, or an item of a page.
import { afterSending, asFailure } from '../model/failure';
import { shareItem } from './share-item';
import { goOn, type ItemContext } from './transfer-file';
import type { Shared } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import type { StoredItem, PagePlace } from '../pages/stored-item';
import type { ShareItem } from '../model/share';
import { storeFile } from './store-file';

export type Finished =
  | { readonly kind: 'shared'; readonly shared: Shared }
  | { readonly kind: 'stored'; readonly stored: StoredItem };

/** Raises what `shareItem` and `storeItem` raise; the failure says whether bytes of the file had left this computer. */
export async function finishUpload(upload: UnfinishedUpload, context: Omit<ItemContext, 'onSent'>): Promise<Finished> {
  const { page } = upload.intent;
  // An earlier process may have sent parts.
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

/** Uploads a file of a page (or resumes that). Raises what the engine and the ledger raise, and `cancelled`. */
export async function storeItem(upload: UnfinishedUpload, page: PagePlace, context: ItemContext): Promise<StoredItem> {
  const { ports, open, rows, onDone } = context;
  const stored = await storeFile(upload, context);
  const { snapshot, contentType, check, sha256, headSha256, source, copied, clockOffsetMs } = stored;
  goOn(context);
  const item: ShareItem = {
    shareId: page.id,
    role: 'file',
    key: upload.key,
    path: upload.name,
    // Of an encrypted file that of the plain one.
    sizeBytes: headSha256 === undefined ? stored.sizeBytes : snapshot.sizeBytes,
    contentType,
    ...(sha256 !== undefined && { sha256 }),
    ...(headSha256 !== undefined && { headSha256 }),
    storedCheck: check,
    ...(source !== undefined && { source }),
  };
  if (!open.ephemeral) {
    // One transaction: after a crash there is either the upload or the item, never both and never neither.
    const saving = rows.commit(() => {
      goOn(context);
      ports.ledger.saveItem(item, page.position);
      ports.ledger.forgetUpload(upload.id);
    });
    onDone();
    await saving;
  }
  return { item, copied, ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
}
