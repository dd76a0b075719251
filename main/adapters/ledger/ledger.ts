// The Ledger port on SQLite: durable before a call returns; a file it cannot read is renamed, never overwritten.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { initialSettings, type Settings } from '../../core/model/settings';
import { inOrder } from '../../core/model/connection';
import { Failure } from '../../core/model/failure';
import { isSoundInThread } from './check';
import {
  noteDamage,
  noteSound,
  openChecked,
  openEmpty,
  setAside,
  usualChecks,
  type LedgerChecks,
  type OpenedFile,
} from './file';
import { connectionMarkIn, markedConnections } from './connection-mark';
import { connectionRow, toConnection, toSettings } from './rows';
import { secretsRow, toSecrets } from './secrets';
import { itemRow, placed, toItem } from './pages';
import { partsOn } from './parts';
import { arrivalRow, offerRow, requestRow, toArrival, toOffer, toRequest } from './requests';
import { findRows } from './search';
import { shareRow, toShare } from './shares';
import { ledgerName, makePrivateDir } from '../files/profile-folder';
import { ofSession, orphanRow, orphansDue, stored, toClean, toKeep, toOrphan, toProve } from './upkeep';
import { partRow, tagsRow, toParts, toTags, toUpload, uploadRow } from './uploads';
import { type Database, ledgerFailure, rollBack } from './sqlite';
import { statementsOn } from './statements';
import { fileRow, folderRow, toFile, toFolder } from './watched';
import type { UnfinishedUpload } from '../../core/model/upload';
import type { Ledger } from '../../core/ports/ledger';

export interface OpenedLedger {
  readonly ledger: Ledger;
  /** Why an earlier file was renamed: `ledger-damaged`. */
  readonly keptAside?: Failure;
  /** What the user is told at each start: that, that the disk is full, or that the connections of an earlier file are gone. */
  readonly warning?: Failure;
  /**
   * Checks the whole of a file that was too large to be checked at the start, on a thread of its own; absent where it was checked. Rejects
   * with `ledger-damage-found`, after which the next start renames the file, and with `ledger-unusable`.
   */
  readonly checkWhole?: () => Promise<void>;
}

/** Opens the ledger of a profile. Raises `ledger-newer`, `ledger-unusable`, `disk-full`. */
export function openLedger(profileDir: string, given: Partial<LedgerChecks> = {}): OpenedLedger {
  const found = openOrBegin(profileDir, { ...usualChecks, ...given });
  const lost = found.ledger.connectionsLost() ? new Failure('connections-lost') : undefined;
  const warning = found.keptAside ?? found.warning ?? lost;
  return { ...found, ...(warning !== undefined && { warning }) };
}

function openOrBegin(profileDir: string, checks: LedgerChecks): OpenedLedger {
  return asFailures(() => {
    const path = join(profileDir, ledgerName);
    if (!checks.begins && !existsSync(path)) return { ledger: ledgerOn(openEmpty(), path) };
    makePrivateDir(profileDir);
    try {
      return opened(path, openChecked(path, checks));
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'ledger-damaged') throw error;
      setAside(path);
      return { ...opened(path, openChecked(path, checks)), keptAside: error };
    }
  });
}

function opened(path: string, { database, readWhole, isFull }: OpenedFile): OpenedLedger {
  const found = { ledger: openOn(database, path), ...(isFull && { warning: new Failure('disk-full') }) };
  if (readWhole) return found;
  return {
    ...found,
    async checkWhole() {
      if (await isSoundInThread(path)) asFailures(() => noteSound(database));
      else throw damageFound(path);
    },
  };
}

