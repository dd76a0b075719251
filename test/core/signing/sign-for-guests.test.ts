// What is signed for strangers is signed only where it was proven to allow nothing else, for the connection's own bucket, and ends when it must.
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import type { ToSign } from '../../../main/core/model/requests/guest-request';
import type { GuestOptions } from '../../../main/core/signing/sign-for-guests';
import { rejected } from '../../fakes/failing';
import { answerForm, answerGuest } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection, sampleCredentials } from '../../fakes/samples';
import { startsApps } from '../app/starts-apps';

const safe: Connection = {
  ...sampleConnection,
  capabilities: { signsAmz: true, limitsForms: true, madeAtMs: newYearMs },
};

const startOne = startsApps();

async function start(connection: Connection = safe) {
  const started = await startOne({ prepare: ({ ports }) => ports.ledger.saveConnection(connection) });
  const sign = (toSign: ToSign, options: Partial<GuestOptions> = {}) =>
    started.app.signForGuests({
      bucket: 'files',
      key: 'in/a',
      unproven: false,
      toSign,
      lifetimeSeconds: 600,
      ...options,
    });
  return { ...started, sign };
}

const options: readonly ToSign[] = [
  { kind: 'put' },
  { kind: 'post', leastBytes: 0, mostBytes: 3 },
  { kind: 'multipart', sizeBytes: 3 },
];

describe('signing', () => {
  test.each(options)(
    '$kind asks for a proof, begins nothing without one, and takes the user’s word',
    async (toSign) => {
      const { sign, bucket } = await start(sampleConnection);
      expect((await rejected(sign(toSign))).code).toBe('signing-unproven');
      expect(bucket.uploads.size).toBe(0);
      expect((await sign(toSign, { unproven: true })).kind).toBe(toSign.kind);
    },
  );

  test.each([{ kind: 'get' } as const, ...options])(
    '$kind is nothing that a connection gives which demands encryption',
    async (toSign) => {
      const { sign, bucket } = await start({ ...safe, encryption: 'demanded' });
      expect((await rejected(sign(toSign, { unproven: true }))).code).toBe('encryption-demanded');
      expect(bucket.uploads.size).toBe(0);
    },
  );

  test.each([{ kind: 'get' } as const, ...options])('$kind is for the connection’s own bucket', async (toSign) => {
    const { sign, server } = await start();
    server.createBucket('archive');
    expect(await rejected(sign(toSign, { bucket: 'archive', unproven: true }))).toMatchObject({
      code: 'bad-request',
      detail: { reason: 'the connection has another bucket' },
    });
  });

  describe.each(options)('$kind', (toSign) => {
    const doors = { bucket: 'files', prefix: 'go/', address: 'https://go.example.com' };
    test.each([
      ['the folder of pages', 'p/x/index.html', safe],
      ['the folder of pages below a prefix', 'mine/p/x', { ...safe, prefix: 'mine/' }],
      ['the public folder of short links', 'go/wedding', { ...safe, doors }],
    ])('lets no guest write in %s, also where its user says that it is safe', async (_what, key, connection) => {
      const { sign, bucket } = await start(connection);
      expect((await rejected(sign(toSign, { key }))).code).toBe('key-reserved');
      expect((await rejected(sign(toSign, { key, unproven: true }))).code).toBe('key-reserved');
      expect(bucket.uploads.size).toBe(0);
    });
  });

  test('at Tigris a link lives for ninety days, a form no longer than elsewhere', async () => {
    const ninetyDays = 7_776_000;
    const tigris = { ...safe, endpoint: 'https://t3.storage.dev', defaultExpirySeconds: ninetyDays };
    const { app, sign } = await start(tigris);
    const post = { kind: 'post', leastBytes: 0, mostBytes: 3 } as const;
    const usual = (toSign: ToSign) => app.signForGuests({ bucket: 'files', key: 'in/a', unproven: false, toSign });
    expect(await usual({ kind: 'put' })).toMatchObject({ lifetimeSeconds: ninetyDays, limitedBy: 'requested' });
    expect(await usual(post)).toMatchObject({ lifetimeSeconds: 604_800, limitedBy: 'requested' });
    expect(await rejected(sign(post, { lifetimeSeconds: ninetyDays }))).toMatchObject({
      code: 'expiry-out-of-range',
      detail: { longestSeconds: 604_800 },
    });
  });

  test.each([{ kind: 'get' } as const, ...options])('$kind ends with the connection’s longest life', async (toSign) => {
    const { sign, bucket, clock } = await start({ ...safe, maxExpirySeconds: 60 });
    bucket.objects.set('in/a', {
      body: Buffer.from('a'),
      etag: '"e"',
      headers: { contentType: 'a/b', contentDisposition: 'inline' },
    });
    expect(await sign(toSign)).toMatchObject({ limitedBy: 'connection', expiresAtMs: clock.now() + 60_000 });
    expect(await sign(toSign, { lifetimeSeconds: 30 })).toMatchObject({ limitedBy: 'requested' });
  });

  test('ends before temporary credentials do, and by itself after the connection’s usual time', async () => {
    const { app, sign, clock } = await start({ ...safe, defaultExpirySeconds: 900 });
    const credentials = { ...sampleCredentials, sessionToken: 't', expiresAtMs: clock.now() + 360_000 };
    const connection = { kind: 'ephemeral', connection: sampleConnection, credentials } as const;
    const cut = await sign({ kind: 'put' }, { connection, unproven: true });
    expect(cut).toMatchObject({ limitedBy: 'credentials', lifetimeSeconds: 300 });
    const { lifetimeSeconds: _, ...usual } = { bucket: 'files', key: 'in/a', unproven: false, lifetimeSeconds: 1 };
    expect(await app.signForGuests({ ...usual, toSign: { kind: 'put' } })).toMatchObject({ lifetimeSeconds: 900 });
  });

  test('leaves nothing in the history, and no link in the ledger', async () => {
    const { sign, app, ports } = await start();
    for (const toSign of options) await sign(toSign);
    expect([app.store.get().shares, ports.ledger.unfinishedUploads()]).toEqual([[], []]);
  });
});

