// Why this exists: the line of JSON for one link is a contract with programs: its fields, and their order.
import { reachOfUrl } from '../../core/model/host-reach';
import { jsonLine } from './output';
import type { Shared } from '../../core/model/share-request';

/** One line, whatever the names; `files` are those behind the link. `isKept`: the history has it, and knows it by its ID. */
export function sharedJson({ share, url, connectionName, items }: Shared, isKept: boolean): string {
  const { message, kind } = share;
  return jsonLine({
    ...(isKept && { id: share.id }),
    url,
    expiresAt: new Date(share.expiresAtMs).toISOString(),
    limitedBy: share.limitedBy,
    reach: reachOfUrl(url),
    connection: connectionName,
    bucket: share.bucket,
    key: share.key,
    verified: share.verified,
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
