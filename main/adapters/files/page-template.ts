// The templates of pages are built with the app and read once.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { Failure } from '../../core/model/failure';
import type { PageTemplate } from '../../core/ports/page-template';

/** Reads the built template at `path`, and its compressed end beside it, at the first call; raises `unexpected` when the build is incomplete. */
export function createPageTemplate(path: string): () => Promise<PageTemplate> {
  let reading: Promise<PageTemplate> | undefined;
  return () =>
    (reading ??= read(path).catch((error: unknown) => {
      reading = undefined;
      throw new Failure('unexpected', { reason: 'this build has no share page' }, error);
    }));
}

async function read(path: string): Promise<PageTemplate> {
  const [text, deflated] = await Promise.all([readFile(path, 'utf8'), readFile(join(dirname(path), 'end.deflate'))]);
  // As it is unpacked: that of another build ends no page of this one.
  return { text, end: { plain: await promisify(inflateRaw)(deflated), deflated } };
}
