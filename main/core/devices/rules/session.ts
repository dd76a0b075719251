// One session of files that a device sends: what it may send, and when it is over. Tokens count only from the address that offered.
import { timingSafeEqual } from 'node:crypto';
import type { OfferedFile } from '../../model/devices/device';

/** Attempts at one file whose hash was wrong: its token holds for another. */
export const mostAttempts = 3;

export type FileState = 'waiting' | 'coming' | 'saved' | 'failed';

export interface SessionFile extends OfferedFile {
  readonly token: string;
  readonly state: FileState;
  readonly attempts: number;
}

export interface Session {
  /** Letters, digits, `-` and `_`: release 1.18 puts it into the query as it is. */
  readonly id: string;
  /** The address that offered. */
  readonly from: string;
  readonly files: ReadonlyMap<string, SessionFile>;
}

/** `newToken` gives another text of letters, digits, `-` and `_` each time. */
export const openSession = (
  id: string,
  from: string,
  files: readonly OfferedFile[],
  newToken: () => string,
): Session => ({
  id,
  from,
  files: new Map(files.map((file) => [file.id, { ...file, token: newToken(), state: 'waiting', attempts: 0 }])),
});

/** The answer to `prepare-upload` that was accepted. */
export const tokensOf = ({ id, files }: Session) => ({
  sessionId: id,
  files: Object.fromEntries([...files].map(([fileId, { token }]) => [fileId, token])),
});

const isEqual = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

export interface Asked {
  readonly sessionId: string | undefined;
  readonly fileId: string | undefined;
  readonly token: string | undefined;
  readonly from: string;
}

/**
 * The file that an upload is of, or the status that refuses it: 400 where the address lacks something, 403 for another session, address, token or
 * for a file that came already, as release 1.18 answers.
 */
export function uploadOf(
  session: Session | undefined,
  { sessionId, fileId, token, from }: Asked,
): SessionFile | 400 | 403 {
  if (!sessionId || !fileId || !token) return 400;
  const file = session?.files.get(fileId);
  if (session === undefined || file === undefined || session.from !== from || !isEqual(session.id, sessionId))
    return 403;
  return file.state === 'waiting' && isEqual(file.token, token) ? file : 403;
}

/** Whether a cancel is of this session. Without an id it is meant where the address is the same: so the app cancels before it has an answer. */
export const isCancelOf = (
  { id, from }: Pick<Session, 'id' | 'from'>,
  by: Pick<Asked, 'sessionId' | 'from'>,
): boolean => from === by.from && (by.sessionId === undefined || by.sessionId === '' || isEqual(id, by.sessionId));

/** The session once a file has another state. A file whose hash was wrong waits again until it had its attempts. */
export function withFile(session: Session, fileId: string, state: FileState, isRetryable = false): Session {
  const file = session.files.get(fileId);
  if (file === undefined) return session;
  const attempts = file.attempts + (state === 'coming' ? 1 : 0);
  const next = state === 'failed' && isRetryable && attempts < mostAttempts ? 'waiting' : state;
  return { ...session, files: new Map(session.files).set(fileId, { ...file, attempts, state: next }) };
}

/** Whether nothing more can come. */
export const isSessionOver = ({ files }: Session): boolean =>
  [...files.values()].every(({ state }) => state === 'saved' || state === 'failed');
