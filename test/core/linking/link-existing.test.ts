// A link to what others stored says where it is and when it ends, and every way it can fail is told.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import type { MemoryBucket } from '../../fakes/memory-bucket';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();

const store = (bucket: MemoryBucket, key: string, text: string, contentType = 'binary/octet-stream') =>
  bucket.objects.set(key, {
    body: Buffer.from(text),
    etag: '"e"',
    headers: { contentType, contentDisposition: 'inline' },
  });

async function start() {
  const started = await startOne();
  store(started.bucket, 'team/plan.pdf', 'plan');
  store(started.bucket, 'team/notes/a.txt', 'notes', 'text/markdown');
  return {
    ...started,
    link: (address: string) => started.app.linkExisting({ address, copy: false, lifetimeSeconds: 600 }),
  };
}

describe('an object', () => {
  test('gets a link of its own, remembered as linked', async () => {
    const { link, server, ports, clock, app } = await start();
    const { share, url } = await link('s3://files/team/plan.pdf');
    expect(ports.ledger.share(share.id)).toEqual(share);
    expect(app.store.get().shares).toEqual([share]);
    expect(share).toMatchObject({
      kind: 'file',
      origin: 'linked',
      key: 'team/plan.pdf',
      name: 'plan.pdf',
      sizeBytes: 4,
      contentType: 'application/pdf',
      expiresAtMs: clock.now() + 600_000,
      verified: true,
    });
    expect(server.get(url).headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`,
    });
    clock.advance(601_000);
    expect(server.get(url).status).toBe(403);
  });

  test('keeps the type it was stored with', async () => {
    const { link } = await start();
    expect((await link('s3://files/team/notes/a.txt')).share.contentType).toBe('text/markdown');
  });

  test('of another bucket is linked where it is, and copied again there', async () => {
    const { link, server, app, clipboard } = await start();
    store(server.createBucket('archive'), 'old.txt', 'old');
    const { share, url } = await link('s3://archive/old.txt');
    expect([share.bucket, server.get(url).body.toString()]).toEqual(['archive', 'old']);
    await app.copyLink(share.id);
    expect(server.get(clipboard.written[0] ?? '').body.toString()).toBe('old');
  });

  test('is copied when it is wanted', async () => {
    const { app, clipboard } = await start();
    const { url } = await app.linkExisting({ address: 's3://files/team/plan.pdf', copy: true });
    expect(clipboard.written).toEqual([url]);
  });

  test('is not deleted by anything', async () => {
    const { link, app, clock, bucket } = await start();
    const { share } = await link('s3://files/team/plan.pdf');
    expect((await rejected(app.revoke(share.id))).code).toBe('share-not-ours');
    clock.advance(3_600_000);
    await app.removeFromHistory(share.id);
    expect([...bucket.objects.keys()]).toContain('team/plan.pdf');
  });

  test('that nobody can be asked about yet is not verified', async () => {
    const { link, server } = await start();
    Object.assign(server.probe, { ask: () => Promise.reject(new Failure('endpoint-unreachable')) });
    expect((await link('s3://files/team/plan.pdf')).share.verified).toBe(false);
  });

  test.each([
    ['s3://files/team/Plan.pdf', 'object-not-found', { fileName: 'Plan.pdf', bucket: 'files' }],
    ['s3://nowhere/team/plan.pdf', 'bucket-missing', {}],
    ['s3://files/team/plan.', 'key-unlinkable', {}],
  ])('that cannot be linked is said to be: %s', async (address, code, detail) => {
    const { link, ports } = await start();
    expect(await rejected(link(address))).toMatchObject({ code, detail });
    expect(ports.ledger.shares()).toEqual([]);
  });

  test('whose link opens something else is not linked', async () => {
    const { link, server, ports } = await start();
    server.intercept = { status: 200, headers: { 'content-length': '9999' }, body: Buffer.alloc(0) };
    expect((await rejected(link('s3://files/team/plan.pdf'))).code).toBe('link-unproven');
    expect(ports.ledger.shares()).toEqual([]);
  });

  test('has no title and no message', async () => {
    const { app } = await start();
    const failure = await rejected(
      app.linkExisting({ address: 's3://files/team/plan.pdf', title: 'Plan', copy: false }),
    );
    expect([failure.code, failure.detail.reason]).toEqual(['bad-request', 'a title and a message belong to a page']);
  });
});

describe('a folder', () => {
  test('gets a page of all that lies in it, and nothing else is stored', async () => {
    const { link, ports, bucket, objects } = await start();
    store(bucket, 'team/', '');
    store(bucket, 'teams/other.txt', 'other');
    const { share } = await link('s3://files/team/');
    expect(share).toMatchObject({ kind: 'page', origin: 'linked', name: 'team', fileCount: 2, sizeBytes: 9 });
    expect(ports.ledger.share(share.id)).toEqual(share);
    const files = ports.ledger.items(share.id).filter(({ role }) => role === 'file');
    expect(files.map(({ key, path }) => [key, path])).toEqual([
      ['team/notes/a.txt', 'notes/a.txt'],
      ['team/plan.pdf', 'plan.pdf'],
    ]);
    expect(objects.calls.filter(({ operation }) => operation === 'put').map(({ key }) => key)).toEqual([share.key]);
  });

  test('may have a title and a message', async () => {
    const { app } = await start();
    const { share } = await app.linkExisting({
      address: 's3://files/team/',
      title: 'Plans',
      message: 'Have a look',
      copy: false,
    });
    expect([share.name, share.message]).toEqual(['Plans', 'Have a look']);
  });

  test('of more than one list is linked whole', async () => {
    const { link, bucket } = await start();
    for (let index = 0; index < 1_100; index += 1) store(bucket, `many/${index}.txt`, 'x');
    expect((await link('s3://files/many/')).share.fileCount).toBe(1_100);
  });

  test.each([
    ['with nothing in it', 's3://files/nothing/', 'object-not-found'],
    ['with a key that no link can name', 's3://files/odd/', 'key-unlinkable'],
  ])('%s is refused', async (_what, address, code) => {
    const { link, bucket, objects } = await start();
    store(bucket, 'odd/name.', 'x');
    expect((await rejected(link(address))).code).toBe(code);
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toEqual([]);
  });

  test('that may not be listed is said to be', async () => {
    const { link, objects } = await start();
    objects.fail('list', new Failure('access-denied', { right: 's3:ListBucket' }));
    expect((await rejected(link('s3://files/team/'))).code).toBe('access-denied');
  });
});
