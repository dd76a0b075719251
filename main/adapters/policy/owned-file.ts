// A file that only the administrator can have written. Whatever else lies at its place counts as damaged.
import { lstatSync, constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Reason } from '../../../resources/words/reasons';

/** Group and others. */
const writableByOthers = 0o022;
const mostBytes = 1_048_576;

/** Whether anything lies there, a broken link among it. Raises what the system says, but that nothing is there. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}

const faultOf = ({ uid, mode }: { readonly uid: number; readonly mode: number }): Reason | undefined => {
  if (uid !== 0) return 'it does not belong to the administrator';
  return (mode & writableByOthers) === 0 ? undefined : 'others than the administrator may write it';
};

/** Gives the text of a file that root owns, in a folder that root owns, both writable by nobody else. Raises what opening it raises. */
export async function readOwned(path: string): Promise<{ readonly text: string } | { readonly why: Reason }> {
  // A named pipe would never open.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    // Of what is open: the name may lead elsewhere a moment later.
    const facts = await file.stat();
    if (!facts.isFile() || facts.size > mostBytes) return { why: 'it is no file' };
    const why = faultOf(facts) ?? faultOf(await stat(dirname(path)));
    return why === undefined ? { text: await file.readFile('utf8') } : { why };
  } finally {
    await file.close();
  }
}
