// Why this exists: one file of a page on its way: stored, compared, and then an item of the page instead of an upload.
import { unknownType } from '../storage/rules/content-type';
import { Failure } from '../model/failure';
import type { ShareItem } from '../model/share';
import { storeFile } from './store-file';
import type { ItemContext } from './transfer-file';
import type { UnfinishedUpload } from '../model/upload';
import type { PagePlace, StoredItem } from '../pages/page-queue';

/** Uploads (or goes on with) a file of a page. Raises what the engine and the ledger raise, and `cancelled`. */
export async function storeItem(upload: UnfinishedUpload, page: PagePlace, context: ItemContext): Promise<StoredItem> {
  const { ports, open, isStopped } = context;
  const contentType = ports.contentTypeOf(upload.name) ?? unknownType;
  const { sizeBytes, check, sha256, source, copied, clockOffsetMs } = await storeFile(upload, contentType, context);
  if (isStopped()) throw new Failure('cancelled');
  const item: ShareItem = {
    shareId: page.id,
    role: 'file',
    key: upload.key,
    path: upload.name,
    sizeBytes,
    contentType,
    ...(sha256 !== undefined && { sha256 }),
    storedCheck: check,
    source,
  };
  if (!open.ephemeral) {
    // One transaction: after a crash there is either the upload or the item, never both and never neither.
    ports.ledger.together(() => {
      ports.ledger.saveItem(item, page.position);
      ports.ledger.forgetUpload(upload.id);
    });
  }
  return { item, copied, ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
}
