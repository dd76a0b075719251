// Runs the end-to-end suite in a Wayland session: headless sway in place of Xvfb, with a virtual pointer and keyboard.
// Installs sway, wl-clipboard and a C compiler for the virtual input as root on Debian. No xdg-desktop-portal: a test is the portal.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronEnvironment, resolveElectron } from '../electron-runtime.mjs';
import { ensurePrograms } from '../servers/packages.mjs';
import { findBrowser } from '../setup/browser.mjs';
import { packageBin } from '../setup/package-bin.mjs';
import { ensureTestPackage } from '../setup/packaged-app.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { SetupError } from '../setup/progress.mjs';
import { follow } from '../setup/run-command.mjs';
import { countFromReport, failuresFromReport } from '../testing/counts.mjs';
import { buildVirtualInput } from './wayland/virtual-input.mjs';

export const title = 'The app, end to end, in a Wayland session (sway)';

const NEEDED = [
  { commands: ['sway'], packages: ['sway'] },
  { commands: ['swaymsg'], packages: ['sway'] },
  { commands: ['wl-copy'], packages: ['wl-clipboard'] },
  { commands: ['grim'], packages: ['grim'] },
  { commands: ['wayland-scanner'], packages: ['libwayland-bin', 'libwayland-dev', 'libxkbcommon-dev'] },
  { commands: ['cc'], packages: ['gcc', 'libc6-dev'] },
];

export async function run({ reportFolder, failedBefore }) {
  if (process.platform !== 'linux') return { unavailable: 'there is Wayland on Linux only' };
  const scratch = mkdtempSync(join(tmpdir(), 'mayfly-wayland-'));
  try {
    const virtualInput = await prepare(scratch);
    const reportFile = join(reportFolder, 'report.json');
    const program = await ensureTestPackage();
    const exitCode = await follow(
      process.execPath,
      [packageBin('@playwright/test', 'playwright'), 'test', ...(failedBefore === undefined ? [] : ['--last-failed'])],
      {
        cwd: projectFolder,
        env: {
          ...process.env,
          ...electronEnvironment(resolveElectron()),
          MAYFLY_BROWSER: (await findBrowser()) ?? '',
          MAYFLY_PACKAGED_APP: program,
          MAYFLY_DISPLAY: 'wayland',
          MAYFLY_VIRTUAL_INPUT: virtualInput,
          PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
        },
      },
    );
    const counts = countFromReport(reportFile, exitCode);
    return {
      ...counts,
      failures: failuresFromReport(reportFile),
      ...(counts.skipped > 0 && { remark: 'those that need X11: global keys, a place on the screen, dragging out' }),
    };
  } catch (error) {
    if (error instanceof NotHere) return { unavailable: error.message };
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

class NotHere extends Error {}

async function prepare(folder) {
  try {
    await ensurePrograms('a Wayland session', NEEDED);
    return await buildVirtualInput(folder);
  } catch (error) {
    if (error instanceof SetupError) throw new NotHere(error.message);
    throw error;
  }
}
