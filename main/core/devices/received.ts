// The verbs of the list of what devices sent.
import { basename, dirname, sep } from 'node:path';
import type { ListedSession, ReceivedFile } from '../model/devices/nearby';
import { Failure } from '../model/failure';
import type { ArrivalFiles } from '../ports/arrival-files';
import { receivedForgotten, receivedLeft } from '../state/state';
import type { DevicesContext } from './devices-context';

type Context = Pick<DevicesContext, 'ports' | 'store'>;

/** What devices sent, newest first, without what is coming now. */
export function receivedSessions({ ports: { ledger }, store }: Context): readonly ListedSession[] {
  const coming = store.get().nearby.receiving?.id;
  return ledger.receivedSessions().filter(({ id }) => id !== coming);
}

/** Its files, as they came; none for one that is not in the list. */
export const receivedFiles = ({ ports: { ledger } }: Context, id: string): readonly ReceivedFile[] =>
  ledger.receivedFiles(id);

/** Takes the row from where what came last is shown; the list keeps it. */
export const forgetReceived = ({ store }: Context, id: string): void => store.apply(receivedForgotten(id));

/** Takes a session out of the list; its files stay. Raises what the ledger raises. */
export function unlistReceived({ ports: { ledger }, store }: Context, id: string): void {
  ledger.forgetReceivedSession(id);
  store.apply(receivedForgotten(id));
}

/**
 * Moves the files of a session that are still as they came to the bin, and out of the list with those that are not there any more; gives how many
 * there were. `toBin` takes an absolute path, and its failure ends it. Raises `received-changed` where others are left, and what the folder, the
 * ledger and `toBin` raise.
 */
export async function undoReceived(
  { ports, store }: Context,
  id: string,
  toBin: (path: string) => Promise<void>,
): Promise<number> {
  const { ledger, arrivalFiles } = ports;
  const folder = ledger.receivedSessions().find((one) => one.id === id)?.folder ?? '';
  let moved = 0;
  let changed: string | undefined;
  try {
    for (const { path, name, sizeBytes, sha256 } of ledger.receivedFiles(id)) {
      const found = await arrivalFiles.inspect(dirname(path), basename(path)).catch(unlessMissing);
      if (found !== undefined && (found.sha256 !== sha256 || found.sizeBytes !== sizeBytes)) {
        changed ??= name;
        continue;
      }
      if (found !== undefined) {
        await toBin(path);
        moved += 1;
      }
      ledger.forgetReceivedFile(id, path);
      await removeEmptyAbove(path, folder, arrivalFiles);
    }
  } finally {
    const left = ledger.receivedFiles(id);
    if (left.length === 0) ledger.forgetReceivedSession(id);
    store.apply(receivedLeft(id, left));
  }
  if (changed !== undefined) throw new Failure('received-changed', { fileName: changed });
  return moved;
}

/** The folders that came with a file go with the last of them; that in which all of it was saved stays. */
async function removeEmptyAbove(path: string, folder: string, { removeEmpty }: Pick<ArrivalFiles, 'removeEmpty'>) {
  for (let parent = dirname(path); parent.startsWith(folder + sep); parent = dirname(parent)) {
    if (!(await removeEmpty(parent))) return;
  }
}

/** A folder that is gone has no files. */
function unlessMissing(error: unknown): undefined {
  if (error instanceof Failure && error.code === 'folder-missing') return undefined;
  throw error;
}
