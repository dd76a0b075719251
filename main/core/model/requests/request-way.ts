// Which way a guest may write, by what the doctor proved on the connection. Only a proven way gives a guest a link to write: an unsigned
// `x-amz-copy-source` turned a presigned PUT into a read of the whole bucket on servers of before 2026-09 (CVE-2026-54330). A PUT that an intake
// key signs reads nothing, because that key may not read.
import {
  formsAreLimited,
  hasProvenIntake,
  isIntakeUnseen,
  lengthsAreKept,
  refusesOverwrite,
  takesParts,
  unsignedIsRefused,
} from '../capabilities';
import type { Connection } from '../connection';
import { Failure } from '../failure';
import { mostRequestBytes, type FileRequest, type RequestWay } from './file-request';
import { intakeFolder } from '../keys/object-key';

/** What the storage itself holds a guest to. `overwrite`: nobody can write a slot twice. */
export type KeptLimit = 'count' | 'size' | 'type' | 'overwrite';

export interface ProvenWay {
  readonly way: RequestWay;
  /** Guests may have links to parts: PUTs, of an upload that Mayfly can list, complete and abort. */
  readonly asks: boolean;
  readonly keptByStorage: readonly KeptLimit[];
}

export type WayFound =
  | ProvenWay
  /** `unexamined`: the doctor has not asked. `unsafe`: PUT links can be turned into reads, and there are neither forms nor an intake key. */
  | { readonly way?: undefined; readonly why: 'unexamined' | 'unsafe' };

/**
 * Whether the slots below `folder` are signed with the connection's intake key: it is proven, and `folder` lies where it was proven. The folder of
 * a request stays where it was when the connection's prefix changes.
 */
export const isSignedByIntake = (connection: Connection, folder: string): boolean =>
  hasProvenIntake(connection) && folder.startsWith(intakeFolder(connection.prefix));

const takesPuts = (connection: Connection, folder: string): boolean | undefined =>
  isSignedByIntake(connection, folder) || unsignedIsRefused(connection);

/**
 * Whether the manifest of a slot is written by a PUT that stores it only where there is none, so that of guests who find the slot free in the same
 * moment one has it. The page that encrypts writes its manifest anew when it is loaded again, and says in it to which bytes it belongs.
 */
export const claimsSlots = (connection: Connection, { folder, recipient }: Pick<FileRequest, 'folder' | 'recipient'>) =>
  recipient === undefined &&
  refusesOverwrite(connection) &&
  lengthsAreKept(connection) &&
  takesPuts(connection, folder) === true;

/** `folder`: of the request that is there already; absent: of a new one. */
export function wayOf(connection: Connection, folder = intakeFolder(connection.prefix)): WayFound {
  const forms = formsAreLimited(connection);
  const puts = takesPuts(connection, folder);
  const { listsParts, aborts } = connection.capabilities ?? {};
  const asks = puts === true && takesParts(connection) && listsParts !== false && aborts !== false;
  if (forms === true) return { way: 'forms', asks, keptByStorage: ['count', 'size', 'type'] };
  if (puts === true) {
    const kept = refusesOverwrite(connection) ? (['overwrite'] as const) : [];
    return { way: 'put', asks, keptByStorage: ['count', 'type', ...kept] };
  }
  return { why: forms === false && puts === false && !isIntakeUnseen(connection) ? 'unsafe' : 'unexamined' };
}

/** The same, where links are signed by it. Raises `request-unsafe`, `signing-unproven`. */
export function provenWayOf(connection: Connection, folder?: string): ProvenWay {
  const found = wayOf(connection, folder);
  if (found.way !== undefined) return found;
  throw new Failure(found.why === 'unsafe' ? 'request-unsafe' : 'signing-unproven', {
    connectionName: connection.name,
  });
}

/**
 * What of `kept` is told for files of up to `bytes`: above what one request stores every part has its signed length, and one request of a guest who
 * does not ask stores less.
 */
export const keptFor = (connection: Connection, kept: readonly KeptLimit[], bytes: number): readonly KeptLimit[] =>
  bytes > mostRequestBytes && lengthsAreKept(connection) && !kept.includes('size') ? [...kept, 'size'] : kept;