describe('what is signed', () => {
  test('get: a download, opened first; of what is not there none', async () => {
    const { sign, bucket, server } = await start();
    expect((await rejected(sign({ kind: 'get' }))).code).toBe('object-not-found');
    bucket.objects.set('in/a', {
      body: Buffer.from('<b>'),
      etag: '"e"',
      headers: { contentType: 'text/html', contentDisposition: 'inline' },
    });
    const signed = await sign({ kind: 'get' });
    if (signed.kind !== 'get') throw new Error('another kind');
    expect(signed.verified).toBe(true);
    expect(server.get(signed.url).headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
    });
    server.intercept = { status: 200, headers: {}, body: Buffer.from('sign in') };
    expect((await rejected(sign({ kind: 'get' }))).code).toBe('link-unproven');
  });

  test('put: no guest stores a web page, because a type is signed where none was given', async () => {
    const { sign, server, bucket } = await start();
    const signed = await sign({ kind: 'put' });
    if (signed.kind !== 'put') throw new Error('another kind');
    const put = (headers: Readonly<Record<string, string>>) =>
      answerGuest(server, { method: 'PUT', url: signed.url, headers, body: Buffer.from('<script>') }).status;
    expect(signed.headers).toEqual({ 'content-type': 'application/octet-stream' });
    expect([put({ 'content-type': 'text/html' }), put({}), put(signed.headers)]).toEqual([403, 403, 200]);
    expect(bucket.objects.get('in/a')?.headers.contentType).toBe('application/octet-stream');
  });

  test('post: a file of the size and type, bytes unless it is said', async () => {
    const { sign, server, bucket } = await start();
    const signed = await sign({ kind: 'post', leastBytes: 2, mostBytes: 3 });
    if (signed.kind !== 'post') throw new Error('another kind');
    const post = (bytes: number) => answerForm(server, { ...signed, file: Buffer.alloc(bytes) }).status;
    expect([post(1), post(4), post(3)]).toEqual([400, 400, 201]);
    expect(bucket.objects.get('in/a')?.headers.contentType).toBe('application/octet-stream');
  });

  test('multipart: every byte is in one part, and nobody else can complete the upload', async () => {
    const { sign, server, bucket } = await start();
    const sizeBytes = 20_000_000;
    const signed = await sign({ kind: 'multipart', sizeBytes, contentType: 'video/mp4' });
    if (signed.kind !== 'multipart') throw new Error('another kind');
    expect(signed.parts.map((part) => [part.number, part.offsetBytes, part.lengthBytes])).toEqual([
      [1, 0, 16_777_216],
      [2, 16_777_216, sizeBytes - 16_777_216],
    ]);
    const listed = signed.parts.map(({ number, url, headers, lengthBytes }) => {
      const sent = answerGuest(server, { method: 'PUT', url, headers, body: Buffer.alloc(lengthBytes) });
      return `<Part><PartNumber>${number}</PartNumber><ETag>${sent.headers['etag']}</ETag></Part>`;
    });
    const done = answerGuest(server, { method: 'POST', url: signed.complete.url, body: Buffer.from(listed.join('')) });
    expect([done.status, bucket.objects.get('in/a')?.body.length]).toEqual([200, sizeBytes]);
    expect(bucket.objects.get('in/a')?.headers.contentType).toBe('video/mp4');
  });
});
