// The files of a page share change by commands, and the link that was printed first gives the present ones.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli';
import { serveBucket, textsAt, type ServedBucket } from './served-bucket';
import { isDeep } from '../volume';

let served: ServedBucket;
let env: NodeJS.ProcessEnv;
const path = (name: string) => join(served.folder, name);
const mayfly = (...args: readonly string[]) => runCli([...args, '--profile-dir', path('client')], { env });

beforeAll(async () => {
  served = await serveBucket();
  await mkdir(path('other'));
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await writeFile(path(name), `the content of ${name}`);
  await writeFile(path('other/a.txt'), 'better');
  env = await served.connectSealed('client');
});

afterAll(() => served.close());

test('share --into, replace and remove', async () => {
  const shared = await mayfly('share', path('a.txt'), path('b.txt'), '--connection', 'Work', '--json');
  const { id, url: link } = JSON.parse(shared.stdout.trim().split('\n')[0] ?? '') as { id: string; url: string };
  const steps: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
    [
      ['share', '--into', id, path('c.txt')],
      { 'a.txt': 'the content of a.txt', 'b.txt': 'the content of b.txt', 'c.txt': 'the content of c.txt' },
    ],
    [
      ['replace', id, 'a.txt', path('other/a.txt')],
      { 'a.txt': 'better', 'b.txt': 'the content of b.txt', 'c.txt': 'the content of c.txt' },
    ],
    [['remove', id.slice(0, 8), 'b.txt', 'c.txt'], { 'a.txt': 'better' }],
  ];
  for (const [command, files] of steps) {
    const { code, stdout, stderr } = await mayfly(...command);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(new URL(stdout.trim()).pathname).toBe(new URL(link).pathname);
    expect(await textsAt(link)).toEqual(files);
  }
  // It did not say which, nor that the other stays.
  const unknown = await mayfly('remove', id, 'a.txt', 'nope');
  expect([unknown.code, unknown.stdout, await textsAt(link)]).toEqual([2, '', { 'a.txt': 'better' }]);
  expect(unknown.stderr).toContain('cannot be changed like this: it has no file “nope”. Nothing was changed.');
  const refused = await mayfly('remove', id, 'a.txt');
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain('at least one file stays');
  const twice = await mayfly('share', '--into', id, path('c.txt'), '--expires', '1h');
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('--into adds to a share')]);
}, 120_000);

test('share --into a share of one file makes a page with a new link, once that is agreed to', async ({ skip }) => {
  skip(!isDeep, 'held by npm run test:deep');
  const shared = await mayfly('share', path('a.txt'), '--connection', 'Work', '--json');
  const { id, url: former } = JSON.parse(shared.stdout.trim()) as { id: string; url: string };
  const refused = await mayfly('share', '--into', id, path('c.txt'));
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([2, '', expect.stringContaining('--new-link')]);
  const { code, stdout } = await mayfly('share', '--into', id, path('c.txt'), '--new-link', '--json');
  const page = JSON.parse(stdout.trim()) as { id: string; url: string; kind: string };
  expect([code, page.id, page.kind]).toEqual([0, id, 'page']);
  expect(await textsAt(page.url)).toEqual({ 'a.txt': 'the content of a.txt', 'c.txt': 'the content of c.txt' });
  expect(await (await fetch(former)).text()).toBe('the content of a.txt');
  const alone = await mayfly('share', path('a.txt'), '--new-link');
  expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--into')]);
}, 120_000);
