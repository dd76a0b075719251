// A share of one file becomes a page when others come to it: with a link of its own, while the former link opens the one file.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { ShareOptions } from '../../../main/core/model/share-request';
import { rejected } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';
import type { TestPorts } from '../../fakes/test-ports';
import type { Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { seenPage, sharedIn } from './seen-page';

const start = startsApps();
const first = ['a.txt', 'first'] as const;
const other = ['c.txt', 'third'] as const;
const newLink = { newLink: true, copy: true };

async function oneFile(options?: Start, how: Partial<ShareOptions> = {}) {
  const here = await start(options);
  here.files.put('/home/a.txt', 'first');
  here.files.put('/home/c.txt', 'third');
  const made = await here.app.shareItems(['/home/a.txt'], { copy: false, lifetimeSeconds: 600, ...how });
  here.clock.advance(100_500);
  const add = async (path = '/home/c.txt') =>
    sharedIn((await here.app.addFiles(sharedIn(made[0]).share.id, [path], newLink))[0]);
  return { ...here, ...sharedIn(made[0]), add };
}

describe('a share of one file that another comes to', () => {
  test('has another link, which is copied; the former opens the one file, both until the same second', async () => {
    const { app, server, files, clock, clipboard, share, url, add } = await oneFile();
    const page = await add();
    expect(seenPage({ server }, page.url)).toEqual({ revision: 0, files: [first, other] });
    expect(clipboard.written).toEqual([page.url]);
    const { id, createdAtMs, expiresAtMs } = share;
    expect(page.share).toMatchObject({ id, createdAtMs, expiresAtMs, kind: 'page', fileCount: 2, sizeBytes: 10 });
    expect([page.share.name, page.share.source]).toEqual(['a.txt and 1 more', undefined]);
    expect(app.shareOf(id)).toEqual(page.share);
    expect(app.store.get().shares.find((row) => row.id === id)).toEqual(page.share);
    const { pathname } = new URL(page.url);
    expect(new URL((await app.freshLink(id)).url).pathname).toBe(pathname);
    expect(server.get(url).body.toString()).toBe('first');
    // From now on it is a page as any other.
    files.put('/home/b.txt', 'second');
    expect(new URL((await add('/home/b.txt')).url).pathname).toBe(pathname);
    expect(seenPage({ server }, page.url).files).toHaveLength(3);
    expect(clipboard.written).toEqual([page.url]);
    clock.advance(499_500);
    expect([url, page.url].map((link) => server.get(link).status)).toEqual([403, 403]);
  });

  test('is taken back whole: both links and every object are gone', async () => {
    const { app, server, bucket, share, url, add } = await oneFile();
    const page = await add();
    await app.revoke(share.id);
    expect([url, page.url].map((link) => server.get(link).status)).toEqual([404, 404]);
    expect([...bucket.objects.keys()]).toEqual([]);
  });

  test('keeps its short link, which then leads to the page', async () => {
    const address = 'https://go.example.com';
    const doors = { bucket: 'doors', prefix: '', address, provenAtMs: 1 } as const;
    const prepare = ({ server, ports }: TestPorts) => {
      server.createBucket('doors');
      server.addresses.set(address, 'doors');
      ports.ledger.saveConnection({ ...sampleConnection, doors });
    };
    const { server, url, add } = await oneFile({ ports: { doorPatienceMs: 100 }, prepare }, { door: true });
    const behind = () => (/href="([^"]+)"/.exec(server.get(url).body.toString())?.[1] ?? '').replaceAll('&amp;', '&');
    expect(server.get(behind()).body.toString()).toBe('first');
    expect((await add()).url).toBe(url);
    expect(seenPage({ server }, behind()).files).toEqual([first, other]);
  });

  test('stays as it was without consent, and on a storage that shows no pages', async () => {
    const { app, ports, server, secrets, bucket, share, url } = await oneFile();
    expect((await rejected(app.addFiles(share.id, ['/home/c.txt']))).code).toBe('link-would-change');
    ports.ledger.saveConnection({ ...sampleConnection, capabilities: { madeAtMs: 1, pages: false } });
    const again = await start({ shared: { server, secrets }, ports: { ledger: ports.ledger } });
    const refused = await rejected(again.app.addFiles(share.id, ['/home/c.txt'], newLink));
    expect([refused.code, refused.detail.reason]).toEqual([
      'share-unchangeable',
      'its storage does not show web pages',
    ]);
    expect([app.shareOf(share.id), server.get(url).status, bucket.objects.size]).toEqual([share, 200, 1]);
  });

  test('has one page even where the first one written was not the last', async () => {
    const { objects, server, bucket, add } = await oneFile();
    // After the upload of the file.
    objects.fail('put', new Failure('page-changed'), { nth: 2, afterwards: true });
    expect(seenPage({ server }, (await add()).url).files).toEqual([first, other]);
    expect(bucket.objects.size).toBe(3);
  });
});
