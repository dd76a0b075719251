// The templates of pages are built with the app and read once.
import { readFile } from 'node:fs/promises';
import { Failure } from '../../core/model/failure';

/** Reads the built template at `path` at the first call; raises `unexpected` when the build is incomplete. */
export function createPageTemplate(path: string): () => Promise<string> {
  let reading: Promise<string> | undefined;
  return () =>
    (reading ??= readFile(path, 'utf8').catch((error: unknown) => {
      reading = undefined;
      throw new Failure('unexpected', { reason: 'this build has no share page' }, error);
    }));
}
