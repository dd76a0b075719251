// Why this exists: what Mayfly remembers of a link it made. A share never holds the link itself; it is signed again when copied.

import type { StoredCheck } from './stored-check';

/** Why a link ends when it does. `requested`: the user's wish; the others cut it shorter. */
export type ExpiryLimit = 'requested' | 'credentials' | 'protocol' | 'provider';

export type Disposition = 'attachment' | 'inline';

export interface Share {
  readonly id: string;
  readonly connectionId: string;
  readonly bucket: string;
  readonly key: string;
  /** The file's own name as the recipient will see it. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly disposition: Disposition;
  readonly createdAtMs: number;
  /** Unix ms on the server's clock; the link answers 403 from then on. */
  readonly expiresAtMs: number;
  readonly limitedBy: ExpiryLimit;
  /** An anonymous request has fetched the link's first byte. */
  readonly verified: boolean;
  /** How the stored bytes were compared with the file's. */
  readonly storedCheck: StoredCheck;
  /** Unix ms of the moment the object was deleted by the user, if it was. */
  readonly revokedAtMs?: number;
}

/** Key prefix of objects in a bucket whose keys live in the memory of the process `pid`: their links end with it. */
export const sessionPrefix = (pid: number): string => `session-${pid}/`;

/** The process that the object of this key ends with, or `undefined` when it outlives every process. */
export function sessionPid(key: string): number | undefined {
  const pid = /^session-(\d+)\//.exec(key)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

export type ShareState = 'live' | 'expired' | 'revoked';

/** The state of a share at `nowMs` (Unix ms). */
export function shareState(share: Share, nowMs: number): ShareState {
  if (share.revokedAtMs !== undefined) return 'revoked';
  return nowMs >= share.expiresAtMs ? 'expired' : 'live';
}
