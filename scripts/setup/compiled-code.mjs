// V8's compiled form of the app's scripts: made by running the app once, on a desktop of its own, with the Electron that is packaged.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureElectron } from '../electron-runtime.mjs';
import { runInDesktopSession } from '../desktop-session.mjs';
import { SetupError, step } from './progress.mjs';
import { projectFolder } from './project-folder.mjs';
import { sandboxFlags } from './sandbox.mjs';

const recorder = fileURLToPath(new URL('../compiled-code-recorder.cjs', import.meta.url));
/** Where the app looks for it (main/shell/startup/compiled-code.ts). */
const folder = join(projectFolder, 'out', 'main', 'compiled');

/**
 * Compiles what is built in out/main for a package of `platform` and `arch`, as Node calls them. V8 compiles for the machine it runs on: a package
 * for another one gets none, and its app compiles at every start. Throws SetupError when the app cannot be run here.
 */
export async function compileForPackage({ platform, arch }) {
  rmSync(folder, { recursive: true, force: true });
  if (platform !== process.platform || arch !== process.arch) return;
  const { executable } = await ensureElectron();
  const profile = mkdtempSync(join(tmpdir(), 'mayfly-compile-'));
  const args = [...sandboxFlags, '-r', recorder, projectFolder, `--profile-dir=${profile}`];
  try {
    const code = await step('Compiling the app', () =>
      runInDesktopSession(executable, args, { MAYFLY_COMPILED: folder }),
    );
    const made = existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0;
    if (code !== 0 || made === 0) {
      throw new SetupError(
        `the app ended with ${code} when it was run to be compiled. On Linux that takes xvfb, dbus and gnome-keyring; \`npm test\` installs them.`,
      );
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
