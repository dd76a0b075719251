// The small pictures of temporary files, one PNG each under the random name of its file's folder. They outlive the files, and are as private.
import { lstatSync, rmSync } from 'node:fs';
import { lstat, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { KeptPictures } from '../../core/ports/files';

const mostKept = 200;
const mostBytes = 131_072;
const ending = '.png';

/** `shrink`: gives a small PNG of a picture, or nothing of what cannot be decoded. `folder` is made, with mode 0700, for the first picture. */
export function createKeptPictures(
  folder: string,
  shrink: (picture: Uint8Array) => Promise<Uint8Array | undefined>,
): KeptPictures {
  const placeOf = (path: string): string => join(folder, `${basename(dirname(path))}${ending}`);

  /** The oldest go first. */
  const makeRoom = async (): Promise<void> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
    if (names.length <= mostKept) return;
    const paths = names.map((name) => join(folder, name));
    const aged = paths.map((path) => ({ path, atMs: lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
    for (const { path } of aged.toSorted((a, b) => b.atMs - a.atMs).slice(mostKept)) rmSync(path, { force: true });
  };

  return {
    async keep(path, picture) {
      const small = await shrink(picture);
      if (small === undefined || small.length > mostBytes) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(placeOf(path), small, { mode: 0o600 });
      await makeRoom();
    },
    async of(path) {
      const place = placeOf(path);
      const found = await lstat(place).catch(() => undefined);
      if (found?.isFile() !== true || found.size > mostBytes) return undefined;
      return readFile(place).catch(() => undefined);
    },
    forget: (path) => rmSync(placeOf(path), { force: true }),
  };
}
