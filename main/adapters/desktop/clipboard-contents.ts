// The shareable content of a clipboard: files before a picture before text.
import type { ClipboardContent } from '../../core/ports/desktop';
import { fileFormats } from './clipboard-formats';

export interface Contents {
  /** The bytes under the platform's own name of a format; empty when there are none. */
  raw(format: string): Promise<Uint8Array>;
  png(): Promise<Uint8Array>;
  text(): Promise<string>;
}

async function copiedFiles(contents: Contents): Promise<readonly string[]> {
  for (const { name, paths } of fileFormats[process.platform] ?? []) {
    const found = paths(await contents.raw(name));
    if (found.length > 0) return found;
  }
  return [];
}

export async function contentOf(contents: Contents): Promise<ClipboardContent> {
  const paths = await copiedFiles(contents);
  if (paths.length > 0) return { kind: 'files', paths };
  const png = await contents.png();
  if (png.length > 0) return { kind: 'image', png };
  const text = await contents.text();
  return text === '' ? { kind: 'empty' } : { kind: 'text', text };
}
