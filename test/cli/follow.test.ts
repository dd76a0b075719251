// `mayfly share --follow` as other programs run it: the printed link gives what the folder has, after each change and after a kill in the middle of one.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { cheapenKeys } from './cheap-keys';
import { interrupt, runCli, startCli, type Running } from './run-cli';

const keys = { AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-suite' };

let home: string;
let server: Running;
const path = (name: string) => join(home, name);
const passphrase = () => ({ MAYFLY_PASSPHRASE_FILE: path('passphrase') });
const follow = (...args: readonly string[]) =>
  startCli(['share', '--follow', path('trip'), '--profile-dir', path('client'), ...args], { env: passphrase() });

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mayfly-cli-follow-'));
  await mkdir(path('trip'));
  await writeFile(path('passphrase'), 'a passphrase of this test', { mode: 0o600 });
  for (const name of ['a.txt', 'b.txt']) await writeFile(path(`trip/${name}`), `the content of ${name}`);
  server = startCli(['bucket', 'serve', '--profile-dir', path('server')], { env: keys });
  const { endpoint, bucket, region } = JSON.parse(await server.firstLine()) as Record<string, string>;
  const place = ['--endpoint', endpoint ?? '', '--bucket', bucket ?? '', '--region', region ?? '', '--path-style'];
  const own = ['--access-key-id', keys.AWS_ACCESS_KEY_ID, '--store', 'file', '--no-test'];
  const added = await runCli(['connections', 'add', 'Work', ...place, ...own, '--profile-dir', path('client')], {
    env: passphrase(),
    stdin: `${keys.AWS_SECRET_ACCESS_KEY}\n`,
  });
  if (added.code !== 0) throw new Error(added.stderr);
  await cheapenKeys(path('client'), 'a passphrase of this test');
});

afterAll(async () => {
  await interrupt(server);
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

async function given(link: string): Promise<Readonly<Record<string, string>>> {
  const html = await (await fetch(link)).text();
  const found: Record<string, string> = {};
  for (const [, href = '', name = ''] of html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g))
    found[name] = await (await fetch(new URL(href.replaceAll('&amp;', '&'), link))).text();
  return found;
}
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
  expect(await given(link)).toEqual(old);
  await mkdir(path('trip/below'));
  await writeFile(path('trip/below/c.txt'), 'third');
  await writeFile(path('trip/a.txt'), 'anew');
  await writeFile(path('trip/x.part'), 'half');
  await rm(path('trip/b.txt'));
  const now = { 'a.txt': 'anew', 'below/c.txt': 'third' };
  await expect.poll(() => given(link), { interval: 500 }).toEqual(now);
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
  expect(await given(link)).toEqual(now);
  const later = 'y'.repeat(1_000_000);
  await writeFile(path('trip/large.txt'), later);
  const last = follow();
  await expect.poll(() => given(link), { interval: 500 }).toEqual({ ...now, 'large.txt': later });
  // Its row goes a moment after the page has the file.
  await expect.poll(inWork).toBe(0);
  expect(last.said()).toContain('Ctrl-C');
  await rm(path('trip'), { recursive: true });
  await expect.poll(() => last.said(), { interval: 200 }).toContain('the folder is not there now');
  expect(Object.keys(await given(link))).toEqual(['a.txt', 'below/c.txt', 'large.txt']);
  expect((await interrupt(last)).code).toBe(130);
}, 180_000);

test('what is no folder is refused before anything is sent', async () => {
  const refused = await runCli(['share', '--follow', path('passphrase'), '--profile-dir', path('client'), '--json'], {
    env: passphrase(),
  });
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([
    5,
    '',
    expect.stringContaining('folder-not-watchable'),
  ]);
});
