// Opens the ledger's file: readable by its owner only, with its tables, and renamed, never overwritten, when it cannot be read.
import { chmodSync, closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { Failure } from '../../core/model/failure';
import { isSound, startIsSound } from './check';
import { itemTable, laterColumns, laterTables, ledgerVersion, schema } from './schema';
import { openDatabase, type Database, ledgerFailure, rollBack } from './sqlite';

export interface LedgerChecks {
  /** Up to this size every start checks the whole file, in some milliseconds. */
  readonly wholeUpToBytes: number;
  /** False for a command that only reads: where there is no file it makes none, and finds an empty history. */
  readonly begins: boolean;
  /** True in a process that checks a larger file after its start. Others check it at their start, once a day. */
  readonly later: boolean;
}

export const usualChecks: LedgerChecks = { wholeUpToBytes: 4 * 1_048_576, begins: true, later: false };
const againAfterMs = 86_400_000;
const checkedAt = 'ledger-checked-at';

export interface OpenedFile {
  readonly database: Database;
  /** Whether the whole file was read. */
  readonly readWhole: boolean;
  /** The disk is full: this process reads, and no other can use the file meanwhile. */
  readonly isFull: boolean;
}

/** A mark beside a file that was found damaged in use: the next start reads it whole. */
const suspectPath = (path: string): string => `${path}.suspect`;

export function noteDamage(path: string): void {
  closeSync(openSync(suspectPath(path), 'a', 0o600));
}

export function noteSound(database: Database): void {
  const sql = `INSERT INTO "values" (name, value) VALUES ('${checkedAt}', :now) ON CONFLICT (name) DO UPDATE SET value = :now`;
  database.prepare(sql).run({ now: String(Date.now()) });
}

/** A history without a file. */
export function openEmpty(): Database {
  const database = openDatabase(':memory:');
  database.exec('PRAGMA foreign_keys = ON;');
  makeTables(database);
  return database;
}

/** Opens or makes the file. Raises `ledger-newer`, `ledger-damaged`, `ledger-unusable`, `disk-full`. */
export function openChecked(path: string, checks: LedgerChecks): OpenedFile {
  refuseOther(path);
  refuseNewer(path);
  // SQLite would create the file by the umask, readable by other users.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  try {
    return { ...openAs('NORMAL', path, checks), isFull: false };
  } catch (error) {
    // What SQLite shares with other processes needs room. Alone it needs none, and reads.
    if (!(error instanceof Failure) || error.code !== 'disk-full') throw error;
    return { ...openAs('EXCLUSIVE', path, checks), isFull: true };
  }
}

function openAs(mode: 'NORMAL' | 'EXCLUSIVE', path: string, checks: LedgerChecks): Omit<OpenedFile, 'isFull'> {
  const large = statSync(path).size > checks.wholeUpToBytes;
  const database = openDatabase(path);
  try {
    database.exec(`PRAGMA locking_mode = ${mode}; PRAGMA busy_timeout = 5000;`);
    database.exec('PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;');
    // What undoes a row that fails inside a transaction: a file of pages of the ledger outside the profile, and three quarters of all writes.
    database.exec('PRAGMA temp_store = MEMORY;');
    if (versionOf(database) > ledgerVersion) throw new Failure('ledger-newer');
    const isSuspect = existsSync(suspectPath(path));
    const readWhole = !large || isSuspect || (!checks.later && isDue(database));
    if (!(readWhole ? isSound(database) : startIsSound(database))) throw new Failure('ledger-damaged');
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    makeTables(database);
    // SQLite finds no damage in a table that is gone.
    if (isSuspect && !hasAllTables(database)) throw new Failure('ledger-damaged');
    if (isSuspect) rmSync(suspectPath(path), { force: true });
    if (readWhole && large && mode === 'NORMAL') noteSound(database);
    return { database, readWhole };
  } catch (error) {
    database.close();
    throw ledgerFailure(error);
  }
}

const tablesOf = (database: Database): readonly unknown[] =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => name);

function hasAllTables(database: Database): boolean {
  const there = new Set(tablesOf(database));
  const empty = openEmpty();
  const wanted = tablesOf(empty);
  empty.close();
  return wanted.every((name) => there.has(name));
}

/** Opening a named pipe waits for a writer, in a call that no signal ends. */
function refuseOther(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false)
      throw new Failure('ledger-unusable', { reason: 'it is no ordinary file' });
  }
}

/** Bytes of the header of a database file; sqlite.org/fileformat.html, 1.3. */
const versionAt = 60;

/** Before SQLite opens it, which may write to it on closing. One that a newer Mayfly has open may have its version in its -wal still. */
function refuseNewer(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(versionAt + 4);
    const isDatabase =
      readSync(file, head, 0, head.length, 0) === head.length && head.toString('latin1', 0, 6) === 'SQLite';
    if (isDatabase && head.readInt32BE(versionAt) > ledgerVersion) throw new Failure('ledger-newer');
  } finally {
    closeSync(file);
  }
}

const versionOf = (database: Database): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version']);

function isDue(database: Database): boolean {
  const row = database.prepare('SELECT value FROM "values" WHERE name = :name').get({ name: checkedAt });
  const agoMs = Date.now() - Number(row?.['value'] ?? 0);
  return !(agoMs >= 0 && agoMs < againAfterMs);
}

/** Makes the tables of a file that has none, and those that a file of an earlier Mayfly lacks. */
function makeTables(database: Database): void {
  // Two processes may start at once: the transaction reads the version again.
  database.exec('BEGIN IMMEDIATE');
  try {
    if (versionOf(database) === 0) database.exec(`${schema} PRAGMA user_version = ${ledgerVersion}`);
    else {
      const there = new Set(tablesOf(database));
      for (const [name, table] of Object.entries(laterTables)) if (!there.has(name)) database.exec(table);
      widenItems(database);
      addColumns(database);
    }
    database.exec('COMMIT');
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** A file of an earlier Mayfly knows fewer roles of items, and SQLite changes no constraint of a table that is there. */
function widenItems(database: Database): void {
  const present = database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'share_items'").get()?.['sql'];
  // SQLite keeps the text of the statement. A table that is gone is found when it is used.
  if (present === undefined || itemTable.includes(String(present))) return;
  database.exec(`CREATE TEMP TABLE former_items AS SELECT * FROM share_items; DROP TABLE share_items; ${itemTable}
    INSERT INTO share_items SELECT * FROM former_items; DROP TABLE former_items;`);
}

/** A table that is gone is found when it is used. */
function addColumns(database: Database): void {
  for (const { table, column, type } of laterColumns) {
    const there = database.prepare(`PRAGMA table_info("${table}")`).all();
    if (there.length === 0 || there.some(({ name }) => name === column)) continue;
    database.exec(`ALTER TABLE "${table}" ADD COLUMN ${column} ${type}`);
  }
}

/** The -wal and -shm files go with it: without them the old file would lose committed rows, and they would damage a new one. */
export function setAside(path: string): void {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.damaged-${stamp}${suffix}`);
  }
  rmSync(suspectPath(path), { force: true });
}
