// Why this exists: what SQLite and the disk say about the ledger, as failures.
import { Failure } from '../../core/model/failure';

/** Sources: sqlite.org/rescode.html (SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_FULL); both bindings put the text into the message. */
export function ledgerFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : '';
  const code = (error as NodeJS.ErrnoException).code;
  if (/not a database|malformed|corrupt/i.test(message)) return new Failure('ledger-damaged', {}, error);
  if (/disk is full|ENOSPC/i.test(message) || code === 'ENOSPC') return new Failure('disk-full', {}, error);
  const reason = /locked|busy/i.test(message)
    ? 'another program holds it'
    : /readonly|read-only|EACCES|EPERM|EROFS/i.test(`${message} ${code ?? ''}`)
      ? 'it is read-only'
      : undefined;
  return new Failure('ledger-unusable', { ...(reason !== undefined && { reason }) }, error);
}
