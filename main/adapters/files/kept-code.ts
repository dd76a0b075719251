// V8's code cache of the scripts that one command loads, in a file of its own among the user's caches. Node 22.1 has the like
// (module.enableCompileCache), but for all commands in common: of each script it keeps those functions alone that the first command ran.
import { closeSync, constants, fstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { CacheOf, LoadedScript } from './compiled-code';
import { makeFolders } from './make-folders';
import { isOwnFile, ownPlace } from './own-place';

/** The head is one line of JSON of this length, filled up with spaces: the caches lie behind it. */
const headBytes = 8_192;
/** V8 copies a cache that begins elsewhere. Source: v8/src/codegen/compiler.cc, AlignedCachedData. */
const alignment = 8;

/** By the script's name: where its cache begins, its length, its CRC-32. */
type Head = Readonly<Record<string, readonly [start: number, bytes: number, crc32: number]>>;

/**
 * V8 runs what the file holds: one that another user can have written is ignored, and none is written where they can exchange it.
 * `isLasting`: whether the script is there, and another build would give other content another name. V8 compares the lengths of two
 * sources only.
 */
export function openKeptCode(path: string, isLasting: (name: string) => boolean) {
  const { head, file } = open(path);
  const cacheOf: CacheOf = (name) => {
    const entry = Object.hasOwn(head, name) ? head[name] : undefined;
    return entry === undefined || file === undefined ? undefined : read(file, entry);
  };
  return {
    cacheOf,
    /** Writes the file anew when a script came without a cache. Failures are ignored: without the file the next command compiles. */
    keep(scripts: readonly LoadedScript[]) {
      const lasting = scripts.filter(({ name }) => isLasting(name));
      if (lasting.every(({ taken }) => taken)) return;
      // A command may load more at another time, e.g. the SDK for a large file.
      const others = Object.keys(head).filter((name) => isLasting(name) && !lasting.some((each) => each.name === name));
      const caches = new Map(lasting.map(({ name, createCache }) => [name, createCache()]));
      for (const name of others) {
        const cache = cacheOf(name);
        if (cache !== undefined) caches.set(name, cache);
      }
      try {
        // Windows replaces no open file.
        if (file !== undefined) closeSync(file);
        write(path, caches);
      } catch {
        // A full disk, or a folder that cannot be written to.
      }
    },
  };
}

/** Windows has neither of the last two, nor links that everybody may make. */
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

function open(path: string): { readonly head: Head; readonly file?: number } {
  try {
    const folder = ownPlace(dirname(path));
    if (folder === undefined) return { head: {} };
    const file = openSync(join(folder, basename(path)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!isOwnFile(fstatSync(file))) {
      closeSync(file);
      return { head: {} };
    }
    const bytes = Buffer.alloc(headBytes);
    readSync(file, bytes, 0, headBytes, 0);
    return { head: JSON.parse(bytes.toString('utf8')) as Head, file };
  } catch {
    return { head: {} };
  }
}

/** V8 takes a damaged cache for a sound one, and the process may end by it. */
function read(file: number, [start, length, sum]: Head[string] & object): Buffer | undefined {
  try {
    const bytes = Buffer.allocUnsafeSlow(length);
    return readSync(file, bytes, 0, length, start) === length && crc32(bytes) === sum ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Another process may read the file, or write it too: it is replaced by a rename. */
function write(path: string, caches: ReadonlyMap<string, Buffer>): void {
  const head: Record<string, Head[string]> = {};
  const pieces: Buffer[] = [];
  let start = headBytes;
  for (const [name, cache] of caches) {
    const padding = -cache.length & (alignment - 1);
    head[name] = [start, cache.length, crc32(cache)];
    pieces.push(cache, Buffer.alloc(padding));
    start += cache.length + padding;
  }
  const text = JSON.stringify(head);
  if (text.length > headBytes) return;
  const place = ownPlace(dirname(path));
  if (place === undefined) return;
  makeFolders(place, 0o700);
  // In a folder for everybody another user may have been faster.
  const folder = ownPlace(place);
  if (folder === undefined) return;
  const draft = join(folder, `${basename(path)}.${process.pid}`);
  try {
    writeFileSync(draft, Buffer.concat([Buffer.from(text.padEnd(headBytes)), ...pieces]), { mode: 0o600 });
    renameSync(draft, join(folder, basename(path)));
  } finally {
    rmSync(draft, { force: true });
  }
}
