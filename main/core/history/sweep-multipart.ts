// Multipart uploads that nobody finishes cost money and stay invisible; Mayfly finds its own and touches no other.
import { asFailure } from '../model/failure';
import { looksOurs } from '../storage/rules/object-key';
import type { ConnectionPool } from '../storage/connection-pool';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import type { Leftover } from '../model/upload';

export interface SweepOptions {
  readonly onGone?: (gone: Leftover) => void;
  /** Once it fired no other is begun. */
  readonly signal?: AbortSignal;
}

export interface Sweep {
  /** What lies under our own prefixes; uploads that are running now are no leftovers. */
  find(): Promise<readonly Leftover[]>;
  /** Aborts the owned ones, one after the other, and tells of each; gives those that are gone. */
  abort(leftovers: readonly Leftover[], options?: SweepOptions): Promise<readonly Leftover[]>;
}

export function createSweep({ ledger, isAlive, pid, log }: Ports, store: Store, access: ConnectionPool): Sweep {
  return {
    async find() {
      const rows = new Map(ledger.unfinishedUploads().map((row) => [row.key, row]));
      const leftovers: Leftover[] = [];
      for (const { id, name, kind, prefix, keyTemplate } of store.get().connections) {
        // The bucket on this computer sweeps itself, and is not started for this.
        if (kind === 'embedded') continue;
        try {
          await access.withConnection({ kind: 'known', connectionId: id }, async ({ objects }) => {
            for (const { key, uploadId, startedAtMs } of await objects.listUploads(prefix)) {
              const row = rows.get(key);
              const running =
                row !== undefined && row.state === 'active' && (row.ownerPid === pid || isAlive(row.ownerPid));
              if (running || !looksOurs(key.slice(prefix.length), keyTemplate)) continue;
              const parts = await objects.listParts(key, uploadId);
              leftovers.push({
                connectionId: id,
                connectionName: name,
                key,
                uploadId,
                sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
                ...(startedAtMs !== undefined && { startedAtMs }),
                owned: row !== undefined && row.connectionId === id,
              });
            }
          });
        } catch (error) {
          log.error(`leftovers of a connection could not be listed`, asFailure(error));
        }
      }
      return leftovers;
    },

    async abort(leftovers, { onGone, signal } = {}) {
      const rows = new Map(ledger.unfinishedUploads().map((row) => [row.key, row]));
      const gone: Leftover[] = [];
      for (const leftover of leftovers.filter(({ owned }) => owned)) {
        const row = rows.get(leftover.key);
        if (row === undefined) continue;
        if (signal?.aborted === true) break;
        await access.withConnection({ kind: 'known', connectionId: leftover.connectionId }, ({ objects }) =>
          objects.abortUpload(leftover.key, leftover.uploadId),
        );
        ledger.forgetUpload(row.id);
        gone.push(leftover);
        onGone?.(leftover);
      }
      return gone;
    },
  };
}
