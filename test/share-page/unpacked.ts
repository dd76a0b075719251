// An archive is judged by a program that is not ours: 7-Zip checks and unpacks it.
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { path7za } from '7zip-bin';
import { sha256 } from './published';

/** The SHA-256 of every file in `archive`, by path. */
export async function unpacked(archive: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-unpacked-'));
  try {
    const file = join(folder, 'a.zip');
    const out = join(folder, 'out');
    await writeFile(file, archive);
    await chmod(path7za, 0o755);
    await promisify(execFile)(path7za, ['x', file, `-o${out}`], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    const found = await readdir(out, { recursive: true, withFileTypes: true });
    const paths = found.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
    return new Map(
      await Promise.all(paths.map(async (path) => [relative(out, path), sha256(await readFile(path))] as const)),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