/** The next start renames a damaged file, and Windows renames none that is open. */
function openOn(database: Database, path: string): Ledger {
  try {
    return ledgerOn(database, path);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** This process goes on using the file; the next start renames it. */
function damageFound(path: string, cause?: unknown): Failure {
  noteDamage(path);
  return new Failure('ledger-damage-found', {}, cause);
}

function ledgerOn(database: Database, path: string): Ledger {
  const guarded = <T>(action: () => T): T => {
    try {
      return asFailures(action);
    } catch (error) {
      throw error instanceof Failure && error.code === 'ledger-damaged' ? damageFound(path, error) : error;
    }
  };
  const statements = statementsOn(database, guarded);
  const { run, all, one, search, replace, replaceAll, unhurried, value, saveValue } = statements;
  const connections = markedConnections(
    {
      value,
      saveValue,
      saveConnection: (connection) => replace('connections', connectionRow(connection)),
      removeConnection: (id) => run('DELETE FROM connections WHERE id = :id', { id }),
      hasOthers: () => one("SELECT 1 FROM connections WHERE kind = 's3' LIMIT 1", {}) !== undefined,
    },
    connectionMarkIn(dirname(path)),
  );
  const saveUpload = (upload: UnfinishedUpload): void => {
    replace('uploads', uploadRow(upload));
    // A new multipart upload begins without parts, whatever an earlier one had. One without a record has none that count.
    if (upload.record === undefined || upload.record.multipartUploadId !== undefined) return;
    for (const table of ['upload_parts', 'upload_tags'])
      run(`DELETE FROM ${table} WHERE upload_id = :id`, { id: upload.id });
  };

  return {
    connections: () => inOrder(all('SELECT * FROM connections ORDER BY rowid').map(toConnection)),
    ...connections,
    shares: () => all('SELECT * FROM shares ORDER BY created_at_ms DESC, rowid DESC').map(toShare),
    newestShares: (limit) =>
      all('SELECT * FROM shares ORDER BY created_at_ms DESC, rowid DESC LIMIT :limit', { limit }).map(toShare),
    share: (id) => all('SELECT * FROM shares WHERE id = :id', { id }).map(toShare)[0],
    findShares(query) {
      const { total, rows } = findRows(search, query);
      return { total, shares: rows.map(toShare) };
    },
    sharesToClean: ({ connectionIds, nowMs, offset, limit }) =>
      all(toClean, { connections: JSON.stringify(connectionIds), now: nowMs, offset, limit }).map(toShare),
    sharesStored: (connection) => all(stored, { connection }).map(toShare),
    orphansDue: (connectionIds, nowMs) =>
      all(orphansDue, { connections: JSON.stringify(connectionIds), now: nowMs }).map(toOrphan),
    saveOrphan: (orphan) => replace('orphans', orphanRow(orphan), ['share_id']),
    forgetOrphan: (shareId) => run('DELETE FROM orphans WHERE share_id = :id', { id: shareId }),
    sharesToKeep: (nowMs) => all(toKeep, { now: nowMs }).map(toShare),
    sharesToProve: (nowMs, limit) => all(toProve, { now: nowMs, limit }).map(toShare),
    sharesOfSession: (nowMs) => all(ofSession, { now: nowMs }).map(toShare),
    sharesOf: (path) =>
      all('SELECT * FROM shares WHERE source_path = :path ORDER BY created_at_ms DESC, rowid DESC', { path }).map(
        toShare,
      ),
    itemsOf: (path) => all('SELECT * FROM share_items WHERE source_path = :path', { path }).map(toItem),
    items: (shareId) =>
      all('SELECT * FROM share_items WHERE share_id = :id ORDER BY position', { id: shareId }).map(toItem),
    placedItems: (id) => placed(all('SELECT * FROM share_items WHERE share_id = :id ORDER BY position', { id })),
    saveItem: (item, position) => replace('share_items', itemRow(item, position), ['share_id', 'position']),
    saveShare: (share) => replace('shares', shareRow(share)),
    forgetShare: (id) => run('DELETE FROM shares WHERE id = :id', { id }),
    unfinishedUploads() {
      const rows = all('SELECT * FROM uploads ORDER BY rowid');
      // Every share asks.
      if (rows.length === 0) return [];
      const parts = toParts(all('SELECT * FROM upload_parts ORDER BY upload_id, number'));
      const tags = toTags(all('SELECT * FROM upload_tags ORDER BY upload_id, number'));
      return rows.map((row) => toUpload(row, parts, tags));
    },
    unfinishedUpload(id) {
      const row = one('SELECT * FROM uploads WHERE id = :id', { id });
      if (row === undefined) return undefined;
      const own = (table: string) => all(`SELECT * FROM ${table} WHERE upload_id = :id ORDER BY number`, { id });
      return toUpload(row, toParts(own('upload_parts')), toTags(own('upload_tags')));
    },
    saveUpload,
    saveFailedUpload: (upload) => unhurried(() => saveUpload(upload)),
    saveUploadTags: (uploadId, tags) => replace('upload_tags', tagsRow(uploadId, tags), ['upload_id', 'number']),
    saveUploadPart: (uploadId, part) =>
      unhurried(() => replace('upload_parts', partRow(uploadId, part), ['upload_id', 'number'])),
    forgetUpload: (id) => run('DELETE FROM uploads WHERE id = :id', { id }),
    shareSecrets(id) {
      const row = one('SELECT * FROM share_secrets WHERE share_id = :id', { id });
      return row === undefined ? undefined : toSecrets(row);
    },
    saveShareSecrets: (secrets) => replace('share_secrets', secretsRow(secrets), ['share_id']),
    forgetShareSecrets: (id) => run('DELETE FROM share_secrets WHERE share_id = :id', { id }),
    watchedFolders: () => all('SELECT * FROM watched_folders ORDER BY rowid').map(toFolder),
    saveWatchedFolder: (folder) => replace('watched_folders', folderRow(folder), ['path']),
    forgetWatchedFolder: (path) => run('DELETE FROM watched_folders WHERE path = :path', { path }),
    watchedFiles: (folder) => all('SELECT * FROM watched_files WHERE folder = :folder', { folder }).map(toFile),
    saveWatchedFiles: (folder, files) =>
      replaceAll(
        'watched_files',
        files.map((file) => fileRow(folder, file)),
        ['folder', 'name'],
      ),
    forgetWatchedFile: (folder, name) =>
      run('DELETE FROM watched_files WHERE folder = :folder AND name = :name', { folder, name }),
    fileRequests: () => all('SELECT * FROM file_requests ORDER BY created_at_ms DESC, rowid DESC').map(toRequest),
    fileRequest(id) {
      const row = one('SELECT * FROM file_requests WHERE id = :id', { id });
      return row === undefined ? undefined : toRequest(row);
    },
    saveFileRequest: (request) => replace('file_requests', requestRow(request)),
    forgetFileRequest: (id) => run('DELETE FROM file_requests WHERE id = :id', { id }),
    arrivals: (id) => all('SELECT * FROM arrivals WHERE request_id = :id ORDER BY slot', { id }).map(toArrival),
    arrival(id, slot) {
      const row = one('SELECT * FROM arrivals WHERE request_id = :id AND slot = :slot', { id, slot });
      return row === undefined ? undefined : toArrival(row);
    },
    isPathOfOther: ({ requestId: id, slot }, path) =>
      one('SELECT slot FROM arrivals WHERE request_id = :id AND path = :path AND slot <> :slot', { id, path, slot }) !==
      undefined,
    offers: (id) => all('SELECT * FROM offers WHERE request_id = :id ORDER BY slot', { id }).map(toOffer),
    saveOffer: (offer) => replace('offers', offerRow(offer), ['request_id', 'slot']),
    saveArrivals: (arrivals) => replaceAll('arrivals', arrivals.map(arrivalRow), ['request_id', 'slot']),
    forgetItem: (id, position) =>
      run('DELETE FROM share_items WHERE share_id = :id AND position = :position', { id, position }),
    ...partsOn(statements),
    together(action) {
      guarded(() => database.exec('BEGIN IMMEDIATE'));
      try {
        const result = action();
        guarded(() => database.exec('COMMIT'));
        return result;
      } catch (error) {
        rollBack(database);
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
    revision: () => guarded(() => Number(database.prepare('PRAGMA data_version').get()?.['data_version'])),
    close: () => database.close(),
  };
}

function asFailures<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw ledgerFailure(error);
  }
}
