// Installs the npm packages by the lock file, and only when node_modules differs from it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './cache-folder.mjs';
import { projectFolder } from './project-folder.mjs';
import { SetupError, step } from './progress.mjs';
import { runNpm, tail } from './run-command.mjs';

/** Makes node_modules agree with package-lock.json. Throws SetupError. */
export async function ensurePackages() {
  if (packagesAreCurrent()) return;
  await withLock('packages', async () => {
    if (packagesAreCurrent()) return;
    await step('Installing packages', async () => {
      // No package needs an install script: the native ones carry their binaries.
      const { code, stderr } = await runNpm(['ci', '--ignore-scripts', '--loglevel', 'error', '--no-progress'], {
        cwd: projectFolder,
      });
      if (code !== 0) throw new SetupError(`npm ci failed; nothing else was changed.\n${tail(stderr, 12)}`);
    });
  });
}

/** Compares the lock file with npm's own record of what it installed, which npm writes last. */
function packagesAreCurrent() {
  const modules = join(projectFolder, 'node_modules');
  const wanted = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')).packages;
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  const forHere = Object.values(installed).every(({ os }) => os === undefined || os.includes(process.platform));
  return (
    forHere && Object.entries(wanted).every(([path, entry]) => path === '' || isInstalled(path, entry, installed[path]))
  );
}

function isInstalled(path, wanted, installed) {
  if (installed === undefined) return wanted.optional === true; // the other platforms' binaries
  return (
    installed.version === wanted.version &&
    installed.integrity === wanted.integrity &&
    existsSync(join(projectFolder, path))
  );
}
