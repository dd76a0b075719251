// Builds the app when its sources are not the ones it was last built from.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageBin } from './package-bin.mjs';
import { projectFolder } from './project-folder.mjs';
import { SetupError, step } from './progress.mjs';
import { run, tail } from './run-command.mjs';

const FOLDERS = ['main', 'preload', 'renderer', 'resources', 'scripts/build'];
const FILES = ['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.base.json', 'electron.vite.config.ts'];
const RESULTS = [
  'out/main/start.mjs',
  'out/main/index.cjs',
  'out/main/cli.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  ...['share-page', 'request-page', 'encrypted-page', 'encrypted-request-page'].flatMap((page) => [
    `out/${page}/index.html`,
    `out/${page}/end.deflate`,
  ]),
  'out/licences.txt',
  'out/commit.json',
];
const stamp = join(projectFolder, 'out', 'built-from');

/**
 * Builds into out/ unless the contents of all sources are those of the last build; true when it built.
 * Throws SetupError with the builder's last lines.
 */
export async function ensureBuild() {
  const wanted = hashOfSources();
  if (builtFrom() === wanted) return false;
  rmSync(stamp, { force: true });
  await step('Building the app', async () => {
    const { code, stdout, stderr } = await run(
      process.execPath,
      [packageBin('electron-vite'), 'build', '--logLevel', 'warn'],
      {
        cwd: projectFolder,
      },
    );
    if (code !== 0) throw new SetupError(`the app could not be built:\n${tail(`${stdout}\n${stderr}`, 20)}`);
  });
  mkdirSync(join(projectFolder, 'out'), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

/** The hash of the sources out/ was built from, or undefined when it holds no complete build. */
export function builtFrom() {
  if (!existsSync(stamp) || !RESULTS.every((path) => existsSync(join(projectFolder, path)))) return undefined;
  return readFileSync(stamp, 'utf8');
}

function hashOfSources() {
  const hash = createHash('sha256');
  const paths = FOLDERS.flatMap((room) =>
    readdirSync(join(projectFolder, room), { recursive: true, withFileTypes: true }),
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [...paths, ...FILES.map((name) => join(projectFolder, name))].sort()) {
    const content = readFileSync(path);
    hash.update(`${relative(projectFolder, path)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
