// Compares a file's stamp with an earlier one.
import type { FileSnapshot } from './given-file';

/**
 * `touched`: the same size, but another stamp. Renaming, linking, `chmod` and `touch` keep the bytes; a rewrite with its time set back does
 * not. Only reading the file again tells them apart.
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
