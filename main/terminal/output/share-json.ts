// The JSON of a share, the same in every command; never its link.
import type { ShareReceipts } from '../../core/model/receipts/receipt';
import { reachOfShare, shareState, type Share, type ShareItem } from '../../core/model/share';
import { reachOfUrl } from '../../core/model/host-reach';
import { iso, jsonLine } from './output';
import type { Shared } from '../../core/model/share-request';

/** One entry of `list --json`. */
export const shareJson = (share: Share, connection: string, nowMs: number, receipts: ShareReceipts | undefined) => ({
  id: share.id,
  kind: share.kind,
  origin: share.origin,
  name: share.name,
  sizeBytes: share.sizeBytes,
  fileCount: share.fileCount,
  contentType: share.contentType,
  connection,
  bucket: share.bucket,
  key: share.key,
  createdAt: iso(share.createdAtMs),
  expiresAt: iso(share.expiresAtMs),
  limitedBy: share.limitedBy,
  ...(share.keepUntilMs !== undefined && { keepUntil: iso(share.keepUntilMs) }),
  state: shareState(share, nowMs),
  verified: share.verified,
  ...encryptionJson(share),
  reach: reachOfShare(share),
  ...(receipts !== undefined && { receipts: receiptsJson(receipts) }),
});

const receiptsJson = ({ opened, saved, lastAtMs, exactness }: ShareReceipts) => ({
  opened,
  saved,
  ...(lastAtMs !== undefined && { lastAt: iso(lastAtMs) }),
  exact: exactness === 'exact',
});

/** `show --json`: its place and its files as well. */
export const shareDetailsJson = (
  share: Share,
  items: readonly ShareItem[],
  connection: string,
  nowMs: number,
  receipts: ShareReceipts | undefined,
) => ({
  ...shareJson(share, connection, nowMs, receipts),
  endpoint: share.endpoint,
  ...(share.linkEndpoint !== undefined && { shareEndpoint: share.linkEndpoint }),
  region: share.region,
  addressing: share.addressing,
  disposition: share.disposition,
  storedCheck: share.storedCheck,
  ...(share.message !== undefined && { message: share.message }),
  ...(share.revokedAtMs !== undefined && { revokedAt: iso(share.revokedAtMs) }),
  ...(share.missingAtMs !== undefined && { missingAt: iso(share.missingAtMs) }),
  ...(share.removedAtMs !== undefined && { removedAt: iso(share.removedAtMs) }),
  files: filesOf(share, items).map(({ path, sizeBytes, contentType, sha256, key }) => ({
    name: path,
    sizeBytes,
    contentType,
    ...(sha256 !== undefined && { sha256 }),
    key,
  })),
});

/** The files that a recipient gets. */
export function filesOf(
  share: Share,
  items: readonly ShareItem[],
): readonly Pick<ShareItem, 'path' | 'sizeBytes' | 'contentType' | 'sha256' | 'key'>[] {
  return share.kind === 'file' ? [{ ...share, path: share.name }] : items.filter(({ role }) => role === 'file');
}

/** `password`: a recipient needs one beside the link. */
const encryptionJson = ({ encryption }: Share) =>
  encryption === undefined ? {} : { encrypted: true, password: encryption === 'password' };

/**
 * One line of JSON; `files` are those behind the link. `isKept`: the share is in the history, by its ID. `isSending`: the files are not stored yet, and
 * another line comes once they are.
 */
export function sharedJson(
  { share, url, doorId, endUntold, connectionName, items }: Shared,
  isKept: boolean,
  isSending = false,
): string {
  const { message, kind } = share;
  return jsonLine({
    ...(isKept && { id: share.id }),
    url,
    name: share.name,
    ...(doorId !== undefined && { door: doorId }),
    expiresAt: iso(share.expiresAtMs),
    limitedBy: share.limitedBy,
    ...(endUntold && { endUntold }),
    reach: reachOfUrl(url),
    connection: connectionName,
    bucket: share.bucket,
    key: share.key,
    verified: share.verified,
    ...(isSending && { sending: true }),
    ...encryptionJson(share),
    kind,
    fileCount: share.fileCount,
    ...(kind === 'page' && { title: share.name }),
    ...(message !== undefined && { message }),
    ...(kind === 'file' && {
      files: [{ name: share.name, sizeBytes: share.sizeBytes, contentType: share.contentType, key: share.key }],
    }),
    ...(items !== undefined && {
      files: items.map(({ path: name, sizeBytes, contentType, key, sha256 }) => ({
        name,
        sizeBytes,
        contentType,
        key,
        ...(sha256 !== undefined && { sha256 }),
      })),
    }),
  });
}
