// Packages the app for this platform with electron-builder, offline where an Electron is present.
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ensureElectron } from '../electron-runtime.mjs';
import { builtFrom, ensureBuild } from './app-build.mjs';
import { sourceDate } from './source-date.mjs';
import { packageBin } from './package-bin.mjs';
import { SetupError, step } from './progress.mjs';
import { projectFolder } from './project-folder.mjs';
import { findOnPath, run, tail } from './run-command.mjs';

const ARM = process.arch === 'arm64' ? '-arm64' : '';
// electron-builder's names on this platform: its flag, its folder for an unpacked app, the program inside, and the
// archive format that needs no downloaded tool.
const HERE = {
  darwin: { flag: '--mac', folder: `mac${ARM}`, program: 'Mayfly.app/Contents/MacOS/Mayfly', archive: 'zip' },
  linux: { flag: '--linux', folder: `linux${ARM}-unpacked`, program: 'mayfly', archive: 'tar.gz' },
  win32: { flag: '--win', folder: `win${ARM}-unpacked`, program: 'Mayfly.exe', archive: 'zip' },
}[process.platform];

const RECIPE = ['electron-builder.yml', 'scripts/before-pack.mjs', 'scripts/after-pack.mjs', 'scripts/build/commit.ts'];

/** The unpacked app below an output folder, and the program in it. */
function unpackedApp(output) {
  const folder = join(projectFolder, output, HERE.folder);
  return { folder, program: join(folder, HERE.program) };
}

/**
 * Builds the app and makes `<output>/<platform>-unpacked`. With `inspectable`, Playwright can drive it: for tests only.
 * Resolves to the folder, the program and the Electron inside. Throws SetupError.
 */
export async function packUnpacked({ output, inspectable }) {
  const runtime = await ensureElectron();
  await ensureBuild();
  const app = unpackedApp(output);
  rmSync(app.folder, { recursive: true, force: true });
  await step('Packaging the app', () =>
    electronBuilder([
      HERE.flag,
      'dir',
      `-c.electronDist=${runtime.distPath}`,
      `-c.directories.output=${output}`,
      `-c.electronFuses.enableNodeCliInspectArguments=${inspectable}`,
    ]),
  );
  return { ...app, runtime };
}

/** Packs an unpacked app into the archive of this platform; resolves when it is in `output`. Throws SetupError. */
export async function packArchive({ output }) {
  const { path7za } = await import('7zip-bin');
  chmodSync(path7za, 0o755); // the package ships it without permission to run
  await step(`Packing ${HERE.archive}`, () =>
    electronBuilder(
      ['--prepackaged', unpackedApp(output).folder, HERE.flag, HERE.archive, `-c.directories.output=${output}`],
      {
        ELECTRON_BUILDER_7ZIP_PATH: path7za, // else electron-builder downloads one
        ELECTRON_BUILDER_COMPRESSION_LEVEL: '3', // a fifteenth of the time for a twentieth more bytes
      },
    ),
  );
}

/** True when this machine can make a .deb: with dpkg-deb, without fpm or the network. */
export const makesDeb = process.platform === 'linux' && findOnPath(['dpkg-deb']) !== undefined;

/**
 * Packs an unpacked app into a .deb in `output`; resolves to its path. `compression` is one of dpkg-deb's; without it the one for
 * publishing. Throws SetupError.
 */
export async function packDeb({ output, compression }) {
  for (const old of debsIn(output)) rmSync(old);
  await step('Packing deb', () =>
    electronBuilder(
      ['--prepackaged', unpackedApp(output).folder, HERE.flag, 'deb', `-c.directories.output=${output}`],
      {
        CUSTOM_FPM_PATH: join(projectFolder, 'scripts', 'fpm-for-deb.mjs'),
        ...(compression && { MAYFLY_DEB_COMPRESSION: compression }),
      },
    ),
  );
  const [made] = debsIn(output);
  if (made === undefined) throw new SetupError('electron-builder made no .deb.');
  return made;
}

function debsIn(output) {
  const folder = join(projectFolder, output);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(folder, name));
}

/** The program of a package that Playwright can drive, packed again only when the app or the recipe changed. */
export async function ensureTestPackage() {
  const output = join('dist', 'e2e');
  const stamp = join(projectFolder, output, 'packed-from');
  const recipe = RECIPE.map((path) => readFileSync(join(projectFolder, path))).join('\0');
  await ensureBuild();
  const { distPath } = await ensureElectron();
  const wanted = createHash('sha256').update(recipe).update(`${builtFrom()} ${distPath}`).digest('hex');
  const { program } = unpackedApp(output);
  if (existsSync(program) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return program;
  await packUnpacked({ output, inspectable: true });
  mkdirSync(join(projectFolder, output), { recursive: true });
  writeFileSync(stamp, wanted);
  return program;
}

async function electronBuilder(args, env = {}) {
  const { code, stdout, stderr } = await run(
    process.execPath,
    [packageBin('electron-builder'), ...args, '--publish', 'never'],
    {
      cwd: projectFolder,
      env: { ...process.env, SOURCE_DATE_EPOCH: sourceDate(), ...env },
    },
  );
  if (code !== 0) throw new SetupError(`electron-builder failed:\n${tail(`${stdout}\n${stderr}`, 20)}`);
}
