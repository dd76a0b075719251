// A folder shared in a terminal is one link, behind which a recipient finds every file as it was.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';

let served: ServedBucket;
let folder: string;

const share = (paths: readonly string[], more: readonly string[] = []) =>
  runCli(['share', ...paths, ...served.there, '--profile-dir', join(folder, 'client'), ...more], { env: keys });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  served = await serveBucket();
  ({ folder } = served);
});

afterAll(() => served.close());

/** Twenty names that break things, some of them in folders. */
const oddNames = [
  'plain.txt',
  'ü ö ä – “quoted”.pdf',
  '사진 모음.jpg',
  'emoji 🦋.png',
  'a&b<c>.txt',
  `it's "here".txt`,
  '100%.txt',
  '%2e%2e.txt',
  '?query#fragment.txt',
  '-rf',
  '.hidden',
  'no extension',
  'trailing dot.',
  ' leading space.txt',
  'script.html',
  'picture.svg',
  'day 1/plain.txt',
  'day 1/inner/plain.txt',
  'day 2/<script>alert(1)</script>.txt'.replace('</', '<_'),
  `${'long '.repeat(48)}.txt`,
];

interface Listed {
  readonly name: string;
  readonly href: string;
}

/** The links of the page as a browser without script finds them. */
function linksOf(html: string): readonly Listed[] {
  const unescaped = (escaped: string) =>
    escaped
      .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&');
  return Array.from(html.matchAll(/<a href="([^"]+)"[^>]*><bdi>(.*?)<\/bdi>/g), ([, href = '', name = '']) => ({
    name: unescaped(name),
    href: unescaped(href),
  }));
}

describe('a folder of twenty odd names', () => {
  const contents = new Map<string, Buffer>();
  const root = () => join(folder, 'odd');
  beforeAll(async () => {
    for (const [index, name] of oddNames.entries()) {
      const bytes = index === 3 ? Buffer.alloc(0) : randomBytes(index === 5 ? 9 * 1_048_576 : 1_000 + index);
      contents.set(name, bytes);
      await mkdir(dirname(join(root(), name)), { recursive: true });
      await writeFile(join(root(), name), bytes);
    }
  });

  test('is one link to a page that shows them all, and every link gives the same bytes', async () => {
    const { code, stdout, stderr } = await share([root()], ['--message', 'For you']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'mayfly: the link opens on this computer only.\n' });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mayfly\/p\/[A-Za-z0-9_-]{22}\/index\.html\?\S+\n$/);
    const page = await fetch(stdout.trim());
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'inline',
      'content-encoding': 'gzip',
      'cache-control': 'no-store',
    });
    const html = await page.text();
    expect(html).toContain('For you');
    const links = linksOf(html);
    expect(links.map(({ name }) => name).sort()).toEqual([...oddNames].sort());
    for (const { name, href } of links) {
      const answer = await fetch(new URL(href, page.url));
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect([name, answer.status, sha256(bytes)]).toEqual([name, 200, sha256(contents.get(name) ?? Buffer.from('?'))]);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('ends with all its links at the same second', async () => {
    const { stdout } = await share([root()], ['--expires', '1h']);
    const links = linksOf(await (await fetch(stdout.trim())).text()).map(
      ({ href }) => new URL(href, stdout.trim()).href,
    );
    const of = (name: string) => new Set([stdout.trim(), ...links].map((link) => new URL(link).searchParams.get(name)));
    expect([of('X-Amz-Expires'), of('X-Amz-Date').size]).toEqual([new Set(['3600']), 1]);
  });

  test('--json tells what the page holds', async () => {
    const { stdout } = await share([root()], ['--json', '--title', 'Odd ones']);
    const json = JSON.parse(stdout) as { files: { name: string; sizeBytes: number; sha256?: string }[] };
    expect(json).toMatchObject({ kind: 'page', fileCount: 20, title: 'Odd ones', verified: true });
    const small = [...contents].filter(([, bytes]) => bytes.length <= 8 * 1_048_576);
    expect(new Map(json.files.filter((one) => one.sha256).map(({ name, sha256: hash }) => [name, hash]))).toEqual(
      new Map(small.map(([name, bytes]) => [name, sha256(bytes)])),
    );
  });
});

test('what could not be taken is told, the page has the rest, and the exit code says so', async () => {
  const path = join(folder, 'fine.txt');
  await writeFile(path, 'fine');
  const { code, stdout, stderr } = await share([path, join(folder, 'missing.txt')]);
  expect([code, stderr]).toEqual([5, expect.stringContaining('missing.txt” could not be found')]);
  const html = await (await fetch(stdout.trim())).text();
  expect(linksOf(html).map(({ name }) => name)).toEqual(['fine.txt']);
});

test('--page makes a page of one file, and --no-page links of several', async () => {
  const paths = [join(folder, 'one.txt'), join(folder, 'two.txt')];
  for (const path of paths) await writeFile(path, path);
  expect((await share(paths.slice(0, 1), ['--page'])).stdout).toContain('/index.html?');
  const { stdout } = await share(paths, ['--no-page']);
  const answers = await Promise.all(
    stdout
      .trim()
      .split('\n')
      .map(async (link) => (await fetch(link)).text()),
  );
  expect(answers).toEqual(paths);
});

test('--plain-page is read without unpacking; its page and its files are taken back by where they lie', async () => {
  const path = join(folder, 'plain.txt');
  await writeFile(path, 'plain');
  const { stdout } = await share([path], ['--plain-page', '--json']);
  const { url, key, kind, bucket, files } = JSON.parse(stdout) as {
    readonly url: string;
    readonly key: string;
    readonly kind: string;
    readonly bucket: string;
    readonly files: readonly { readonly key: string }[];
  };
  // As curl does it: Node's own fetch would ask for gzip, and unpack it.
  const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
  const html = await text(answer);
  expect([kind, answer.headers['content-encoding'], html.slice(0, 15).toLowerCase()]).toEqual([
    'page',
    undefined,
    '<!doctype html>',
  ]);
  const [link] = linksOf(html);
  const inner = new URL(link?.href ?? '', url).href;
  expect(await (await fetch(inner)).text()).toBe('plain');

  const lies = files[0]?.key.slice(0, 'f/'.length + 23) ?? '';
  const { place } = served;
  const at = ['--endpoint', place.endpoint, '--region', place.region, '--profile-dir', join(folder, 'client')];
  const { code, stdout: said } = await runCli(['revoke', `s3://${bucket}/${key}`, `s3://${bucket}/${lies}`, ...at], {
    env: keys,
  });
  expect([code, said.match(/The link no longer opens/g)?.length]).toEqual([0, 2]);
  expect([(await fetch(url)).status, (await fetch(inner)).status]).toEqual([404, 404]);
});
