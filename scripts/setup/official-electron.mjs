// The official Electron: installed by the electron package itself, after a download that gives up instead of hanging.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { step } from './progress.mjs';
import { run, tail } from './run-command.mjs';

const STALL_MS = 10_000; // no byte for this long: give up
const FORGET_FAILURE_MS = 24 * 60 * 60 * 1_000;
const require = createRequire(import.meta.url);

/** The official runtime inside node_modules when it is complete and of the wanted version, else undefined. */
export function findOfficialElectron() {
  try {
    const home = packageHome();
    const dist = join(home, 'dist');
    const installed = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    const executable = join(dist, readFileSync(join(home, 'path.txt'), 'utf8').trim());
    return installed === wantedVersion(home) && existsSync(executable) ? { executable, distPath: dist } : undefined;
  } catch {
    return undefined; // not installed, or half: both mean "not there"
  }
}

/** True when the last attempt failed less than a day ago: closed networks should not pay for it at every start. */
export function officialDownloadFailedLately() {
  try {
    const note = JSON.parse(readFileSync(failureNote(), 'utf8'));
    return note.version === wantedVersion(packageHome()) && Date.now() - note.failedAtMs < FORGET_FAILURE_MS;
  } catch {
    return false;
  }
}

/** Downloads and installs the official Electron. Resolves to undefined when done, else to the reason it failed. */
export async function installOfficialElectron() {
  const home = packageHome();
  const version = wantedVersion(home);
  const reason = await step(`Downloading Electron ${version}`, async (report) => {
    try {
      await download(home, version, report);
      return await unpack(home);
    } catch (error) {
      return error.cause?.message ?? error.message;
    }
  });
  if (reason === undefined) {
    await rm(failureNote(), { force: true });
    return undefined;
  }
  await mkdir(cacheFolder(), { recursive: true });
  await writeFile(failureNote(), JSON.stringify({ version, failedAtMs: Date.now(), reason }));
  return reason;
}

/** Fills Electron's own download cache (mirrors and proxies by its own environment variables), or throws. */
async function download(home, version, report) {
  const { downloadArtifact } = await import('@electron/get');
  const giveUp = new AbortController();
  const stalled = () => giveUp.abort(new Error(`no answer within ${STALL_MS / 1_000} s`));
  let timer = setTimeout(stalled, STALL_MS);
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: JSON.parse(readFileSync(join(home, 'checksums.json'), 'utf8')),
      downloadOptions: {
        quiet: true,
        signal: giveUp.signal,
        getProgressCallback: ({ percent }) => {
          clearTimeout(timer);
          if (percent < 1) timer = setTimeout(stalled, STALL_MS);
          report(percent);
        },
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The electron package's own installer, which now finds the archive in the cache. */
async function unpack(home) {
  // It loads ES modules with require(), which Node 20 before 20.19 allows only when asked.
  const flags = ['--experimental-require-module'].filter((flag) => process.allowedNodeEnvironmentFlags.has(flag));
  const { code, stderr } = await run(process.execPath, [...flags, join(home, 'install.js')], { timeoutMs: 300_000 });
  return code === 0 && findOfficialElectron() !== undefined
    ? undefined
    : tail(stderr) || 'the installer left no runtime';
}

function packageHome() {
  return dirname(require.resolve('electron/package.json'));
}

function wantedVersion(home) {
  return JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
}

function failureNote() {
  return join(cacheFolder(), 'official-electron-failed.json');
}
