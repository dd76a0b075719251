// The owner's options of a file request, and what of them a request takes.
import { checkLifetime, usualLongestSeconds } from '../../model/expiry';
import { Failure } from '../../model/failure';
import {
  longestLeaseSeconds,
  mostAskedBytes,
  mostFiles,
  mostRequestBytes,
  type AskedKind,
} from '../../model/requests/file-request';
import type { ConnectionChoice } from '../../model/share-request';
import { checkMessage, checkTitle } from '../../pages/rules/page-plan';
import { checkLease } from './request-change';
import { mostSealedAtOnce } from './stored-size';

/** Defaults of absent fields: 100 files of up to 5 GB and of any kind, for seven days, in slots for a day. */
export interface FileRequestOptions {
  readonly title: string;
  readonly message?: string;
  /** Integer, 1 to what the connection's server takes. */
  readonly lifetimeSeconds?: number;
  /** Unix ms: the end, in place of `lifetimeSeconds`. */
  readonly endsAtMs?: number;
  readonly files?: number;
  readonly bytes?: number;
  readonly types?: AskedKind;
  readonly isOnce?: boolean;
  /** Guests' pages encrypt what they send to this computer. Default: the connection's rule. Raises `encryption-demanded` for a choice against it. */
  readonly encrypt?: boolean;
  /** `shortestLeaseSeconds` to `longestLeaseSeconds`. */
  readonly mostLeaseSeconds?: number;
  /** A folder for what arrives; made where there is none. */
  readonly saveTo?: string;
  /** Gives a short link that stays the same. Default: the connection's rule. */
  readonly door?: boolean;
  /** A short link with a name of its own, which people can guess; implies `door`. Raises `bad-request`, `door-name-taken`. */
  readonly doorName?: string;
  /** The standing request of this profile (standing-request.ts). */
  readonly isStanding?: boolean;
  /** The ID of the standing request that it replaces: it takes over its short links, and gets none of its own. */
  readonly insteadOf?: string;
  /** Called in the transaction that saves its row, before anything is stored. */
  readonly onBegun?: (requestId: string) => void;
  /** A saved one; default: the default connection. */
  readonly connection?: ConnectionChoice;
}

const usualFiles = 100;

const inRange = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;

/** Raises `bad-request`, `expiry-out-of-range`. */
export function checkedOptions(options: FileRequestOptions) {
  const { files = usualFiles, bytes = mostRequestBytes, lifetimeSeconds = usualLongestSeconds } = options;
  if (!inRange(files, mostFiles)) {
    throw new Failure('bad-request', {
      reason: 'a request takes 1 to {{most}} files',
      reasonValues: { most: mostFiles },
    });
  }
  if (!inRange(bytes, mostAskedBytes)) {
    throw new Failure('bad-request', { reason: 'a file of a request has at most 5 TB' });
  }
  const message = checkMessage(options.message ?? '');
  return {
    title: checkTitle(options.title),
    ...(message !== undefined && { message }),
    files,
    bytes,
    types: options.types ?? 'any',
    isOnce: options.isOnce ?? false,
    mostLeaseSeconds: checkLease(options.mostLeaseSeconds ?? longestLeaseSeconds),
    lifetimeSeconds: checkLifetime(lifetimeSeconds),
  } as const;
}

/** Bytes of the largest file; `asks`: guests may send in parts. Raises `bad-request` where no guest could send so much to this storage. */
export function askedBytes({ bytes }: Pick<FileRequestOptions, 'bytes'>, isEncrypted: boolean, asks: boolean): number {
  const usual = isEncrypted && !asks ? mostSealedAtOnce : mostRequestBytes;
  const wanted = bytes ?? usual;
  if (asks || wanted <= usual) return wanted;
  throw new Failure('bad-request', {
    reason: isEncrypted
      ? 'guests’ browsers encrypt at most 500 MB a file for this storage: ask for less, or test the connection again'
      : 'guests can send at most 5 GB a file to this storage: ask for less, or test the connection again',
  });
}
