// Makes a fresh checkout ready to start or to test; npm runs it before both. Says nothing when nothing is missing.
import { ensureElectron } from './electron-runtime.mjs';
import { ensureBuild } from './setup/app-build.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { hasDisplay } from './setup/display.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { SetupError, runMain, say } from './setup/progress.mjs';
import { sandboxRepair } from './setup/sandbox.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

await runMain(async () => {
  const purpose = process.argv[2];
  if (purpose !== 'start' && purpose !== 'test') throw new SetupError('usage: node scripts/setup.mjs start|test');
  await ensurePackages();
  // Without a display `npm start` works in the terminal, on plain Node.
  if (purpose === 'test' || hasDisplay()) await prepareDesktop(purpose);
  if (purpose === 'start') await ensureBuild(); // `npm test` builds as one of its steps
});

async function prepareDesktop(purpose) {
  const runtime = await ensureElectron();
  await ensureSystemPackages(runtime.executable, { forTests: purpose === 'test' });
  if (purpose === 'test') await ensureBrowser();
  const repair = sandboxRepair(runtime);
  if (repair !== undefined) say(`this system forbids Chromium's sandbox. Mayfly runs after:\n\n    ${repair}\n`);
}
