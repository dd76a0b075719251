// A page that was written opens for a recipient, and so does every link in it, until one and the same second.
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { OpenConnection } from '../../../main/core/storage/open-connection';
import { writePage } from '../../../main/core/pages/write-page';
import { firstPagePosition, type ShareItem } from '../../../main/core/model/share';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection, sampleCredentials } from '../../fakes/samples';
import { createTestPorts, type TestPorts } from '../../fakes/test-ports';

const share = { id: 's-page', name: 'Photos', message: 'Look!', createdAtMs: newYearMs };
const until = { signedAtMs: newYearMs + 999, lifetimeSeconds: 600 };

interface World extends TestPorts {
  readonly open: OpenConnection;
  readonly items: readonly ShareItem[];
}

async function world(names: readonly string[] = ['a.txt', 'b/ü.svg'], ephemeral = false): Promise<World> {
  const twins = createTestPorts();
  const { server } = twins;
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  const bucket = server.createBucket(sampleConnection.bucket);
  const objects = await twins.ports.openObjectStore(sampleConnection, sampleCredentials);
  const items = names.map((path, index): ShareItem => {
    const body = Buffer.from(`content of ${path}`);
    const key = `f/AAAAAAAAAAAAAAAAAAAAAA/${index}/x`;
    bucket.objects.set(key, {
      body,
      etag: '"e"',
      headers: { contentType: 'image/svg+xml', contentDisposition: 'inline' },
    });
    return {
      shareId: share.id,
      role: 'file',
      key,
      path,
      sizeBytes: body.length,
      contentType: 'a/b',
      storedCheck: 'crc32',
    };
  });
  for (const [position, item] of items.entries()) twins.ports.ledger.saveItem(item, position);
  return {
    ...twins,
    items,
    open: {
      connection: sampleConnection,
      credentials: sampleCredentials,
      objects,
      ephemeral,
      refreshCredentials: () => Promise.resolve(),
      intake: () => Promise.resolve(objects),
    },
  };
}

const write = ({ open, ports, items }: World) => writePage(open, ports, share, items, until);
const stored = ({ server }: World, key: string) => server.buckets.get(sampleConnection.bucket)?.objects.get(key);
const pages = ({ server }: World) =>
  [...(server.buckets.get(sampleConnection.bucket)?.objects.keys() ?? [])].filter((key) => key.startsWith('p/'));

