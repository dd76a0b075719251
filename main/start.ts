// The first file an installed Mayfly runs. Its Electron is no Node for anybody (a fuse), so the command line runs here: in the
// main process, before Electron looks for a display, with no window and no page. Electron waits for what is awaited in this file.
import { createRequire } from 'node:module';
import type * as App from './index';
import type * as CommandLine from './cli';
import { typedFor } from './terminal/arguments/is-terminal-start';

const load = createRequire(import.meta.url);
const typed = typedFor(process.argv);
if (typed === undefined) (load('./index.cjs') as typeof App).openApp();
else {
  // As if Node had run it.
  process.argv = [process.execPath, 'mayfly', ...typed];
  await (load('./cli.cjs') as typeof CommandLine).ended;
}
