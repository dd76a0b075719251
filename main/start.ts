// Why this exists: the first file an installed Mayfly runs. Its Electron is no Node for anybody (a fuse), so the command line runs here: in the
// main process, before Electron looks for a display, with no window and no page. Electron waits for what is awaited in this file.
import { typedFor } from './terminal/typed-for';

const typed = typedFor(process.argv);
if (typed === undefined) await import('./index');
else {
  // As if Node had run it.
  process.argv = [process.execPath, 'mayfly', ...typed];
  await import('./cli');
}
