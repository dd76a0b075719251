// Finds and aborts unfinished multipart uploads of Mayfly: they cost money and no listing of objects shows them.
import { asFailure, type Failure } from '../model/failure';
import { looksOurs } from '../model/keys/object-key';
import type { ConnectionPool } from '../storage/storage';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { Leftover, UnfinishedUpload } from '../model/upload';

export interface SweepOptions {
  readonly onGone?: (gone: Leftover) => void;
  readonly onFailed: (failure: Failure) => void;
  /** Ends the sweep after the present upload. */
  readonly signal?: AbortSignal;
}

export function createSweep({ ledger, isAlive, pid }: Ports, store: Store, access: ConnectionPool) {
  /** A living window resumes those that are paused or failed, with the parts that are stored. */
  const isHeld = ({ state, ownerPid }: UnfinishedUpload): boolean =>
    ownerPid === pid ? state === 'active' : state !== 'abandoned' && isAlive(ownerPid);
  return {
    /**
     * The unfinished uploads under the connections' prefixes, without those that a living process shows or works on. Calls `onFailed` for each
     * connection that could not be asked.
     */
    async find(onFailed: (failure: Failure) => void): Promise<readonly Leftover[]> {
      const rows = new Map(ledger.unfinishedUploads().map((row) => [row.key, row]));
      /** Of guests who asked for links to parts: the upkeep of file requests ends them. */
      const asked = new Set(
        ledger.fileRequests().flatMap(({ id }) => ledger.offers(id).map((offer) => offer.uploadId)),
      );
      const leftovers: Leftover[] = [];
      for (const { id, name, kind, prefix, keyTemplate } of store.get().connections) {
        // The bucket on this computer sweeps itself, and is not started for this.
        if (kind === 'embedded') continue;
        try {
          await access.withConnection({ kind: 'known', connectionId: id }, async ({ objects }) => {
            for (const { key, uploadId, startedAtMs } of await objects.listUploads(prefix)) {
              const row = rows.get(key);
              if (
                (row !== undefined && isHeld(row)) ||
                asked.has(uploadId) ||
                !looksOurs(key.slice(prefix.length), keyTemplate)
              )
                continue;
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
          onFailed(asFailure(error));
        }
      }
      return leftovers;
    },

    /**
     * Aborts the owned ones one by one, without those that go on since they were found, and calls `onGone` for each; gives those that are aborted.
     * Calls `onFailed` once for a connection that takes no abort, and leaves its others.
     */
    async abort(
      leftovers: readonly Leftover[],
      { onGone, onFailed, signal }: SweepOptions,
    ): Promise<readonly Leftover[]> {
      const ids = new Map(ledger.unfinishedUploads().map(({ key, id }) => [key, id]));
      const gone: Leftover[] = [];
      const failed = new Set<string>();
      for (const leftover of leftovers.filter(({ owned }) => owned)) {
        const { connectionId } = leftover;
        if (failed.has(connectionId)) continue;
        const row = ledger.unfinishedUpload(ids.get(leftover.key) ?? '');
        if (row === undefined || isHeld(row)) continue;
        if (signal?.aborted === true) break;
        try {
          await access.withConnection({ kind: 'known', connectionId }, ({ objects }) =>
            objects.abortUpload(leftover.key, leftover.uploadId),
          );
        } catch (error) {
          failed.add(connectionId);
          onFailed(asFailure(error));
          continue;
        }
        ledger.forgetUpload(row.id);
        gone.push(leftover);
        onGone?.(leftover);
      }
      return gone;
    },
  };
}

export type Sweep = ReturnType<typeof createSweep>;
