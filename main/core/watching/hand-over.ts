// Hands complete files over to be shared, and remembers them in the transaction that saves their uploads.
import { join } from 'node:path';
import { asFailure, type Failure } from '../model/failure';
import type { FileSnapshot } from '../model/given-file';
import type { ItemResult } from '../model/share-request';
import type { Clock } from '../model/system';
import type { UnfinishedUpload } from '../model/upload';
import type { FolderMemory } from './folder-memory';
import { standsStill } from './rules/stillness';

export interface HandedTo {
  /** Shares the files for which `takes` answers true. */
  readonly share: (
    paths: readonly string[],
    takes: (upload: UnfinishedUpload) => boolean,
  ) => Promise<readonly ItemResult[]>;
  /** Takes a failed upload out of the list. */
  readonly dismiss: (uploadId: string) => void;
  /** Without files that another process shares, or that changed again. */
  readonly onResults: (results: readonly ItemResult[]) => void;
  readonly onFailure: (failure: Failure) => void;
}

const restMs = 60_000;

export function createHandOver(folder: string, memory: FolderMemory, clock: Clock, to: HandedTo) {
  let restUntilMs = 0;
  /** The ledger may have no row of them yet. */
  const inHand = new Set<string>();
  const refused = new Map<string, FileSnapshot>();
  /** A program wrote on while the file was being sent: it is new once more. */
  const beginAgain = (result: ItemResult, uploadOf: ReadonlyMap<string, string>): boolean => {
    const uploadId = result.ok || result.failure.code !== 'file-changed' ? undefined : uploadOf.get(result.name);
    if (result.ok || uploadId === undefined) return false;
    to.dismiss(uploadId);
    memory.change([], [result.name]);
    return true;
  };
  return {
    /** False while a file is being handed over, and for one that could not be read until it changes. */
    isOpen(name: string, stamp: FileSnapshot): boolean {
      const earlier = refused.get(name);
      return !inHand.has(name) && (earlier === undefined || !standsStill(earlier, stamp));
    },
    /** Unix ms: after a failure that concerns no single file, nothing is shared until then. */
    restUntilMs: (): number => restUntilMs,
    /** Never rejects. Resolves when all these uploads have ended. */
    async share(complete: ReadonlyMap<string, FileSnapshot>) {
      const nameAt = new Map([...complete.keys()].map((name) => [join(folder, name), name]));
      const uploadOf = new Map<string, string>();
      const takes = ({ id, path, given: { snapshot } }: UnfinishedUpload): boolean => {
        const name = nameAt.get(path);
        const stamp = name === undefined ? undefined : complete.get(name);
        if (name === undefined || stamp === undefined || snapshot === undefined) return false;
        if (!standsStill(stamp, snapshot) || !memory.claim(name, stamp)) return false;
        uploadOf.set(name, id);
        return true;
      };
      for (const name of complete.keys()) inHand.add(name);
      try {
        const results = await to.share([...nameAt.keys()], takes);
        for (const result of results) {
          const name = result.ok || result.given === undefined ? undefined : nameAt.get(result.given);
          const stamp = name === undefined ? undefined : complete.get(name);
          if (name !== undefined && stamp !== undefined) refused.set(name, stamp);
        }
        const told = results.filter(
          (result) => !beginAgain(result, uploadOf) && (result.ok || result.failure.code !== 'cancelled'),
        );
        if (told.length > 0) to.onResults(told);
      } catch (error) {
        memory.reload();
        restUntilMs = clock() + restMs;
        to.onFailure(asFailure(error));
      } finally {
        for (const name of complete.keys()) inHand.delete(name);
      }
    },
  };
}

export type HandOver = ReturnType<typeof createHandOver>;
