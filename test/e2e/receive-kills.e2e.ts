// Kill -9 of the real app while guests' files come in: every file is saved once, and none is told twice.
import { readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { put, storedStatus } from '../cli/put-slot';
import { aboutOf, readPage, writeOf, type PageData } from '../core/requests/guest';
import { seeded } from '../faults/fault-plan';
import { content, killCount, runSeed } from '../faults/sizes';
import { test } from './desktop-test';
import { copiedLink, expect, launch, quit, setClipboard } from './fixtures';
import { viewOf, useThisComputer } from './window';

const kills = killCount(4, 4);
const filesAKill = 3;

async function send(link: string, page: PageData, index: number, batch: string, name: string): Promise<void> {
  const parts = [
    ['about', aboutOf(name, batch, filesAKill, { sender: 'Mina' })],
    ['data', content(400_000 + index, runSeed)],
  ] as const;
  for (const [part, file] of parts) {
    const write = writeOf(page, new URL(link).origin, index, part);
    expect(await put(write, file)).toBe(storedStatus(write));
  }
}

test(`every file of a guest is saved once and told at most once, seed ${runSeed} @x11 @deep`, async ({
  desktop,
  folder,
  profileDir,
}) => {
  test.setTimeout(240_000);
  const random = seeded(runSeed);
  const start = async () => {
    const mayfly = await launch({ profileDir });
    await mayfly.app.evaluate(({ app }, downloads) => app.setPath('downloads', downloads), folder);
    return mayfly;
  };
  let mayfly = await start();
  try {
    await useThisComputer(mayfly.page);
    await mayfly.page.getByRole('navigation').getByRole('button', { name: 'Requests' }).click();
    await mayfly.page.getByRole('main').getByRole('button', { name: 'Request files' }).click();
    const form = mayfly.page.getByRole('dialog', { name: 'Request files' });
    await form.getByRole('textbox', { name: 'Title' }).fill('Party');
    await setClipboard(mayfly.app, '');
    await form.getByRole('button', { name: 'Make and copy link' }).click();
    const link = await copiedLink(mayfly.app);
    const page = readPage(Buffer.from(await (await fetch(link)).arrayBuffer()));
    const names = Array.from({ length: kills * filesAKill }, (_, index) => `file-${index}.bin`);
    for (let kill = 0; kill < kills; kill += 1) {
      for (let file = 0; file < filesAKill; file += 1) {
        const index = kill * filesAKill + file;
        await send(link, page, index, `batch-${kill}`, names[index] ?? '');
      }
      await wait(random() * 4_000);
      const ended = once(mayfly.app.process(), 'exit');
      mayfly.app.process().kill('SIGKILL');
      await ended;
      mayfly = await start();
      // The bucket on this computer answers again.
      await expect
        .poll(
          () =>
            fetch(link).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 30_000 },
        )
        .toBe(200);
    }
    const saved = async () => (await viewOf(mayfly.page)).fileRequests[0];
    await expect.poll(saved, { timeout: 30_000 }).toMatchObject({ arrived: names.length, saved: names.length });
    const there = join(folder, 'Mayfly', 'Party');
    expect((await readdir(there)).sort()).toEqual([...names].sort());
    for (const [index, name] of names.entries()) {
      expect((await readFile(join(there, name))).equals(Buffer.from(content(400_000 + index, runSeed)))).toBe(true);
    }
    const told = desktop.notifications.flatMap(({ body }) => body.match(/file-\d+\.bin/g) ?? []);
    expect(told.sort()).toEqual([...new Set(told)].sort());
    await quit(mayfly.app);
  } finally {
    await mayfly.app.close().catch(() => undefined);
  }
});
