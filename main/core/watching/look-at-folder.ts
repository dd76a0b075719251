// A look at a followed folder with all that lies below it.
import { basename } from 'node:path';
import { Failure } from '../model/failure';
import type { Ports } from '../ports/ports';
import { outOfStep } from './out-of-step';

/** Reads no file. Raises `folder-out-of-step` where the folder is gone or has no file, and `file-unreadable`. */
export async function lookAtFolder({ files, folders }: Pick<Ports, 'files' | 'folders'>, path: string) {
  const fileName = basename(path) || path;
  try {
    // Refuses a path of which a part is a symbolic link now.
    const { identity } = await folders.list(path, () => false);
    const found = await files.find(path);
    if (found.linkTarget !== undefined) throw new Failure('file-missing', { fileName });
    return { identity, files: found.files, unread: found.refused.map(({ name }) => name) };
  } catch (error) {
    const code = error instanceof Failure ? error.code : undefined;
    if (code === 'file-missing') throw outOfStep(path, 'gone');
    if (code === 'folder-empty') throw outOfStep(path, 'empty');
    throw error;
  }
}
