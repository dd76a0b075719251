// The RecordStore port on the disk: files readable by their owner only, flushed before `write` resolves.
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../core/model/failure';
import type { RecordStore } from '../../core/ports/secrets';

/** A name comes from the keychain, which other programs can write to: it must not leave the folder. */
const isName = (name: string) => /^[\w-]{1,100}$/.test(name);

/** `folder` is made with the first record. */
export function createRecordFiles(folder: string): RecordStore {
  return {
    async write(name, record) {
      if (!isName(name)) throw new Failure('bad-request');
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = await open(join(folder, name), 'wx', 0o600);
        try {
          await file.writeFile(record);
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (error) {
        const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
        throw new Failure(full ? 'disk-full' : 'ledger-unusable', {}, error);
      }
    },
    async read(name) {
      if (!isName(name)) return undefined;
      return readFile(join(folder, name)).catch(() => undefined);
    },
    async remove(name) {
      if (isName(name)) await rm(join(folder, name), { force: true }).catch(() => undefined);
    },
  };
}
