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
  const { DatabaseSync } = builtin ?? binding() ?? (createRequire(import.meta.url)(sqlitePackage) as Sqlite);
  return new DatabaseSync(path);
}

/**
 * The package's binding without the package's scripts, which take a command longer than SQLite itself. `undefined` where there is none for this
 * system, or where it cannot be loaded (musl).
 */
function binding(): Sqlite | undefined {
  const name = join(
    sqlitePackage,
    'prebuilds',
    `${process.platform}-${process.arch}`,
    '@photostructure+sqlite.glibc.node',
  );
  const folders = createRequire(import.meta.filename).resolve.paths(name) ?? [];
  const path = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (path === undefined) return undefined;
  const loaded = { exports: {} };
  try {
    process.dlopen(loaded, path);
  } catch {
    return undefined;
  }
  return loaded.exports as Sqlite;
}

/** Ends a transaction that failed. On a full disk SQLite has ended it already (sqlite.org/lang_transaction.html), and refuses the statement. */
export function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // What failed first is told.
  }
}

/** SQLITE_IOERR_SHMSIZE: no room for the file that processes share. */
const noSharedRoom = 4874;

/**
 * Sources: sqlite.org/rescode.html (SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_FULL); both bindings put the text into the message. A table that
 * every ledger has and that is not there was removed by another program.
 */
export function ledgerFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : '';
  const code = (error as NodeJS.ErrnoException).code;
  if (/not a database|malformed|corrupt|no such (table|column)|already exists/i.test(message))
    return new Failure('ledger-damaged', {}, error);
  const { errcode } = error as { readonly errcode?: unknown };
  if (/disk is full|ENOSPC/i.test(message) || code === 'ENOSPC' || errcode === noSharedRoom)
    return new Failure('disk-full', {}, error);
  const reason = /locked|busy/i.test(message)
    ? 'another program holds it'
    : /readonly|read-only|EACCES|EPERM|EROFS/i.test(`${message} ${code ?? ''}`)
      ? 'it is read-only'
      : undefined;
  return new Failure('ledger-unusable', { ...(reason !== undefined && { reason }) }, error);
}
