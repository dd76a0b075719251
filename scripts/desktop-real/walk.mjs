// Runs inside the private session of `npm run test:desktop-real`: unpacks the .deb, starts the desktop, and walks through the steps. A picture
// after each; a step that fails lets the others go on.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxFlags } from '../setup/sandbox.mjs';
import { runMain } from '../setup/progress.mjs';
import { desktops, startDesktop } from './desktops.mjs';
import { steps } from './first-minutes.mjs';
import { output, picture } from './hands.mjs';

const [key, deb, pictures] = process.argv.slice(2);

await runMain(async () => {
  const desktop = desktops[key];
  const folder = mkdtempSync(join(tmpdir(), 'desktop-'));
  const home = join(folder, 'home');
  const installed = join(folder, 'installed');
  mkdirSync(join(home, 'Desktop'), { recursive: true });
  await output('dpkg-deb', '-x', deb, installed);
  redirectEntries(installed);
  Object.assign(process.env, {
    HOME: home,
    XDG_DATA_DIRS: `${join(installed, 'usr/share')}:/usr/local/share:/usr/share`,
    // Chromium tells no screen reader anything before one has asked.
    ACCESSIBILITY_ENABLED: '1',
  });
  await startDesktop(desktop);
  const [shared, large] = [join(home, 'shared'), join(home, 'large')];
  mkdirSync(shared);
  const entry = join(installed, 'usr/share/applications/app.mayfly.Mayfly.desktop');
  const world = { desktop, installed, entry, shared, large };
  const counts = { passed: 0, failed: 0 };
  for (const [index, [title, run]] of steps.entries()) {
    const startedMs = performance.now();
    let problem;
    try {
      await run(world);
    } catch (error) {
      problem = error;
    }
    const file = `${String(index + 1).padStart(2, '0')}-${title.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`;
    await picture(join(pictures, file)).catch((error) => console.log(error.message));
    counts[problem === undefined ? 'passed' : 'failed'] += 1;
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    console.log(`${problem === undefined ? '✓' : '✗'} ${title} (${seconds} s): ${file}`);
    if (problem !== undefined) console.log(`    ${problem.message}`);
  }
  writeFileSync(join(pictures, 'counts.json'), JSON.stringify(counts));
});

/** Makes the entries of the package start the unpacked program instead of the one in /opt. */
function redirectEntries(installed) {
  const program = [join(installed, 'opt/Mayfly/mayfly'), '--force-renderer-accessibility', ...sandboxFlags].join(' ');
  for (const folder of ['applications', 'Thunar/sendto'].map((name) => join(installed, 'usr/share', name)))
    for (const file of readdirSync(folder).map((name) => join(folder, name))) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replaceAll(/^Exec=\S*\/mayfly/gm, `Exec=${program}`).replaceAll(/^TryExec=.*\n/gm, ''));
    }
}
