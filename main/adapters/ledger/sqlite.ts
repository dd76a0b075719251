// SQLite built into Node and Electron, or on Node 20 a package with the same API.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DatabaseSync as Database } from 'node:sqlite';
import { Failure } from '../../core/model/failure';

type Sqlite = { readonly DatabaseSync: new (path: string, options?: { readonly timeout?: number }) => Database };

export type { Database };

export const sqlitePackage = '@photostructure/sqlite';

/** Opens (or makes) a database file. Throws SQLite's errors as they are. */
export function openDatabase(path: string): Database {
  const builtin = process.getBuiltinModule?.('node:sqlite') as Sqlite | undefined;
  const { DatabaseSync } = builtin ?? fromPackage();
  return new DatabaseSync(path);
}

/** By the path of its file: to read the package's `exports` takes Node longer than to load it, and a command waits for it. */
function fromPackage(): Sqlite {
  const require = createRequire(import.meta.url);
  const files = (require.resolve.paths(sqlitePackage) ?? []).map((folder) =>
    join(folder, sqlitePackage, 'dist', 'index.cjs'),
  );
  return require(files.find((file) => existsSync(file)) ?? sqlitePackage) as Sqlite;
}

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
