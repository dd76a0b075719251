// `npm run bench:app`: start, idle memory and size of the packaged app beside a blank Electron window, written to docs/performance.md.
//   npm run bench:app -- --rounds 3     fewer (or more) rounds than five
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, writeSection } from './bench/report.mjs';
import { measureStartUp } from './bench/start-up.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { ensureTestPackage } from './setup/packaged-app.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { SetupError, runMain } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';

await runMain(async () => {
  if (process.platform !== 'linux') throw new SetupError('this runs on Linux: its kernel tells what memory is shared.');
  const rounds = readRounds(process.argv.slice(2));
  await setUpToTest();
  const program = await ensureTestPackage();
  const electron = readFileSync(join(resolveElectron().distPath, 'version'), 'utf8').trim();
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-'));
  try {
    const where = machine();
    const text = `${await measureStartUp({ program, folder, rounds })}\n\nMeasured ${where}, Electron ${electron}; ${rounds} rounds.`;
    console.log(`\n${text}\n`);
    writeSection(join(projectFolder, 'docs', 'performance.md'), 'start-up', text);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

function readRounds(words) {
  if (words.length === 0) return 5;
  const [name, value = ''] = words;
  if (name === '--rounds' && words.length === 2 && /^[1-9]\d?$/.test(value)) return Number(value);
  throw new SetupError('usage: npm run bench:app -- [--rounds N]');
}
