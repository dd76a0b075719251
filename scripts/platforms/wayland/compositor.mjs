// The Wayland compositor of the private desktop of tests: sway on a headless output, with a virtual pointer and keyboard.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../../setup/progress.mjs';

const WIDTH = 1440;
const HEIGHT = 900;
const READY_MS = 15_000;
const PICTURE_EVERY_MS = 1_000;

// Windows float, as on most desktops; the pointer moves the focus only with a press.
const CONFIG = `
output HEADLESS-1 mode ${WIDTH}x${HEIGHT} position 0 0
xwayland disable
default_border none
focus_follows_mouse no
for_window [app_id=".*"] floating enable
`;

/**
 * Starts sway in `XDG_RUNTIME_DIR`, which must be empty. Resolves to its environment variables and `stop`. `virtualInput`: the program built from
 * virtual-input.c. Throws SetupError when sway does not start.
 */
export async function startCompositor(virtualInput) {
  const folder = process.env.XDG_RUNTIME_DIR;
  const config = join(folder, 'sway.conf');
  writeFileSync(config, CONFIG);
  const ours = { WLR_BACKENDS: 'headless', WLR_LIBINPUT_NO_DEVICES: '1', WLR_RENDERER: 'pixman' };
  const children = [start('sway', ['-c', config], { ...process.env, ...ours })];
  let heartbeat;
  const stop = () => {
    clearInterval(heartbeat);
    children.forEach((child) => child.kill());
  };
  try {
    const named = (pattern) => readdirSync(folder).find((name) => pattern.test(name));
    const display = await until(() => named(/^wayland-\d+$/));
    const control = await until(() => named(/^sway-ipc\..*\.sock$/));
    const input = join(folder, 'virtual-input');
    const env = {
      WAYLAND_DISPLAY: join(folder, display), // absolute: a test may give a program a runtime folder of its own
      XDG_SESSION_TYPE: 'wayland',
      XDG_CURRENT_DESKTOP: 'sway',
      ELECTRON_OZONE_PLATFORM_HINT: 'wayland', // Electron before 38 chooses X11 by default
      SWAYSOCK: join(folder, control),
      MAYFLY_TEST_INPUT: input,
    };
    children.push(start(virtualInput, [String(WIDTH), String(HEIGHT), input], { ...process.env, ...env }));
    await until(() => existsSync(input));
    // A headless output draws only on changes, and now and then leaves a window waiting for the end of a frame, in which no page
    // goes on. A screenshot makes it draw.
    heartbeat = setInterval(
      () => start('grim', ['-t', 'ppm', '/dev/null'], { ...process.env, ...env }),
      PICTURE_EVERY_MS,
    );
    return { env, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function start(program, args, env) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'ignore'] });
  child.on('error', () => {}); // the time limit below reports it
  return child;
}

async function until(found) {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(20)) {
    const it = found();
    if (it) return it;
  }
  throw new SetupError(`no Wayland desktop came up within ${READY_MS / 1_000} s.`);
}