describe('a page', () => {
  test('is stored compressed under a folder of its own, and its link shows it', async () => {
    const here = await world();
    const written = await write(here);
    expect(written.key).toMatch(/^p\/[A-Za-z0-9_-]{22}\/index\.html$/);
    expect(written.expiresAtMs).toBe(newYearMs + 600_000);
    const { status, headers, body } = here.server.get(written.url);
    expect([status, headers]).toEqual([
      200,
      expect.objectContaining({
        'content-type': 'text/html; charset=utf-8',
        'content-disposition': 'inline',
        'content-encoding': 'gzip',
        'cache-control': 'no-store',
      }),
    ]);
    const html = gunzipSync(body).toString();
    expect(html).toContain('<h1>Photos</h1>');
    expect(html).toContain('Look!');
    expect(here.ports.ledger.items(share.id).at(-1)).toEqual({
      shareId: share.id,
      role: 'page',
      key: written.key,
      path: 'Photos',
      sizeBytes: body.length,
      contentType: 'text/html',
      storedCheck: 'crc32',
    });
  });

  test('holds a link for each file that gives it as bytes to save, until the same second as its own', async () => {
    const here = await world();
    const { url } = await write(here);
    const html = gunzipSync(here.server.get(url).body).toString();
    const hrefs = Array.from(html.matchAll(/href="([^"]+)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'));
    const opened = hrefs.map((href) => here.server.get(new URL(href, url).href));
    expect(opened.map(({ status, body }) => [status, body.toString()])).toEqual([
      [200, 'content of a.txt'],
      [200, 'content of b/ü.svg'],
    ]);
    expect(opened.map(({ headers }) => headers['content-type'])).toEqual([
      'application/octet-stream',
      'application/octet-stream',
    ]);
    const ends = [url, ...hrefs.map((href) => new URL(href, url).href)].map((link) =>
      new URL(link).searchParams.get('until'),
    );
    expect(new Set(ends)).toEqual(new Set([String(newYearMs + 600_000)]));
    here.clock.advance(600_000);
    expect([url, ...hrefs].map((href) => here.server.get(new URL(href, url).href).status)).toEqual([403, 403, 403]);
  });

  test('on a server that drops the encoding is stored plain, with signatures instead of links', async () => {
    const here = await world();
    here.server.dropsEncoding = true;
    const { url, key } = await write(here);
    const { body, headers } = here.server.get(url);
    expect(headers['content-encoding']).toBeUndefined();
    expect(stored(here, key)?.headers.contentEncoding).toBeUndefined();
    expect(body.toString()).toContain('"query":');
    expect(body.toString()).not.toContain('href="/');
    expect(pages(here)).toEqual([key]);
  });

  test.each(['crc32', 'md5', 'none'] as const)('is compared with what a server of %s tells', async (proofs) => {
    const here = await world();
    here.server.proofs = proofs;
    await write(here);
    expect(here.ports.ledger.items(share.id).at(-1)?.storedCheck).toBe(proofs === 'none' ? 'sample' : proofs);
  });

  test('is written anew each time, and every one of them is remembered', async () => {
    const here = await world();
    const [first, second] = [await write(here), await write(here)];
    expect(first.key).not.toBe(second.key);
    const items = here.ports.ledger.items(share.id);
    expect(items.map(({ role, key }) => (role === 'page' ? key : role))).toEqual([
      'file',
      'file',
      first.key,
      second.key,
    ]);
  });

  test('is rewritten in place: the link that people have opens the new one, which says so', async () => {
    const here = await world();
    const first = await write(here);
    const at = { key: first.key, revision: 7 };
    const again = await writePage(here.open, here.ports, share, here.items.slice(1), until, { at });
    expect([again.key, pages(here)]).toEqual([first.key, [first.key]]);
    const html = gunzipSync(here.server.get(first.url).body).toString();
    expect(html).toContain('"revision":7');
    expect(html).not.toContain('a.txt');
    expect(here.ports.ledger.placedItems(share.id).get(firstPagePosition)).toMatchObject({
      key: first.key,
      sizeBytes: here.server.get(first.url).body.length,
    });
  });

  test('that cannot be rewritten stays as it was', async () => {
    const here = await world();
    const { key, url } = await write(here);
    here.objects.fail('put', new Failure('access-denied'));
    const at = { key, revision: 1 };
    const failure = await rejected(writePage(here.open, here.ports, share, here.items, until, { at }));
    expect([failure.code, here.server.get(url).status]).toEqual(['access-denied', 200]);
  });

  test('is in the ledger before it is stored', async () => {
    const here = await world();
    here.objects.fail('put', new Failure('access-denied'));
    await rejected(write(here));
    expect(here.ports.ledger.items(share.id)).toHaveLength(3);
    expect(firstPagePosition).toBeGreaterThan(100_000);
  });

  test('of a connection for once leaves no row', async () => {
    const here = await world(undefined, true);
    await write(here);
    expect(here.ports.ledger.items(share.id)).toHaveLength(2);
  });
});

describe('a page that would not be seen', () => {
  test('on a storage that gives HTML for download only is a failure, and does not stay', async () => {
    const here = await world();
    here.server.hidesPages = true;
    expect(await rejected(write(here))).toMatchObject({
      code: 'page-not-shown',
      detail: { host: 's3.example.com', pageId: share.id },
    });
    expect(pages(here)).toEqual([]);
  });

  test('behind a link that does not open is a failure, and does not stay', async () => {
    const here = await world();
    here.server.intercept = { status: 403, headers: {}, body: Buffer.alloc(0) };
    expect(await rejected(write(here))).toMatchObject({ code: 'link-unproven', detail: { status: 403 } });
    expect(pages(here)).toEqual([]);
  });

  test('with files that do not open is a failure', async () => {
    const here = await world();
    here.server.buckets.get(sampleConnection.bucket)?.objects.delete(here.items[0]?.key ?? '');
    expect(await rejected(write(here))).toMatchObject({
      code: 'link-unproven',
      detail: { status: 404, fileName: 'a.txt' },
    });
    expect(pages(here)).toEqual([]);
  });

  test('that a server stored otherwise is a failure, and does not stay', async () => {
    const here = await world();
    here.objects.damaging = true;
    expect((await rejected(write(here))).code).toBe('stored-differs');
    expect(pages(here)).toEqual([]);
  });
});

test('a thousand links are signed without holding the process up', async () => {
  const here = await world(Array.from({ length: 1_000 }, (_, index) => `f${index}.txt`));
  const turns: number[] = [];
  let signed = 0;
  const { objects } = here.open;
  const link: typeof objects.link = (request) => {
    signed += 1;
    // A quick computer signs all of them within two turns.
    for (const untilMs = performance.now() + 0.1; performance.now() < untilMs;);
    return objects.link(request);
  };
  const beat = setInterval(() => turns.push(signed), 0);
  await write({ ...here, open: { ...here.open, objects: { ...objects, link } } });
  clearInterval(beat);
  expect(signed).toBe(1_001);
  // Others had their turn while links were signed, and not only before and after.
  expect(turns.filter((count) => count > 0 && count < 1_000).length).toBeGreaterThan(2);
});
