// Reads the page of a share as it is stored: another computer may have written it.
import { describesObjects } from '../model/capabilities';
import { asFailure, Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { StoredObject } from '../ports/object-store';
import { readWhole, type OpenConnection } from '../storage/storage';
import { mostPageBytes, pageHtml } from './rules/page-html';

const mostReads = 10;

export const unread = (fileName: string) =>
  new Failure('share-unchangeable', {
    fileName,
    reason: 'another computer wrote its page, and this Mayfly cannot read that',
  });

export interface StoredPage {
  readonly html: string;
  /** Absent where the server tells nothing of an object. */
  readonly stored: StoredObject | undefined;
}

/**
 * A page that is written anew while it is read is read again. Raises `object-missing`, `share-unchangeable` for what is no page, what the store raises, and
 * `page-changed` where reading does not end.
 */
export async function readStored(share: Pick<Share, 'key' | 'name'>, open: OpenConnection): Promise<StoredPage> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = describesObjects(open.connection) ? await open.objects.describe(share.key) : undefined;
    try {
      return await readPageAs(stored, share, open);
    } catch (error) {
      const isAnother = stored !== undefined && asFailure(error).code === 'object-missing';
      if (!isAnother) throw error;
      if (attempt >= mostReads) throw new Failure('page-changed', { fileName: share.name });
    }
  }
}

async function readPageAs(
  stored: StoredObject | undefined,
  { key, name: fileName }: Pick<Share, 'key' | 'name'>,
  { objects, connection }: OpenConnection,
): Promise<StoredPage> {
  if (stored === undefined && describesObjects(connection)) throw new Failure('object-missing', { fileName });
  const size = stored?.sizeBytes ?? mostPageBytes;
  if (size > mostPageBytes) throw unread(fileName);
  const bytes = await readWhole(objects, key, size, stored?.etag);
  try {
    return { html: await pageHtml(bytes), stored };
  } catch {
    throw unread(fileName);
  }
}
