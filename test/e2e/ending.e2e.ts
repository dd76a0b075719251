// Links die when they should, and not before: by time, by revoking, and across restarts and crashes.
import { once } from 'node:events';
import { mkdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { openBareBus } from './bare-bus';
import { copiedLink, drop, expect, launch, quit, test as inOwnApp } from './fixtures';
import { test } from './kept-app';
import { receive } from './recipient';
import { guestOf } from './scripted-guest';
import { storedBytes } from './stored-bytes';
import { expireAfterSeconds, shareRow, limitBandwidth } from './window';

/** Unix ms, as the presigned URL says. */
function endOf(link: string): number {
  const { searchParams } = new URL(link);
  const signedAt = (searchParams.get('X-Amz-Date') ?? '').replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:');
  return Date.parse(signedAt) + 1_000 * Number(searchParams.get('X-Amz-Expires'));
}

test('after its time a link answers 403, and the window says so by itself', async ({ app, page, file }) => {
  await expireAfterSeconds(page, 4);
  await drop(page, [await file('short.txt', 'short')]);
  const link = await copiedLink(app);
  const { status } = await receive(link);
  // On a busy machine the link may be over by now.
  expect(status === 200 || (status === 403 && Date.now() > endOf(link)), `${status}`).toBe(true);
  await expect(shareRow(page, 'short.txt')).toContainText('Expired');
  await expect.poll(async () => (await receive(link)).status).toBe(403);
  await shareRow(page, 'short.txt').getByRole('button', { name: 'Remove from history' }).click();
  await expect(shareRow(page, 'short.txt')).toBeHidden();
});

test('a link that is taken back opens no more, and the window says so', async ({ app, page, file }) => {
  await drop(page, [await file('secret.txt', 'secret')]);
  const link = await copiedLink(app);
  await shareRow(page, 'secret.txt').getByRole('button', { name: 'Take back' }).click();
  expect((await receive(link)).status, 'asking is not revoking').toBe(200);
  await page.getByRole('button', { name: 'Delete and take back' }).click();
  await expect(page.getByRole('status')).toContainText('The link no longer opens.');
  await expect(shareRow(page, 'secret.txt')).toContainText('Taken back');
  expect([403, 404]).toContain((await receive(link)).status);
});

inOwnApp('links go on after Mayfly was quit and started again', async ({ app, page, file, profileDir }) => {
  await drop(page, [await file('lasting.txt', 'lasting')]);
  const link = await copiedLink(app);
  await quit(app);
  expect((await receive(link)).status, 'nobody serves it now').toBe(0);
  const again = await launch({ profileDir });
  try {
    await expect.poll(async () => (await receive(link)).status).toBe(200);
    await expect(shareRow(again.page, 'lasting.txt')).toBeVisible();
  } finally {
    await quit(again.app);
  }
});

test('links go on after the process that serves them was killed @deep', async ({ app, page, file }) => {
  await drop(page, [await file('tough.txt', 'tough')]);
  const link = await copiedLink(app);
  const servers = () =>
    app.evaluate(({ app }) => app.getAppMetrics().flatMap(({ name, pid }) => (name === 'Mayfly bucket' ? [pid] : [])));
  const [pid] = await servers();
  if (pid === undefined) throw new Error('the bucket has no process of its own');
  process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await servers()).filter((other) => other !== pid).length).toBe(1);
  await expect.poll(async () => (await receive(link)).status).toBe(200);
});

inOwnApp(
  'an upload that was killed goes on at the next start by itself, and its link is copied @deep',
  async ({ app, page, file, profileDir }) => {
    // So little on this computer that no link is given before it is stored. Only once it is under way it becomes slow.
    const sizeBytes = 268_435_456;
    const path = await file('film.mkv', '');
    await truncate(path, sizeBytes);
    await drop(page, [path]);
    const bar = page.getByRole('progressbar', { name: 'film.mkv' });
    await bar.waitFor();
    await limitBandwidth(page, 16_777_216);
    const percent = () => bar.evaluate((element) => (element as HTMLProgressElement).value);
    await expect.poll(percent, { intervals: [100] }).toBeGreaterThan(16);
    const gone = app.waitForEvent('close');
    app.process().kill('SIGKILL');
    await gone;
    const arrived = await storedBytes(join(profileDir, 'bucket'));
    expect(arrived).toBeGreaterThan(16 * 1_048_576);

    const again = await launch({ profileDir });
    try {
      await limitBandwidth(again.page, 0);
      await expect(shareRow(again.page, 'film.mkv')).toBeVisible({ timeout: 90_000 });
      expect((await receive(await copiedLink(again.app))).status).toBe(200);
      // Parts that were in flight are sent again; nothing is left lying beside the object.
      await expect.poll(() => storedBytes(join(profileDir, 'bucket'))).toBeLessThan(sizeBytes + 1_048_576);
    } finally {
      await quit(again.app);
    }
  },
);

