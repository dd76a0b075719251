// Which way a guest may write, by what the doctor proved on the connection. Only a proven way gives a link to write to a stranger: an unsigned
// `x-amz-copy-source` turned a presigned PUT into a read of the whole bucket on servers of before 2026-09 (CVE-2026-54330).
import type { Connection } from '../../model/connection';
import type { RequestWay } from '../../model/file-request';

/** What the storage itself holds a guest to. `overwrite`: nobody can write a slot twice. */
export type KeptLimit = 'count' | 'size' | 'type' | 'overwrite';

export type WayFound =
  | { readonly way: RequestWay; readonly keptByStorage: readonly KeptLimit[] }
  /** `unexamined`: the doctor has not asked. `unsafe`: PUT links can be turned into reads, and there are no forms. */
  | { readonly way?: undefined; readonly why: 'unexamined' | 'unsafe' };

export function wayOf({ capabilities }: Pick<Connection, 'capabilities'>): WayFound {
  if (capabilities?.limitsForms === true) return { way: 'forms', keptByStorage: ['count', 'size', 'type'] };
  if (capabilities?.signsAmz === true) {
    const isNew = capabilities.conditionalPut === true;
    return { way: 'put', keptByStorage: ['count', 'type', ...(isNew ? (['overwrite'] as const) : [])] };
  }
  return {
    why: capabilities?.limitsForms === undefined || capabilities.signsAmz === undefined ? 'unexamined' : 'unsafe',
  };
}
