// Which Electron this checkout runs on: one answer for start, tests and packaging.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  findOfficialElectron,
  installOfficialElectron,
  officialDownloadFailedLately,
} from './setup/official-electron.mjs';
import { SetupError } from './setup/progress.mjs';
import { ensureStandIn, standInFolder, standInReady, standInSupported } from './setup/stand-in-electron.mjs';

const PATH_IN_DIST = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * The runtime to use now, without installing anything: ELECTRON_OVERRIDE_DIST_PATH, else the official one, else the
 * stand-in. `distPath` is what the electron package, Playwright and electron-builder want in that variable; `official`
 * is false for the stand-in, which must never be shipped. Undefined when there is none.
 */
function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const distPath = resolve(override);
    const executable = join(distPath, PATH_IN_DIST[process.platform] ?? 'electron');
    if (!existsSync(executable))
      throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${executable} does not exist.`);
    return { executable, distPath, official: distPath !== standInFolder() };
  }
  const official = findOfficialElectron();
  if (official !== undefined) return { ...official, official: true };
  if (!standInReady()) return undefined;
  return { executable: join(standInFolder(), 'electron'), distPath: standInFolder(), official: false };
}

/** As findElectron, but throws a SetupError when there is none. */
export function resolveElectron() {
  const found = findElectron();
  if (found === undefined) throw new SetupError('no Electron yet: run `npm start` or `npm test` once, they fetch it.');
  return found;
}

/**
 * Finds an Electron or fetches one: the official first, else the stand-in where that can run, unless MAYFLY_OFFICIAL_ELECTRON=1 forbids it:
 * a release is tested on the Electron that ships.
 */
export async function ensureElectron() {
  const found = findElectron();
  const takesStandIn = standInSupported && process.env.MAYFLY_OFFICIAL_ELECTRON !== '1';
  const settled = found?.official === true || (takesStandIn && officialDownloadFailedLately());
  const isNamed = takesStandIn && Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH);
  if (found !== undefined && (settled || isNamed)) return found;
  const reason = settled ? 'it failed less than a day ago' : await installOfficialElectron();
  if (reason === undefined) return resolveElectron();
  if (!takesStandIn) {
    const other = standInSupported
      ? 'MAYFLY_OFFICIAL_ELECTRON takes'
      : `for ${process.platform}-${process.arch} there is`;
    throw new SetupError(
      `the official Electron could not be downloaded (${reason}), and ${other} no other. ` +
        'Allow the download, name a mirror in ELECTRON_MIRROR, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron.',
    );
  }
  await ensureStandIn();
  return resolveElectron();
}

/** Environment variables that make the electron package, Playwright, electron-builder and electron-vite use `runtime`. */
export function electronEnvironment(runtime) {
  return { ELECTRON_OVERRIDE_DIST_PATH: runtime.distPath, ELECTRON_EXEC_PATH: runtime.executable };
}
