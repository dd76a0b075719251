// Why this exists: SQLite as Node and Electron bring it, and where they do not (Node 20), the same API from a package.
import { createRequire } from 'node:module';
import type { DatabaseSync as Database } from 'node:sqlite';

type Sqlite = { readonly DatabaseSync: new (path: string, options?: { readonly timeout?: number }) => Database };

export type { Database };

export const sqlitePackage = '@photostructure/sqlite';

/** Opens (or makes) a database file. Throws SQLite's errors as they are. */
export function openDatabase(path: string): Database {
  const builtin = process.getBuiltinModule?.('node:sqlite') as Sqlite | undefined;
  const { DatabaseSync } = builtin ?? (createRequire(import.meta.url)(sqlitePackage) as Sqlite);
  return new DatabaseSync(path);
}
