// Takes a video's thumbnail from the system, because Mayfly decodes no video: from macOS and Windows by Electron, from the freedesktop cache on
// Linux.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { homeFolder } from '../../adapters/files/profile-folder';

const mostBytes = 1_048_576;
const sizePx = 96;

/** True when the cached PNG is of a file with this modification time: https://specifications.freedesktop.org/thumbnail-spec/latest. */
const saysTime = (png: Buffer, mtimeNs: bigint): boolean =>
  /Thumb::MTime\0(\d+)/.exec(png.toString('latin1'))?.[1] === String(mtimeNs / 1_000_000_000n);

/** From `cacheFolder` (`~/.cache`): the smallest thumbnail of the unchanged file. */
export async function cachedThumbnail(
  path: string,
  mtimeNs: bigint,
  cacheFolder = process.env['XDG_CACHE_HOME'] ?? join(homeFolder(), '.cache'),
): Promise<Uint8Array | undefined> {
  const name = `${createHash('md5').update(pathToFileURL(path).href).digest('hex')}.png`;
  for (const size of ['normal', 'large']) {
    const found = join(cacheFolder, 'thumbnails', size, name);
    try {
      if ((await stat(found)).size > mostBytes) continue;
      const png = await readFile(found);
      if (saysTime(png, mtimeNs)) return png;
    } catch {
      // No thumbnail in this size.
    }
  }
  return undefined;
}

/** Undefined where the system has none. */
export async function systemThumbnail(path: string, mtimeNs: bigint): Promise<Uint8Array | undefined> {
  if (process.platform === 'linux') return cachedThumbnail(path, mtimeNs);
  const { nativeImage } = await import('electron');
  const picture = await nativeImage
    .createThumbnailFromPath(path, { width: sizePx, height: sizePx })
    .catch(() => undefined);
  return picture === undefined || picture.isEmpty() ? undefined : picture.toPNG();
}
