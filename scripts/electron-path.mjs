// Prints the Electron executable that start and tests use, and nothing else, on stdout.
import { ensureElectron } from './electron-runtime.mjs';
import { runMain } from './setup/progress.mjs';

await runMain(async () => {
  const { executable } = await ensureElectron();
  process.stdout.write(`${executable}\n`);
});
