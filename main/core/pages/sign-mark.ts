// The mark of a share: one object, which whoever opens its page may write and nobody but its owner reads.
import type { Until } from '../given/given';
import { usualLongestSeconds } from '../model/expiry';
import { markPosition, type ShareItem } from '../model/share';
import type { GuestLinks } from '../ports/guest-links';
import type { Ports } from '../ports/ports';
import { markKey } from '../model/keys/object-key';
import type { OpenConnection } from '../storage/storage';
import { markWay } from '../model/receipts/mark-way';
import { markBytes, pageMark, type PageMark } from './rules/page-mark';

/** No browser runs it. */
const markType = 'application/octet-stream';

/** Saves the key of the mark of a share, or of the draft with its id, before any page can write it. */
export function saveMark(
  { ledger, randomBytes }: Pick<Ports, 'ledger' | 'randomBytes'>,
  shareId: string,
  prefix: string,
): void {
  const key = markKey(prefix, randomBytes(16));
  const item: ShareItem = {
    shareId,
    role: 'mark',
    key,
    path: '',
    sizeBytes: markBytes,
    contentType: markType,
    storedCheck: 'sample',
  };
  ledger.saveItem(item, markPosition);
}

export const markOf = (items: readonly ShareItem[]): ShareItem | undefined => items.find(({ role }) => role === 'mark');

/**
 * What lets a page write the mark among `items`, until its own end where the server signs forms for so long; `undefined` for a share without one,
 * and where a later test found that the server does not hold such links to their limits.
 */
export async function signMark(
  {
    objects,
    connection,
  }: Pick<OpenConnection, 'connection'> & {
    readonly objects: Pick<GuestLinks, 'signForm' | 'signWrite'>;
  },
  items: readonly ShareItem[],
  { signedAtMs, lifetimeSeconds }: Until,
): Promise<PageMark | undefined> {
  const mark = markOf(items);
  const way = mark && markWay(connection);
  if (mark === undefined || way === undefined) return undefined;
  const { key } = mark;
  const pageEndsAtMs = Math.floor(signedAtMs / 1_000) * 1_000 + lifetimeSeconds * 1_000;
  const seconds = Math.min(lifetimeSeconds, usualLongestSeconds);
  const write =
    way === 'form'
      ? await objects.signForm({
          key,
          leastBytes: markBytes,
          mostBytes: markBytes,
          contentType: markType,
          signedAtMs,
          expiresAtMs: signedAtMs + seconds * 1_000,
        })
      : await objects.signWrite({
          key,
          contentType: markType,
          contentLength: markBytes,
          signedAtMs,
          lifetimeSeconds: seconds,
        });
  return pageMark(write, pageEndsAtMs);
}
