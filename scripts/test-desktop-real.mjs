// `npm run test:desktop-real`: a person's first ten minutes with Mayfly on a whole Debian desktop, by real keys and pointer.
//   npm run test:desktop-real [-- xfce | lxqt]
// Installs the desktop's packages (apt-get as root) and says so. Leaves numbered pictures in test-results/desktop-real/.
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LIBRARIES, desktops } from './desktop-real/desktops.mjs';
import { runInDesktopSession } from './desktop-session.mjs';
import { ensurePrograms } from './servers/packages.mjs';
import { installPackages } from './setup/apt.mjs';
import { ensureTestPackage, makesDeb, packDeb } from './setup/packaged-app.mjs';
import { SetupError, runMain } from './setup/progress.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { run, tail } from './setup/run-command.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { ensureKoreanFont } from './setup/system-packages.mjs';

const output = join('dist', 'e2e');
const walk = join(import.meta.dirname, 'desktop-real', 'walk.mjs');

await runMain(async () => {
  const words = process.argv.slice(2);
  const [name = 'xfce'] = words;
  if (words.length > 1 || !Object.hasOwn(desktops, name))
    throw new SetupError(`usage: npm run test:desktop-real [-- ${Object.keys(desktops).join(' | ')}]`);
  if (!makesDeb) throw new SetupError('it takes Debian or a system like it.');
  await setUpToTest();
  await ensureKoreanFont();
  await ensurePrograms(desktops[name].title, desktops[name].programs);
  if ((await run(...LIBRARIES.test)).code !== 0) await installPackages(LIBRARIES.packages.map((one) => [one]));
  await ensureTestPackage();
  const deb = await packDeb({ output, compression: 'none' });
  const pictures = join(projectFolder, 'test-results', 'desktop-real', name);
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  // Desktops write a lot of warnings.
  const log = join(pictures, 'programs.log');
  const code = await runInDesktopSession(process.execPath, [walk, name, deb, pictures], {}, [
    'inherit',
    'inherit',
    openSync(log, 'w'),
  ]);
  console.log(`pictures, and what the programs wrote: ${relative(projectFolder, pictures)}`);
  const counts = join(pictures, 'counts.json');
  if (!existsSync(counts))
    throw new SetupError(`the walk ended early with ${code}:\n${tail(readFileSync(log, 'utf8'))}`);
  const { passed, failed } = JSON.parse(readFileSync(counts, 'utf8'));
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
