// Why this exists: the Ledger port on SQLite: durable before a call returns, and a file it cannot read is kept aside, never overwritten.
import { chmodSync, closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { initialSettings, type Settings } from '../domain/app-state';
import { Failure } from '../domain/failure';
import type { Ledger } from '../services/ports';
import { connectionRow, toConnection, toSettings, type Row } from './ledger-rows';
import { draftRow, itemRow, saveItem, toDraft, toItem } from './ledger-pages';
import { findRows } from './ledger-search';
import { shareRow, toShare } from './ledger-shares';
import { migrations } from './ledger-schema';
import { makePrivateDir } from './profile';
import { orphanRow, orphansDue, saveOrphan, toClean, toKeep, toOrphan, toProve } from './ledger-upkeep';
import { savePart, toParts, toUpload, uploadRow } from './ledger-uploads';
import { openDatabase, type Database } from './sqlite';

const fileName = 'mayfly.db';

export interface OpenedLedger {
  readonly ledger: Ledger;
  /** Why an older file was kept aside: `ledger-newer` or `ledger-damaged`. */
  readonly keptAside?: Failure;
}

/** Opens the ledger of a profile. Raises `ledger-unusable`, `disk-full`. */
export function openLedger(profileDir: string): OpenedLedger {
  return guarded(() => {
    const path = join(makePrivateDir(profileDir), fileName);
    try {
      return { ledger: ledgerOn(openChecked(path)) };
    } catch (error) {
      if (!(error instanceof Failure) || (error.code !== 'ledger-newer' && error.code !== 'ledger-damaged'))
        throw error;
      setAside(path, error.code === 'ledger-newer' ? 'newer' : 'damaged');
      return { ledger: ledgerOn(openChecked(path)), keptAside: error };
    }
  });
}

function openChecked(path: string): Database {
  // SQLite would create the file by the umask; connections and file names are nobody else's business.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = openDatabase(path);
  try {
    database.exec('PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;');
    const version = Number(one(database, 'PRAGMA user_version')['user_version']);
    if (version > migrations.length) throw new Failure('ledger-newer');
    if (one(database, 'PRAGMA quick_check(1)')['quick_check'] !== 'ok') throw new Failure('ledger-damaged');
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error instanceof Failure ? error : failureOf(error);
  }
}

function migrate(database: Database): void {
  // Two processes may start at once: the version is read again inside the transaction.
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(one(database, 'PRAGMA user_version')['user_version']);
    for (const step of migrations.slice(version)) database.exec(step);
    if (version < migrations.length) database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** The file's companions belong to it: without them committed rows would be lost, with them the new file would be damaged. */
function setAside(path: string, why: string): void {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.${why}-${stamp}${suffix}`);
  }
}

function ledgerOn(database: Database): Ledger {
  const all = (sql: string, values: Row = {}) => guarded(() => database.prepare(sql).all({ ...values }));
  const run = (sql: string, row: Row) =>
    guarded(() => {
      database.prepare(sql).run({ ...row });
    });
  const replace = (table: string, row: Row) => {
    const names = Object.keys(row);
    const updates = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
    run(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`,
      row,
    );
  };
  const value = (name: string): string | undefined => {
    const row = guarded(() => database.prepare('SELECT value FROM "values" WHERE name = :name').get({ name }));
    return row === undefined ? undefined : String((row as { readonly value: unknown }).value);
  };
  const saveValue = (name: string, text: string) =>
    run('INSERT INTO "values" (name, value) VALUES (:name, :text) ON CONFLICT (name) DO UPDATE SET value = :text', {
      name,
      text,
    });

  return {
    connections: () => all('SELECT * FROM connections ORDER BY rowid').map(toConnection),
    saveConnection: (connection) => replace('connections', connectionRow(connection)),
    removeConnection: (id) => run('DELETE FROM connections WHERE id = :id', { id }),
    shares: () => all('SELECT * FROM shares ORDER BY created_at_ms DESC, rowid DESC').map(toShare),
    share(id) {
      const row = guarded(() => database.prepare('SELECT * FROM shares WHERE id = :id').get({ id }));
      return row === undefined ? undefined : toShare(row);
    },
    findShares(query) {
      const { total, rows } = findRows(all, query);
      return { total, shares: rows.map(toShare) };
    },
    sharesToClean: ({ connectionIds, nowMs, offset, limit }) =>
      all(toClean, { connections: JSON.stringify(connectionIds), now: nowMs, offset, limit }).map(toShare),
    orphansDue: (connectionIds, nowMs) =>
      all(orphansDue, { connections: JSON.stringify(connectionIds), now: nowMs }).map(toOrphan),
    saveOrphan: (orphan) => run(saveOrphan, orphanRow(orphan)),
    forgetOrphan: (shareId) => run('DELETE FROM orphans WHERE share_id = :id', { id: shareId }),
    sharesToKeep: (nowMs) => all(toKeep, { now: nowMs }).map(toShare),
    sharesToProve: (nowMs, limit) => all(toProve, { now: nowMs, limit }).map(toShare),
    sharesOf: (path) =>
      all('SELECT * FROM shares WHERE source_path = :path ORDER BY created_at_ms DESC, rowid DESC', { path }).map(
        toShare,
      ),
    itemsOf: (path) => all('SELECT * FROM share_items WHERE source_path = :path', { path }).map(toItem),
    items: (shareId) =>
      all('SELECT * FROM share_items WHERE share_id = :id ORDER BY position', { id: shareId }).map(toItem),
    saveItem: (item, position) => run(saveItem, itemRow(item, position)),
    pageDrafts: () => all('SELECT * FROM page_drafts ORDER BY rowid').map(toDraft),
    savePageDraft: (draft) => replace('page_drafts', draftRow(draft)),
    forgetPageDraft: (id) => run('DELETE FROM page_drafts WHERE id = :id', { id }),
    saveShare: (share) => replace('shares', shareRow(share)),
    forgetShare: (id) => run('DELETE FROM shares WHERE id = :id', { id }),
    unfinishedUploads() {
      const parts = toParts(all('SELECT * FROM upload_parts ORDER BY upload_id, number'));
      return all('SELECT * FROM uploads ORDER BY rowid').map((row) => toUpload(row, parts));
    },
    unfinishedUpload(id) {
      const row = guarded(() => database.prepare('SELECT * FROM uploads WHERE id = :id').get({ id }));
      if (row === undefined) return undefined;
      const own = 'SELECT * FROM upload_parts WHERE upload_id = :id ORDER BY number';
      return toUpload(row, toParts(guarded(() => database.prepare(own).all({ id }))));
    },
    saveUpload(upload) {
      replace('uploads', uploadRow(upload));
      // A new multipart upload begins without parts, whatever an earlier one had.
      if (upload.record?.multipartUploadId === undefined)
        run('DELETE FROM upload_parts WHERE upload_id = :id', { id: upload.id });
    },
    saveUploadPart: (uploadId, part) => run(savePart, { upload_id: uploadId, ...part }),
    forgetUpload: (id) => run('DELETE FROM uploads WHERE id = :id', { id }),
    together(action) {
      guarded(() => database.exec('BEGIN IMMEDIATE'));
      try {
        action();
        guarded(() => database.exec('COMMIT'));
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    settings(): Settings {
      const text = value('settings');
      return text === undefined ? initialSettings : toSettings(text);
    },
    saveSettings: (settings) => saveValue('settings', JSON.stringify(settings)),
    value,
    saveValue,
    revision: () => guarded(() => Number(one(database, 'PRAGMA data_version')['data_version'])),
    close: () => database.close(),
  };
}

function one(database: Database, sql: string): Readonly<Record<string, unknown>> {
  return database.prepare(sql).get() ?? {};
}

function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof Failure ? error : failureOf(error);
  }
}

/** Sources: sqlite.org/rescode.html (SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_FULL); both bindings put the text into the message. */
function failureOf(error: unknown): Failure {
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
