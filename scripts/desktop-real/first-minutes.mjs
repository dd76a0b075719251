// The steps of `npm run test:desktop-real`: what a person does with Mayfly in the first ten minutes. In this order: each goes on from the last.
import { spawn } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  allSeen,
  centre,
  click,
  clickOn,
  clipboard,
  contrast,
  copy,
  dialogs,
  drag,
  keys,
  output,
  seen,
  shelfIsOpen,
  taskbar,
  until,
} from './hands.mjs';
import { calmSteps } from './calm-walks.mjs';
import { listenerOf, processesOf } from './processes.mjs';
import { sendAsGuest } from './guest.mjs';
import { chooseInMenu, expectEqual, fileIn, iconPlaces, received, trayIcon, trayMenu } from './things.mjs';

const READS_WELL = 3; // the contrast that WCAG 2.2, 1.4.11, asks of an icon
const START_MS = 20_000;
const REPAINT_MS = 8_000;
/** What the window says once a server is silent for some 15 s. */
const WAITS = /stopped answering|Waiting for the network/;
const SILENCE_MS = 60_000;
const LARGE_BYTES = 200 * 1024 * 1024;

/** @type {[title: string, run: (world: any) => Promise<unknown>][]} */
export const steps = [
  [
    'the desktop stands',
    async (world) => {
      world.places = await iconPlaces(world);
      expectEqual(await taskbar(), [], 'windows in the taskbar');
    },
  ],
  [
    'first start from the menu entry',
    async (world) => {
      await start(world);
      await seen('heading', 'Drop a file, get a link that dies.');
      await seen('button', 'Connect storage');
      expectEqual(await taskbar(), ['Mayfly'], 'windows in the taskbar');
    },
  ],
  ...['as installed', 'light', 'dark'].map((look) => [`the tray icon reads on the panel ${look}`, iconReads(look)]),
  [
    'a file dragged from Thunar becomes a link',
    async (world) => {
      await writeFile(join(world.shared, 'report final.txt'), 'from Thunar');
      const file = await fileIn(world, world.shared, 'report final.txt');
      await output('wmctrl', '-r', 'Mayfly', '-e', '0,480,60,-1,-1');
      await copy('');
      const zone = await seen('landmark', 'Drop files here');
      await drag(file, centre(zone));
      expectEqual(await received(), 'from Thunar', 'what the link gives');
      world.link = await clipboard();
      await seen('button', 'Copy link');
      expectEqual((await taskbar()).toSorted(), ['Mayfly', 'shared - Thunar'], 'windows in the taskbar');
    },
  ],
  [
    'a click on the tray icon opens the shelf',
    async (world) => {
      await click(centre(await trayIcon(world)));
      await seen('button', 'Open Mayfly');
      expectEqual(await shelfIsOpen(), true, 'the shelf is open');
      expectEqual((await taskbar()).toSorted(), ['Mayfly', 'shared - Thunar'], 'windows in the taskbar');
    },
  ],
  [
    'closing the window says where Mayfly is',
    async (world) => {
      await keys('Escape');
      await until('the end of the shelf', async () => !(await shelfIsOpen()));
      await output('wmctrl', '-a', 'Mayfly');
      await keys('alt+F4');
      await until('the taskbar without Mayfly', async () => !(await taskbar()).includes('Mayfly'));
      await seen(/./, /Mayfly is still here/, world.desktop.notifier);
    },
  ],
  [
    'the tray shares the clipboard and a notification says so',
    async (world) => {
      await copy('a note for somebody');
      await trayMenu(world, 'Share clipboard');
      expectEqual(await received(), 'a note for somebody', 'what the link gives');
      await seen(/./, /Link copied/, world.desktop.notifier);
    },
  ],
  [
    'the tray opens the window again',
    async (world) => {
      await trayMenu(world, 'Open Mayfly');
      await until('Mayfly in the taskbar', async () => (await taskbar()).includes('Mayfly'));
      await seen('button', 'Settings');
    },
  ],
  [
    'the tray asks for files, and another press copies the link',
    async (world) => {
      await copy('');
      await trayMenu(world, 'Request files…');
      await clickOn('button', 'Make and copy link');
      world.request = await until('the link of a request', async () => {
        const text = await clipboard();
        return text.includes('X-Amz-Signature') && text;
      });
    },
  ],
  [
    'a guest sends, and a notification says so',
    async (world) => {
      await output('wmctrl', '-c', 'Mayfly');
      await until('the taskbar without Mayfly', async () => !(await taskbar()).includes('Mayfly'));
      await sendAsGuest(world.request, 'Kim', ['Beach.jpg', 'notes.txt']);
      await seen(/./, /Kim sent 2 files to Files/, world.desktop.notifier, 60_000);
    },
  ],
  [
    '“Save” says where they lie, and “Open” shows them',
    async (world) => {
      const { notifier } = world.desktop;
      await click(centre(await seen(/button/, 'Save', notifier)));
      await seen(/./, /2 files saved/, notifier);
      await click(centre(await seen(/button/, 'Open', notifier)));
      await seen(/./, 'Beach.jpg');
      await clickOn('button', 'Shares');
    },
  ],
  [
    'the shelf comes out of the edge under a drag',
    async (world) => {
      await clickOn('button', 'Settings');
      await clickOn('toggle button', /dragged to the right edge/, { scroll: true });
      await until('the strip', async () => (await seen('button', 'Open the shelf')).x >= 1_430);
      const file = await fileIn(world, world.shared, 'report final.txt');
      await copy('');
      await drag(file, { x: 1_438, y: 450 }, async () => centre(await shelf()));
      expectEqual(await received(), 'from Thunar', 'what the link gives');
      expectEqual((await allSeen(/./, /^Link copied/)).length, 1, 'places that say “Link copied”');
      expectEqual((await taskbar()).toSorted(), ['Mayfly', 'shared - Thunar'], 'windows in the taskbar');
    },
  ],
  [
    'Thunar sends a file to Mayfly',
    async (world) => {
      await copy('');
      await click(await fileIn(world, world.shared, 'report final.txt'), 3);
      await click(centre(await seen(/^menu/, 'Send To', 'thunar')));
      await click(centre(await seen(/^menu/, /Mayfly/, 'thunar')));
      expectEqual(await received(), 'from Thunar', 'what the link gives');
    },
  ],
  [
    'a link is taken back by the keyboard',
    async () => {
      const link = await clipboard();
      await output('wmctrl', '-a', 'Mayfly');
      await keys('Escape', 'ctrl+1');
      await until(
        'a row with the focus',
        async () => {
          await keys('Tab');
          return (await allSeen(/./, 'Copy link')).some(({ focused }) => focused);
        },
        40_000,
      );
      await keys('r');
      await seen(/dialog|alert/, 'Take this link back?');
      await until('the button with the focus', async () => {
        if ((await allSeen('button', 'Delete and take back')).some(({ focused }) => focused)) return true;
        await keys('Tab');
        return false;
      });
      await keys('Return');
      await until('a dead link', async () => (await statusOf(link)) >= 400);
      await seen(/./, /^Taken back/);
    },
  ],
  ...calmSteps,
  [
    'a server that stops is waited for',
    async (world) => {
      await mkdir(world.large, { recursive: true });
      await writeFile(join(world.large, 'film.bin'), 'the beginning');
      await truncate(join(world.large, 'film.bin'), LARGE_BYTES);
      world.server = listenerOf(Number(new URL(world.link).port));
      process.kill(world.server, 'SIGSTOP');
      const file = await fileIn(world, world.large, 'film.bin');
      const zone = await seen('landmark', 'Drop files here');
      await copy('');
      await drag(file, centre(zone));
      const bar = await seen('progress bar', /film/);
      expectEqual(bar.value < 100, true, 'progress below the whole while nothing is acknowledged');
      await seen(/./, WAITS, 'mayfly', SILENCE_MS);
      await trayMenu(world);
    },
  ],
  [
    'quitting during an upload asks',
    async () => {
      await chooseInMenu('Quit');
      // GTK's dialog tells no screen reader here what it says: the picture does.
      await until('the question', async () => (await dialogs()).includes('Mayfly'));
    },
  ],
  [
    'the upload goes on at the next start',
    async (world) => {
      // “Keep uploading” has the focus.
      await keys('Left', 'Return');
      process.kill(world.server, 'SIGCONT');
      await until('the end of every process', () => processesOf(world.installed).length === 0);
      await start(world);
      await until('its link', async () => (await clipboard()).includes('X-Amz-Signature'), 60_000);
      const size = await output('sh', '-c', 'curl -s "$1" | wc -c', 'sh', await clipboard());
      expectEqual(Number(size), LARGE_BYTES, 'bytes that the link gives');
    },
  ],
  [
    'everything in Korean',
    async () => {
      await clickOn('button', 'Settings');
      await clickOn('combo box', 'Language', { scroll: true });
      await clickOn(/list item|option|menu item/, '한국어');
      await seen('button', '설정');
    },
  ],
  [
    'the window in Korean',
    async () => {
      await clickOn('button', '공유');
      await seen('landmark', '여기에 파일을 놓으세요');
    },
  ],
  [
    'the question in Korean',
    async () => {
      await clickOn('button', /^회수/);
      await seen(/dialog|alert/, /회수/);
    },
  ],
  [
    'the form in Korean',
    async () => {
      await keys('Escape');
      await clickOn('button', '연결');
      await clickOn('button', /추가/);
      await seen(/./, '엔드포인트');
    },
  ],
  [
    'the tray menu in Korean',
    async (world) => {
      await keys('Escape');
      await trayMenu(world);
    },
  ],
  [
    'nothing is left after quitting',
    async (world) => {
      await chooseInMenu('끝내기');
      await until('the end of every process', () => processesOf(world.installed).length === 0);
      expectEqual((await taskbar()).includes('Mayfly'), false, 'Mayfly in the taskbar');
    },
  ],
];

/** The open shelf; the window may show a drop zone of its own. */
const shelf = () =>
  until('the shelf', async () => {
    const zones = await allSeen('landmark', 'Drop files here');
    return (await shelfIsOpen()) && zones.toSorted((one, other) => other.x - one.x)[0];
  });

async function start(world) {
  const started = performance.now();
  spawn('gio', ['launch', world.entry], { stdio: 'ignore' }).unref();
  await until('the window', async () => (await taskbar()).includes('Mayfly'), START_MS);
  console.log(`    the window came after ${Math.round(performance.now() - started)} ms`);
}

function iconReads(look) {
  return async (world) => {
    for (const [program, ...args] of world.desktop.looks[look] ?? []) await output(program, ...args);
    const reached = async () => contrast(await trayIcon(world));
    // The panel and Mayfly paint a little later.
    await sleep(1_500);
    await until(`a contrast of ${READS_WELL}`, async () => (await reached()) >= READS_WELL, REPAINT_MS).catch(
      async () => {
        throw new Error(`the icon has a contrast of ${(await reached()).toFixed(2)}`);
      },
    );
    console.log(`    contrast ${(await reached()).toFixed(1)}`);
  };
}

const statusOf = async (link) => Number(await output('curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', link));
