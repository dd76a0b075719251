// The RecordStore port's twin.
import { Failure } from '../../main/core/model/failure';
import type { RecordStore } from '../../main/core/ports/secrets';

export interface MemoryRecords extends RecordStore {
  readonly kept: Map<string, Uint8Array>;
}

export function createMemoryRecords(): MemoryRecords {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    async write(name, record) {
      if (!/^[\w-]{1,100}$/.test(name)) throw new Failure('bad-request');
      if (kept.has(name)) throw new Failure('ledger-unusable');
      kept.set(name, Uint8Array.from(record));
    },
    read: async (name) => kept.get(name),
    remove: async (name) => void kept.delete(name),
  };
}
