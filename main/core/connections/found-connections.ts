// Storage that other programs of this computer know, for the form of a new connection. The secret goes from their file into the paste buffer, and
// from there into the vault.
import {
  type PasteBuffer,
  cyberduckBookmark,
  isEncryptedRclone,
  mcAliases,
  rcloneRemotes,
  type FoundOnComputer,
  type FoundStorage,
} from '../credentials/credentials';
import { Failure } from '../model/failure';
import type { ConnectionsContext } from './connections-context';

/** Stays the same from one look to the next. */
const idOf = ({ program, name, endpoint = '' }: FoundStorage) => `${program} ${name} ${endpoint}`;

/** Reads the other programs' settings now, and keeps nothing of them. */
export async function findStorages({ ports }: Pick<ConnectionsContext, 'ports'>): Promise<FoundOnComputer> {
  const { rclone, mc, cyberduck } = await ports.otherPrograms.read();
  const bookmarks = cyberduck.map(cyberduckBookmark).filter((one) => one !== undefined);
  const storages = [...rclone.flatMap(rcloneRemotes), ...mc.flatMap(mcAliases), ...bookmarks];
  const byId = new Map(storages.map((storage) => [idOf(storage), storage]));
  return {
    storages: Array.from(byId, ([id, storage]) => ({ id, storage })),
    encrypted: rclone.some(isEncryptedRclone),
  };
}

/** Reads them again, and keeps the keys of one for the draft with their `pasteId`. Raises `found-gone`. */
export async function takeStorage(
  context: Pick<ConnectionsContext, 'ports' | 'pastes'>,
  id: string,
): Promise<ReturnType<PasteBuffer['keep']>> {
  const found = (await findStorages(context)).storages.find((one) => one.id === id);
  if (found === undefined) throw new Failure('found-gone');
  const { program: _program, ...fields } = found.storage;
  return context.pastes.keep({ ...fields, others: 0 });
}

/** Parses pasted credentials and keeps them for the draft with their `pasteId`. Raises `paste-unknown`. */
export const pasteCredentials = (
  { pastes }: Pick<ConnectionsContext, 'pastes'>,
  text: string,
): ReturnType<PasteBuffer['take']> => pastes.take(text);
