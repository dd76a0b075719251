// Steps of `npm run test:desktop-real` about what must keep still: the tray's menu, the shelf, a row's menu, notices.
import { spawn } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { allSeen, centre, click, copy, keys, output, seen, taskbar, until } from './hands.mjs';
import { sandboxFlags } from '../setup/sandbox.mjs';
import { processesOf } from './processes.mjs';
import { chooseInMenu, expectEqual, menuLabels, received, trayIcon, trayMenu } from './things.mjs';

const FAST_BYTES = 40 * 1024 * 1024;
/** Of the screen, and of the shelf with its distance to the edges. */
const [SCREEN_WIDTH, CORNER] = [1_440, 348];
const NOTICE_HEIGHT = 56;

/** The entries by which the others are known to stand where they were. */
const firstAndLast = async () => {
  const labels = await menuLabels();
  return [labels[0], ...labels.slice(-2)];
};

/** As the entry of a file manager does, while the menu has the pointer and the keyboard. */
function shareByHand({ installed }, path) {
  const program = join(installed, 'opt/Mayfly/mayfly');
  spawn(program, [...sandboxFlags, '--share', '--', path], { stdio: 'ignore' }).unref();
}

export const calmSteps = [
  [
    'the shelf stands in the corner of the keys, for no desktop tells where the icon is',
    async (world) => {
      await click(centre(await trayIcon(world)));
      await until('the shelf in the corner', async () =>
        (await allSeen('button', 'Screenshot')).some(({ x }) => x > SCREEN_WIDTH - CORNER),
      );
      await keys('Escape');
    },
  ],
  [
    'the tray menu keeps still during a fast upload, and “Open Mayfly” is “Open Mayfly”',
    async (world) => {
      const fast = join(world.shared, '..', 'fast');
      await mkdir(fast, { recursive: true });
      await writeFile(join(fast, 'fast.bin'), '');
      await truncate(join(fast, 'fast.bin'), FAST_BYTES);
      await output('wmctrl', '-c', 'Mayfly');
      await until('the taskbar without Mayfly', async () => !(await taskbar()).includes('Mayfly'));
      await copy('');
      await trayMenu(world);
      const before = await firstAndLast();
      expectEqual(before.slice(-2), ['Open Mayfly', 'Quit'], 'the last entries');
      const [program] = processesOf(world.installed);
      shareByHand(world, join(fast, 'fast.bin'));
      await sleep(3_000);
      expectEqual(await firstAndLast(), before, 'entries during the upload');
      await chooseInMenu('Open Mayfly');
      await until('Mayfly in the taskbar', async () => (await taskbar()).includes('Mayfly'));
      expectEqual(processesOf(world.installed).includes(program), true, 'Mayfly still runs');
      await keys('Escape');
    },
  ],
  [
    'a right click on a row opens its menu',
    async () => {
      await output('wmctrl', '-a', 'Mayfly');
      await keys('Escape', 'ctrl+1');
      const button = (await allSeen('button', 'Copy link'))[0];
      const { x, y } = centre(button);
      await click({ x: x - button.width - 60, y }, 3);
      await seen('menu item', /^Take back/);
      expectEqual((await allSeen('menu item', /./)).length <= 7, true, 'entries of the menu are seven at most');
      await keys('Escape');
    },
  ],
  [
    'one notice, one line high, with the row that it speaks of above it',
    async () => {
      await copy('');
      // The shelf may stand over the first row.
      await click(centre((await allSeen('button', 'Copy link')).at(-1)));
      await received();
      await seen(/./, /^Link copied/);
      const closes = await allSeen('button', 'Dismiss');
      expectEqual(closes.length, 1, 'notices that are seen');
      expectEqual(closes[0].height <= NOTICE_HEIGHT, true, 'its height');
    },
  ],
];
