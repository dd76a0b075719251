// Storage that other programs of this computer know, for the form of a new connection. The secret goes from their file into the paste buffer, and
// from there into the vault.
import { Failure } from '../model/failure';
import type { PasteBuffer } from '../credentials/paste-buffer';
import type { Pasted } from '../credentials/rules/pasted-credentials';
import type { Ports } from '../ports/ports';
import {
  cyberduckBookmark,
  isEncryptedRclone,
  mcAliases,
  rcloneRemotes,
  type FoundOnComputer,
  type FoundStorage,
} from './rules/found-storage';

export interface FoundConnections {
  /** Reads the other programs' settings now, and keeps nothing of them. */
  findStorages(): Promise<FoundOnComputer>;
  /** Reads them again, and keeps the keys of one for the draft with their `pasteId`. Raises `found-gone`. */
  takeStorage(id: string): Promise<{ readonly id: string; readonly pasted: Pasted }>;
}

/** Stays the same from one look to the next. */
const idOf = ({ program, name, endpoint = '' }: FoundStorage) => `${program} ${name} ${endpoint}`;

export function createFoundConnections(
  { otherPrograms }: Pick<Ports, 'otherPrograms'>,
  pastes: PasteBuffer,
): FoundConnections {
  const find = async (): Promise<FoundOnComputer> => {
    const { rclone, mc, cyberduck } = await otherPrograms.read();
    const bookmarks = cyberduck.map(cyberduckBookmark).filter((one) => one !== undefined);
    const storages = [...rclone.flatMap(rcloneRemotes), ...mc.flatMap(mcAliases), ...bookmarks];
    const byId = new Map(storages.map((storage) => [idOf(storage), storage]));
    return {
      storages: Array.from(byId, ([id, storage]) => ({ id, storage })),
      encrypted: rclone.some(isEncryptedRclone),
    };
  };
  return {
    findStorages: find,
    async takeStorage(id) {
      const found = (await find()).storages.find((one) => one.id === id);
      if (found === undefined) throw new Failure('found-gone');
      const { program: _program, ...fields } = found.storage;
      return pastes.keep({ ...fields, others: 0 });
    },
  };
}
