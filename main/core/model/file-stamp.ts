// Whether a file is still the one that was seen before.
import type { FileSnapshot } from './given-file';

/**
 * `touched`: of the same size, but something happened to it. Renaming, linking, new permissions and `touch` leave the bytes as they were; a
 * rewrite whose time was set back does not. Only reading again tells them apart.
 */
export function compareFiles(before: FileSnapshot, now: FileSnapshot): 'same' | 'touched' | 'changed' {
  if (before.sizeBytes !== now.sizeBytes) return 'changed';
  const same =
    before.mtimeNs === now.mtimeNs &&
    before.ctimeNs === now.ctimeNs &&
    before.inode === now.inode &&
    before.device === now.device;
  return same ? 'same' : 'touched';
}
