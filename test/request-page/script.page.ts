// The script of docs/requests.md as it stands: the real command asks, a guest's phone sends, and the files lie in the folder.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { devices, expect } from '@playwright/test';
import { cliPath, runCli } from '../cli/run-cli';
import { serveBucket } from '../cli/served-bucket';
import { opens } from '../share-page/fixtures';
import { sha256 } from '../share-page/published';
import { choose, file, send, status } from './fixtures';

const run = promisify(execFile);

/** A storage, and a profile of Mayfly that is connected to it. */
async function start() {
  const served = await serveBucket();
  const { folder: home } = served;
  await writeFile(join(home, 'mayfly'), `#!/bin/sh\nexec '${process.execPath}' '${cliPath}' "$@"\n`);
  await chmod(join(home, 'mayfly'), 0o755);
  const env = {
    MAYFLY_PROFILE_DIR: join(home, 'client'),
    ...(await served.awsProfile('guests')),
    PATH: `${home}${delimiter}${process.env['PATH'] ?? ''}`,
    DBUS_SESSION_BUS_ADDRESS: undefined,
    XDG_RUNTIME_DIR: undefined,
  };
  const added = await runCli(['connections', 'add', 'Home', ...served.there, '--aws-profile', 'guests'], { env });
  expect([added.code, added.stderr]).toEqual([0, '']);
  return { home, env, stop: () => served.close() };
}

const picture = (name: string, bytes: number) =>
  file(name, Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), randomBytes(bytes)]), 'image/png');
const pictures = [picture('Beach.png', 2_000_000), picture('바다 🌊.png', 30_000), picture('Beach.png', 500)];

opens('a phone sends three pictures to the script, and it ends with them in the folder @deep', async ({ open }) => {
  const at = await start();
  const { home, env } = at;
  const [, script = ''] = /^```sh\n([\s\S]*?)^```$/m.exec(await readFile(resolve('docs/requests.md'), 'utf8')) ?? [];
  await writeFile(join(home, 'party.sh'), script);
  const folder = join(home, 'party');
  const ended = run('sh', [join(home, 'party.sh'), folder], { env: { ...process.env, ...env } });
  const said = createInterface({ input: ended.child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  const { value: url } = (await said.next()) as { readonly value: string };

  const { defaultBrowserType: _browser, ...phone } = devices['Pixel 7'];
  const { page, leaks } = await open({ url }, phone);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Photos of the party');
  await choose(page, pictures, () => page.getByRole('button', { name: 'Choose files' }).tap());
  await page.getByRole('textbox', { name: 'Your name' }).fill('Kim');
  await page.getByRole('textbox', { name: 'Note' }).fill('From the second day.');
  await send(page);
  await expect(status(page)).toHaveText(/^3 files received\./);
  // A slot that is free answers 404, which browsers note.
  expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);

  const { stderr } = await ended;
  const saved = ['Beach (2).png', 'Beach.png', '바다 🌊.png'];
  expect([stderr, (await readdir(folder)).toSorted()]).toEqual(['', saved]);
  const hashes = await Promise.all(saved.map(async (name) => sha256(await readFile(join(folder, name)))));
  expect(hashes.toSorted()).toEqual(pictures.map(({ buffer }) => sha256(buffer)).toSorted());
  if (process.platform === 'linux') {
    const { stdout } = await run('gio', ['info', '-a', 'xattr::*', join(folder, 'Beach.png')]);
    expect(stdout).toContain(`xattr::xdg.origin.url: ${new URL(url).origin}\n`);
  }
  const [listed] = (await runCli(['requests', '--json'], { env })).stdout.split('\n');
  const { id } = JSON.parse(listed ?? '') as { readonly id: string };
  const told = JSON.parse((await runCli(['requests', id, '--json'], { env })).stdout) as { readonly state: string };
  const sent = { sender: 'Kim', note: 'From the second day.', state: 'saved' };
  expect(told).toMatchObject({ state: 'closed', arrived: 3, files: [sent, sent, sent] });
  await at.stop();
});
