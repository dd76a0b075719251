// Keeps a copy of the project with npm's packages for Windows in the cache folder: the checkout's are for this system.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, step } from '../setup/progress.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { runNpm, tail } from '../setup/run-command.mjs';

// Left out of the copy: large, built for this system, or unused by tests.
const LEFT_OUT = new Set(['node_modules', 'dist', 'test-results', 'playwright-report', '.git']);

/** Updates the copy in `folder`. False where the packages cannot be installed. */
export async function copyForWindows(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== 'node_modules' && name !== 'installed-from') rmSync(join(folder, name), { recursive: true });
  }
  for (const name of readdirSync(projectFolder)) {
    if (!LEFT_OUT.has(name)) cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
  return installPackages(folder);
}

async function installPackages(folder) {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'installed-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return true;
  rmSync(stamp, { force: true });
  say("installing from npm, in the cache folder: the project's packages as for Windows (480 MB)");
  const args = ['ci', '--ignore-scripts', '--os=win32', '--cpu=x64', '--prefer-offline', '--loglevel', 'error'];
  const { code, stderr } = await step('Installing packages for Windows', () => runNpm(args, { cwd: folder }));
  if (code !== 0) {
    say(tail(stderr, 12));
    return false;
  }
  writeFileSync(stamp, lock);
  return true;
}
