// Installs everything that a fresh checkout lacks, in order. Quick and silent when nothing is missing.
import { ensureElectron } from '../electron-runtime.mjs';
import { ensureBuild } from './app-build.mjs';
import { ensureBrowser } from './browser.mjs';
import { ensurePackages } from './packages.mjs';
import { say } from './progress.mjs';
import { sandboxRepair } from './sandbox.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** For `npm start`: packages and a build, and for a window also an Electron with its system libraries. */
export async function setUpToStart({ withWindow }) {
  await ensurePackages();
  if (withWindow) await setUpElectron({ forTests: false });
  await ensureBuild();
}

/** For `npm test`; the build is a step of the tests. */
export async function setUpToTest() {
  await ensurePackages();
  await setUpElectron({ forTests: true });
  await ensureBrowser();
}

async function setUpElectron({ forTests }) {
  const runtime = await ensureElectron();
  await ensureSystemPackages(runtime.executable, { forTests });
  const repair = await sandboxRepair(runtime);
  if (repair !== undefined) say(`this system forbids Chromium's sandbox. Mayfly runs after:\n\n    ${repair}\n`);
}
