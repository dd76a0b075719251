// Makes a fresh checkout ready: node scripts/setup.mjs start|test. npm runs it as prestart and pretest; where npm is told to
// ignore such scripts (as .npmrc does here, for the packages' sake) start and test do the same themselves.
import { hasDisplay } from './setup/display.mjs';
import { SetupError, runMain } from './setup/progress.mjs';
import { setUpToStart, setUpToTest } from './setup/set-up.mjs';

const purposes = { start: () => setUpToStart({ withWindow: hasDisplay() }), test: setUpToTest };

await runMain(async () => {
  const setUp = purposes[process.argv[2]];
  if (setUp === undefined) throw new SetupError('usage: node scripts/setup.mjs start|test');
  await setUp();
});
