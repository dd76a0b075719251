// Makes V8's code cache of the app's scripts by running the app once, on a private desktop, with the packaged Electron.
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
/** The folder in which the app looks for the cache (main/adapters/files/compiled-code.ts). */
const folder = join(projectFolder, 'out', 'main', 'compiled');

/**
 * Makes the cache of out/main for a package of `platform` and `arch` (Node's names). V8 compiles for the machine it runs on: a package
 * for another one gets no cache, and its app compiles at every start. Throws SetupError when the app cannot run here.
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
