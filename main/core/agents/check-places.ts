// Looks at the places that an agent names, and at every file before it is shared.
import type { Reason } from '../../../resources/words/reasons';
import type { AllowedFolder } from '../model/agents/agents';
import { Failure } from '../model/failure';
import type { SharedFile } from '../model/share-request';
import type { AgentContext } from './agent-context';
import { folderOf, whyNotFile, whyNotPlace, type Ground } from './rules/allowed-paths';

/** A page of an agent's share has so many files at most. */
export const mostFiles = 1_000;

const nameOf = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? '';

const refused = (path: string, reason: Reason): Failure =>
  new Failure('agent-path-refused', { fileName: nameOf(path), reason });

/** A path says where it leads: absolute, and no part of it goes up. */
function checkForm(path: string, separator: string): void {
  const isAbsolute = separator === '/' ? path.startsWith('/') : /^[a-z]:[\\/]/i.test(path);
  const parts = path.split(separator === '/' ? '/' : /[\\/]/);
  if (!isAbsolute || path.includes('\0') || parts.some((part) => part === '.' || part === '..'))
    throw refused(path, 'its path must be absolute, without “.” and “..”');
}

/**
 * The allowed folder that holds what lies at `path`. Whether something is there is told only within allowed folders. Raises `agent-path-refused`,
 * and `file-missing`.
 */
export async function checkNamed({ places }: AgentContext, path: string, ground: Ground): Promise<AllowedFolder> {
  checkForm(path, ground.separator);
  const { real, isThere } = await places.placeOf(path);
  const reason = real === undefined ? 'it is in no folder that was allowed' : whyNotPlace(real, ground);
  if (reason !== undefined) throw refused(path, reason);
  const folder = real === undefined ? undefined : folderOf(real, ground);
  if (folder === undefined) throw refused(path, 'it is in no folder that was allowed');
  if (!isThere) throw new Failure('file-missing', { fileName: nameOf(path) });
  return folder;
}

/**
 * Checks the files as they were found, by their real paths; gives the allowed folders that hold them. Raises `agent-path-refused` for the first that
 * is not for agents, `file-changed` where another file lies there meanwhile.
 */
export async function checkFiles(
  { places }: AgentContext,
  files: readonly SharedFile[],
  ground: Ground,
): Promise<readonly AllowedFolder[]> {
  if (files.length > mostFiles) {
    throw new Failure('bad-request', {
      reason: 'a share of an agent has at most {{most}} files',
      reasonValues: { most: mostFiles },
    });
  }
  const folders = new Set<AllowedFolder>();
  for (const { path, snapshot } of files) {
    const place = whyNotPlace(path, ground);
    if (place !== undefined) throw refused(path, place);
    const found = await places.inspectFile(path);
    if (found === undefined || found.inode !== snapshot.inode) {
      throw new Failure('file-changed', { fileName: nameOf(path) });
    }
    const reason = whyNotFile({ ...found, path }, ground);
    if (reason !== undefined) throw refused(path, reason);
    const folder = folderOf(path, ground);
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders];
}
