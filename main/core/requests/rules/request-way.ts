// Which way a guest may write, by what the doctor proved on the connection. Only a proven way gives a link to write to a stranger: an unsigned
// `x-amz-copy-source` turned a presigned PUT into a read of the whole bucket on servers of before 2026-09 (CVE-2026-54330).
import { formsAreLimited, unsignedIsRefused } from '../../model/capabilities';
import type { Connection } from '../../model/connection';
import type { RequestWay } from '../../model/file-request';

/** What the storage itself holds a guest to. `overwrite`: nobody can write a slot twice. */
export type KeptLimit = 'count' | 'size' | 'type' | 'overwrite';

export type WayFound =
  | { readonly way: RequestWay; readonly keptByStorage: readonly KeptLimit[] }
  /** `unexamined`: the doctor has not asked. `unsafe`: PUT links can be turned into reads, and there are no forms. */
  | { readonly way?: undefined; readonly why: 'unexamined' | 'unsafe' };

export function wayOf(connection: Connection): WayFound {
  const forms = formsAreLimited(connection);
  const puts = unsignedIsRefused(connection);
  if (forms === true) return { way: 'forms', keptByStorage: ['count', 'size', 'type'] };
  if (puts === true) {
    const isNew = connection.capabilities?.conditionalPut === true;
    return { way: 'put', keptByStorage: ['count', 'type', ...(isNew ? (['overwrite'] as const) : [])] };
  }
  return { why: forms === false && puts === false ? 'unsafe' : 'unexamined' };
}
