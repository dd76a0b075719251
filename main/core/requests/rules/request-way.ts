// Which way a guest may write, by what the doctor proved on the connection. Only a proven way gives a link to write to a stranger: an unsigned
// `x-amz-copy-source` turned a presigned PUT into a read of the whole bucket on servers of before 2026-09 (CVE-2026-54330).
import { formsAreLimited, takesParts, unsignedIsRefused } from '../../model/capabilities';
import type { Connection } from '../../model/connection';
import { mostRequestBytes, type RequestWay } from '../../model/file-request';

/** What the storage itself holds a guest to. `overwrite`: nobody can write a slot twice. */
export type KeptLimit = 'count' | 'size' | 'type' | 'overwrite';

export type WayFound =
  | {
      readonly way: RequestWay;
      /** Guests may have links to parts: PUTs, of an upload that Mayfly can list, complete and abort. */
      readonly asks: boolean;
      readonly keptByStorage: readonly KeptLimit[];
    }
  /** `unexamined`: the doctor has not asked. `unsafe`: PUT links can be turned into reads, and there are no forms. */
  | { readonly way?: undefined; readonly why: 'unexamined' | 'unsafe' };

export function wayOf(connection: Connection): WayFound {
  const forms = formsAreLimited(connection);
  const puts = unsignedIsRefused(connection);
  const { listsParts, aborts } = connection.capabilities ?? {};
  const asks = puts === true && takesParts(connection) && listsParts !== false && aborts !== false;
  if (forms === true) return { way: 'forms', asks, keptByStorage: ['count', 'size', 'type'] };
  if (puts === true) {
    const isNew = connection.capabilities?.conditionalPut === true;
    return { way: 'put', asks, keptByStorage: ['count', 'type', ...(isNew ? (['overwrite'] as const) : [])] };
  }
  return { why: forms === false && puts === false ? 'unsafe' : 'unexamined' };
}

/**
 * The same for files of up to `bytes`: above what one request stores every part has its signed length, and one request of a guest who does not
 * ask stores less.
 */
export const keptFor = (kept: readonly KeptLimit[], bytes: number): readonly KeptLimit[] =>
  bytes > mostRequestBytes && !kept.includes('size') ? [...kept, 'size'] : kept;
