// `mayfly share --follow` as other programs run it: the printed link gives what the folder has, after each change and after a kill in the middle of one.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { interrupt, runCli, startCli } from './run-cli';
import { serveBucket, textsAt, type ServedBucket } from './served-bucket';

let served: ServedBucket;
let env: NodeJS.ProcessEnv;
const path = (name: string) => join(served.folder, name);
const follow = (...args: readonly string[]) =>
  startCli(['share', '--follow', path('trip'), '--profile-dir', path('client'), ...args], { env });

beforeAll(async () => {
  served = await serveBucket();
  await mkdir(path('trip'));
  for (const name of ['a.txt', 'b.txt']) await writeFile(path(`trip/${name}`), `the content of ${name}`);
  env = await served.connectSealed('client');
});

afterAll(() => served.close());

const events = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as unknown);
const inWork = () => {
  const { ledger } = openLedger(path('client'));
  const drafts = ledger.pageDrafts().filter(({ change }) => change !== undefined).length;
  ledger.close();
  return drafts;
};

test('the link gives what the folder has, each change is a line, and after a kill the next command goes on', async () => {
  const first = follow('--connection', 'Work', '--expires', '1h', '--json');
  let lines = '';
  first.child.stdout?.on('data', (text: string) => (lines += text));
  const { id, url: link } = JSON.parse(await first.firstLine()) as { readonly id: string; readonly url: string };
  const old = { 'a.txt': 'the content of a.txt', 'b.txt': 'the content of b.txt' };
  expect(await textsAt(link)).toEqual(old);
  await mkdir(path('trip/below'));
  await writeFile(path('trip/below/c.txt'), 'third');
  await writeFile(path('trip/a.txt'), 'anew');
  await writeFile(path('trip/x.part'), 'half');
  await rm(path('trip/b.txt'));
  const now = { 'a.txt': 'anew', 'below/c.txt': 'third' };
  await expect.poll(() => textsAt(link), { interval: 500 }).toEqual(now);
  await expect.poll(() => lines.includes('"removed":["b.txt"]')).toBe(true);
  const ended = await interrupt(first);
  expect([ended.code, ended.stderr]).toEqual([130, '']);
  expect(events(ended.stdout)).toMatchObject([
    { id, fileCount: 3, sizeBytes: 29, added: ['below/c.txt'], replaced: ['a.txt'], removed: [] },
    { id, fileCount: 2, sizeBytes: 9, added: [], replaced: [], removed: ['b.txt'] },
  ]);

  await writeFile(path('trip/large.txt'), 'x'.repeat(3_000_000));
  const killed = follow('--limit', '100KB/s');
  expect(new URL(await killed.firstLine()).pathname).toBe(new URL(link).pathname);
  await expect.poll(inWork).toBe(1);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(await textsAt(link)).toEqual(now);
  const later = 'y'.repeat(1_000_000);
  await writeFile(path('trip/large.txt'), later);
  const last = follow();
  await expect.poll(() => textsAt(link), { interval: 500 }).toEqual({ ...now, 'large.txt': later });
  // Its row goes a moment after the page has the file.
  await expect.poll(inWork).toBe(0);
  expect(last.said()).toContain('Ctrl-C');
  await rm(path('trip'), { recursive: true });
  await expect.poll(() => last.said(), { interval: 200 }).toContain('the folder is not there now');
  expect(Object.keys(await textsAt(link))).toEqual(['a.txt', 'below/c.txt', 'large.txt']);
  expect((await interrupt(last)).code).toBe(130);
}, 180_000);

test.runIf(process.platform === 'linux')(
  'a name that is no UTF-8 is told once, however often the folder is read',
  async () => {
    await mkdir(path('raw'));
    await writeFile(Buffer.concat([Buffer.from(path('raw/caf')), Buffer.from([0xe9]), Buffer.from('.txt')]), 'coffee');
    const running = startCli(['share', '--follow', path('raw'), '--profile-dir', path('client')], { env });
    const link = await running.firstLine();
    for (const name of ['b.txt', 'c.txt']) {
      await writeFile(path(`raw/${name}`), name);
      await expect.poll(async () => Object.keys(await textsAt(link)), { interval: 500 }).toContain(name);
    }
    const { stderr } = await interrupt(running);
    expect(stderr.split('caf_.txt')).toHaveLength(2);
  },
  180_000,
);

test('what is no folder is refused before anything is sent', async () => {
  const refused = await runCli(['share', '--follow', path('passphrase'), '--profile-dir', path('client'), '--json'], {
    env,
  });
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([
    5,
    '',
    expect.stringContaining('folder-not-watchable'),
  ]);
});
