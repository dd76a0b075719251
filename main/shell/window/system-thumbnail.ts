// Of a film the system's file manager has a picture already: asked for on macOS and Windows, looked up in the freedesktop cache on
// Linux. Nothing here decodes a film.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const mostBytes = 1_048_576;
const sizePx = 96;

/** The PNG in a cache, and the times (s) it says its file had: https://specifications.freedesktop.org/thumbnail-spec/latest. */
const saysTime = (png: Buffer, mtimeNs: bigint): boolean =>
  /Thumb::MTime\0(\d+)/.exec(png.toString('latin1'))?.[1] === String(mtimeNs / 1_000_000_000n);

/** From `cacheFolder` (`~/.cache`): of the file as it is, in the smallest size that is there. */
export async function cachedThumbnail(
  path: string,
  mtimeNs: bigint,
  cacheFolder = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
): Promise<Uint8Array | undefined> {
  const name = `${createHash('md5').update(pathToFileURL(path).href).digest('hex')}.png`;
  for (const size of ['normal', 'large']) {
    const found = join(cacheFolder, 'thumbnails', size, name);
    try {
      if ((await stat(found)).size > mostBytes) continue;
      const png = await readFile(found);
      if (saysTime(png, mtimeNs)) return png;
    } catch {
      // Not in this size.
    }
  }
  return undefined;
}

/** Nothing where the system has none. */
export async function systemThumbnail(path: string, mtimeNs: bigint): Promise<Uint8Array | undefined> {
  if (process.platform === 'linux') return cachedThumbnail(path, mtimeNs);
  const { nativeImage } = await import('electron');
  const picture = await nativeImage
    .createThumbnailFromPath(path, { width: sizePx, height: sizePx })
    .catch(() => undefined);
  return picture === undefined || picture.isEmpty() ? undefined : picture.toPNG();
}