/** Slow enough that an upload of 64 MiB is under way for as long as a test needs. */
const slowly = (page: Page) => limitBandwidth(page, 4_194_304);

/** Quits; gives the question that it raises, and answers it with what keeps the app running. */
const askedAtQuit = (app: ElectronApplication) =>
  app.evaluate(
    ({ app: electron, dialog }) =>
      new Promise<string>((resolve) => {
        dialog.showMessageBox = (async (options: { message: string; detail: string }) => {
          resolve(`${options.message} ${options.detail}`);
          return { response: 1, checkboxChecked: false };
        }) as unknown as typeof dialog.showMessageBox;
        electron.quit();
      }),
  );

inOwnApp(
  'quitting over a running upload asks first; staying changes nothing, quitting pauses it',
  async ({ app, page, file, profileDir }) => {
    await slowly(page);
    await drop(page, [await file('film.mkv', Buffer.alloc(64 * 1_048_576))]);
    await expect(page.getByRole('progressbar', { name: 'film.mkv' })).toBeVisible();
    await expect(shareRow(page, 'film.mkv')).toContainText('Still sending');
    expect(await askedAtQuit(app)).toBe(
      'People with the link are waiting for “film.mkv”. Its upload is paused, and its link opens for nobody until the next start.',
    );
    await expect(page.getByRole('progressbar', { name: 'film.mkv' })).toBeVisible();
    await quit(app);

    const again = await launch({ profileDir });
    try {
      await expect(
        again.page.getByRole('list', { name: 'Uploads' }).getByRole('listitem', { name: 'film.mkv' }),
      ).toBeVisible();
    } finally {
      await quit(again.app);
    }
  },
);

const ends: readonly (readonly [how: string, end: (app: ElectronApplication) => Promise<unknown>])[] = [
  ['logout', async (app) => app.process().kill('SIGTERM')],
  // As Electron tells it; a test has no logind.
  [
    'shutdown',
    async (app) => {
      const isHeld = await app.evaluate(({ powerMonitor }) => {
        const event = new Event('shutdown', { cancelable: true });
        powerMonitor.emit('shutdown', event);
        return event.defaultPrevented;
      });
      expect(isHeld).toBe(true);
    },
  ],
];

for (const [how, end] of ends) {
  inOwnApp(`a ${how} ends it without a question nobody would answer @deep`, async ({ app, page, file }) => {
    await slowly(page);
    await drop(page, [await file('film.mkv', Buffer.alloc(64 * 1_048_576))]);
    await expect(page.getByRole('progressbar', { name: 'film.mkv' })).toBeVisible();
    const ended = once(app.process(), 'exit');
    await end(app);
    const [code, signal] = (await ended) as [number | null, string | null];
    expect([code, signal]).toEqual([0, null]);
  });
}

inOwnApp(
  'quitting waits for a file of a guest that would end with the app, and says what keeps it from being saved',
  async ({ folder, profileDir }) => {
    const bus = await openBareBus(folder);
    const { app, page } = await launch({ profileDir, env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
    const ended = app.waitForEvent('close');
    try {
      await app.evaluate(({ app: electron }, downloads) => electron.setPath('downloads', downloads), folder);
      await page.getByRole('navigation').getByRole('button', { name: 'Requests' }).click();
      await page.getByRole('main').getByRole('button', { name: 'Request files' }).click();
      const form = page.getByRole('dialog', { name: 'Request files' });
      await form.getByRole('textbox', { name: 'Title' }).fill('Party');
      await form.getByRole('button', { name: 'Make and copy link' }).click();
      const link = await copiedLink(app);
      const place = join(folder, 'Mayfly', 'Party');
      await rm(place, { recursive: true });
      await (await guestOf(link)).send(0, 'cake.txt', Buffer.from('cake'));
      await expect(page.getByRole('alert')).toContainText('is not there');
      expect(await askedAtQuit(app)).toBe(
        'The folder “Party” is not there. What guests sent would end with Mayfly: it tries for 5 more minutes.',
      );
      await mkdir(place);
      await ended;
      expect(await readFile(join(place, 'cake.txt'), 'utf8')).toBe('cake');
    } finally {
      bus.close();
    }
  },
);
