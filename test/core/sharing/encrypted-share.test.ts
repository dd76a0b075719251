// A share that is encrypted: what lies in the bucket says nothing, and what its link opens is everything.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import type { Share } from '../../../main/core/model/share';
import type { ItemResult } from '../../../main/core/model/share-request';
import { rejected } from '../../fakes/failing';
import { streamOf } from '../../fakes/memory-stream';
import { sampleConnection } from '../../fakes/samples';
import { until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const start = startsApps();
const demanding: Start = {
  prepare: ({ ports }) => ports.ledger.saveConnection({ ...sampleConnection, encryption: 'demanded' }),
};

function sharedOf(result: ItemResult | undefined) {
  if (result?.ok !== true) throw new Error(`no share: ${result?.failure.code}`);
  return result.shared;
}

interface Manifest {
  readonly title: string;
  readonly message?: string;
  readonly identity: string;
  readonly files: readonly (readonly [path: string, size: number, type: string, sha256: string, head: string])[];
}

interface Opened {
  readonly html: string;
  readonly manifest: Manifest;
  readonly files: Readonly<Record<string, string>>;
}

/** What a recipient does who has the link, the password and the library. */
async function open({ server }: RunningApp, link: string, password?: string): Promise<Opened> {
  const [url = '', secret = ''] = link.split('#');
  const page = server.get(url);
  const html = (page.headers['content-encoding'] === 'gzip' ? gunzipSync(page.body) : page.body).toString();
  const [, flags = '', sealed = ''] = /<script type="text\/plain" id="manifest"([^>]*)>([^<]*)</.exec(html) ?? [];
  expect(flags.includes('data-password')).toBe(password !== undefined);
  const ofManifest = new Decrypter();
  ofManifest.addPassphrase(password === undefined ? secret : `${secret}.${password}`);
  const manifest = JSON.parse(await ofManifest.decrypt(Buffer.from(sealed, 'base64'), 'text')) as Manifest;
  const [, data = ''] = /id="data">([^<]*)</.exec(html) ?? [];
  const table = JSON.parse(data) as { query: string; folder: string; files: [number, string, string][] };
  const files: Record<string, string> = {};
  for (const [index, [storedBytes, rest, signature]] of table.files.entries()) {
    const hex = Buffer.from(signature, 'base64url').toString('hex');
    const { body } = server.get(new URL(`${table.folder}${rest}?${table.query}&X-Amz-Signature=${hex}`, url).href);
    const [path = '', , , , head] = manifest.files[index] ?? [];
    expect(body.length).toBe(storedBytes);
    expect(createHash('sha256').update(body.subarray(0, 184)).digest('base64url')).toBe(head);
    const ofFiles = new Decrypter();
    ofFiles.addIdentity(manifest.identity);
    files[path] = await ofFiles.decrypt(body, 'text');
  }
  return { html, manifest, files };
}

const trip = ({ files }: RunningApp) => {
  files.put('/home/trip/plan.txt', 'first words');
  files.put('/home/trip/day 1/big.txt', 'second words'.repeat(100_000));
};
/** Everything that the bucket, the ledger and the log hold. */
function held({ bucket, ports, log, secrets }: RunningApp): string {
  const stored = [...bucket.objects].flatMap(([key, { body, headers }]) => [
    key,
    JSON.stringify(headers),
    body.toString('latin1'),
    headers.contentEncoding === 'gzip' ? gunzipSync(body).toString('latin1') : '',
  ]);
  const rows = ports.ledger.shares().map(({ id }) => JSON.stringify(ports.ledger.shareSecrets(id)));
  return [...stored, ...rows, JSON.stringify(log), ...secrets.entries.values()].join('\n');
}

describe('an encrypted folder', () => {
  test('opens with its link, and the bucket names nothing of it', async () => {
    const here = await start();
    trip(here);
    const { share, url } = sharedOf(
      (await here.app.shareItems(['/home/trip'], { copy: true, encrypt: true, message: 'For you' }))[0],
    );
    expect(share).toMatchObject({ kind: 'page', name: 'trip', encryption: 'link', fileCount: 2, verified: true });
    expect(url).toMatch(/#[\w-]{22}$/);
    expect(here.clipboard.written).toEqual([url]);
    const { html, manifest, files } = await open(here, url);
    expect(manifest).toMatchObject({ title: 'trip', message: 'For you' });
    expect(manifest.files.map(([path, size, type]) => [path, size, type])).toEqual([
      ['day 1/big.txt', 1_200_000, 'text/plain'],
      ['plan.txt', 11, 'text/plain'],
    ]);
    expect(manifest.files[1]?.[3]).toBe(createHash('sha256').update('first words').digest('base64url'));
    expect(files['day 1/big.txt']?.length).toBe(1_200_000);
    expect(files['plan.txt']).toBe('first words');
    const all = held(here);
    for (const secret of [
      'plan',
      'big.txt',
      'trip',
      'For you',
      'first words',
      'AGE-SECRET',
      url.split('#')[1] ?? '?',
    ]) {
      expect(all).not.toContain(secret);
    }
    const objects = [...here.bucket.objects].filter(([key]) => key.startsWith('f/'));
    expect(objects.map(([, { headers }]) => headers)).toEqual(
      objects.map(() => ({ contentType: 'application/octet-stream', contentDisposition: 'attachment' })),
    );
    expect(html).not.toContain('text/plain,');
  });

  test('is found by its name, copied, extended and taken back as others are, always with its secret', async () => {
    const here = await start();
    trip(here);
    const [made] = await here.app.shareItems(['/home/trip'], { copy: false, password: 'cafe\u0301', encrypt: true });
    const { share, url } = sharedOf(made);
    const secret = url.split('#')[1] ?? '';
    expect(here.app.findShares({ text: 'trip', sort: 'newest', offset: 0, limit: 9, nowMs: 0 }).total).toBe(1);
    const again = await here.app.freshLink(share.id);
    expect(again.url.endsWith(`#${secret}`)).toBe(true);
    expect(here.app.linkText([again], 'markdown').text).toContain(`#${secret})`);
    const pageOf = (link: string) => gunzipSync(here.server.get(link.split('#')[0] ?? '').body).toString();
    const manifestIn = (html: string) => /id="manifest".*/.exec(html)?.[0];
    const before = manifestIn(pageOf(url));
    const extended = await here.app.extend(share.id, 7_200, { copy: false });
    const after = await open(here, extended.url, 'caf\u00e9');
    expect([extended.url === url, extended.url.endsWith(`#${secret}`)]).toEqual([false, true]);
    expect([manifestIn(after.html), after.files['plan.txt']]).toEqual([before, 'first words']);
    await here.app.revoke(share.id);
    expect([here.bucket.objects.size, here.ports.ledger.shareSecrets(share.id)]).toEqual([0, undefined]);
  });

  test('gets another password by a new page alone, and the former link is dead', async () => {
    const here = await start();
    trip(here);
    const { share, url } = sharedOf((await here.app.shareItems(['/home/trip'], { copy: false, encrypt: true }))[0]);
    const files = () => [...here.bucket.objects.keys()].filter((key) => key.startsWith('f/'));
    const stored = files();
    const changed = await here.app.changePassword(share.id, 'new one');
    expect(changed.share).toMatchObject({ encryption: 'password', expiresAtMs: share.expiresAtMs });
    expect([files(), here.bucket.objects.size]).toEqual([stored, stored.length + 1]);
    expect(here.server.get(url.split('#')[0] ?? '').status).toBe(404);
    expect(changed.url.split('#')[1]).toBe(url.split('#')[1]);
    expect((await open(here, changed.url, 'new one')).files['plan.txt']).toBe('first words');
    await here.app.revoke(share.id);
    expect((await rejected(here.app.changePassword(share.id, undefined))).detail.reason).toBe(
      'the link was taken back',
    );
  });

  test('stays kept no longer, when that is said while it gets another password', async () => {
    const here = await start();
    trip(here);
    const { share } = sharedOf((await here.app.shareItems(['/home/trip'], { copy: false, encrypt: true }))[0]);
    here.app.keepAlive(share.id, share.expiresAtMs + 86_400_000);
    const ask = here.server.probe.ask.bind(here.server.probe);
    let asked = 0;
    const sayAndAsk = (link: string) => {
      if ((asked += 1) === 1) here.app.keepAlive(share.id, undefined);
      return ask(link);
    };
    Object.assign(here.server.probe, { ask: sayAndAsk });
    await here.app.changePassword(share.id, 'new one');
    expect(here.ports.ledger.share(share.id)?.keepUntilMs).toBeUndefined();
  });

  test('restored to the history it has its secret again', async () => {
    const here = await start();
    trip(here);
    const { share, url } = sharedOf((await here.app.shareItems(['/home/trip'], { copy: false, encrypt: true }))[0]);
    await here.app.removeFromHistory(share.id);
    expect(here.ports.ledger.shareSecrets(share.id)).toBeUndefined();
    here.app.restoreToHistory(share.id);
    expect((await here.app.freshLink(share.id)).url.split('#')[1]).toBe(url.split('#')[1]);
  });

  test('gives no link again where the key of its secret is lost, and says so', async () => {
    const here = await start();
    trip(here);
    const { share } = sharedOf((await here.app.shareItems(['/home/trip'], { copy: false, encrypt: true }))[0]);
    for (const id of here.secrets.entries.keys()) if (id.includes('.shares-')) here.secrets.entries.delete(id);
    here.app.forgetSecrets();
    expect((await rejected(here.app.freshLink(share.id))).code).toBe('share-secret-missing');
  });
});

describe('encryption', () => {
  test('that is demanded holds for a stream, for a text, for each file by itself, and for nothing that lies there', async () => {
    const here = await start(demanding);
    trip(here);
    const connection = { kind: 'known', connectionId: sampleConnection.id } as const;
    const streamed = sharedOf(
      (await here.app.shareStream(streamOf([Buffer.from('streamed')]), 'log.txt', { copy: false, connection }))[0],
    );
    expect((await open(here, streamed.url)).files).toEqual({ 'log.txt': 'streamed' });
    const each = await here.app.shareItems(['/home/trip/plan.txt', '/home/trip/day 1/big.txt'], {
      copy: true,
      page: 'never',
    });
    expect(
      await Promise.all(each.map(async (one) => Object.keys((await open(here, sharedOf(one).url)).files))),
    ).toEqual([['plan.txt'], ['big.txt']]);
    expect(here.clipboard.written.at(-1)?.split('\n')).toHaveLength(2);
    const text = sharedOf((await here.app.shareText('typed words'))[0]);
    expect(Object.values((await open(here, text.url)).files)).toEqual(['typed words']);
    const shares: readonly Share[] = here.ports.ledger.shares();
    expect(shares.map(({ encryption }) => encryption)).toEqual(shares.map(() => 'link'));
    const refused = [
      here.app.shareItems(['/home/trip'], { copy: false, encrypt: false }),
      here.app.shareStream(streamOf([]), 'x', { copy: false, encrypt: false }),
      here.app.linkExisting({ address: 's3://files/old.txt', copy: false }),
    ];
    for (const one of refused) expect((await rejected(one)).code).toBe('encryption-demanded');
    expect([here.ports.ledger.pageDrafts(), here.ports.ledger.unfinishedUploads()]).toEqual([[], []]);
  });

  test('is refused where the storage shows no pages, before anything is sent', async () => {
    const here = await start({
      prepare: ({ ports }) =>
        ports.ledger.saveConnection({ ...sampleConnection, capabilities: { madeAtMs: 1, pages: false } }),
    });
    trip(here);
    const refused = await rejected(here.app.shareItems(['/home/trip'], { copy: false, encrypt: true }));
    expect([refused.code, here.bucket.objects.size]).toEqual(['page-not-shown', 0]);
  });

  test('never copies an object of another share, encrypted or not', async () => {
    const here = await start();
    trip(here);
    const one = '/home/trip/day 1/big.txt';
    await here.app.shareItems([one], { copy: false });
    const first = sharedOf((await here.app.shareItems([one], { copy: false, encrypt: true }))[0]);
    const second = sharedOf((await here.app.shareItems([one], { copy: false, encrypt: true }))[0]);
    expect([first.copiedFiles, second.copiedFiles]).toEqual([undefined, undefined]);
    const bodies = [...here.bucket.objects.entries()]
      .filter(([key]) => key.endsWith('.bin'))
      .map(([, { body }]) => body);
    expect(bodies[0]?.subarray(200, 300).equals(bodies[1]?.subarray(200, 300) ?? Buffer.alloc(0))).toBe(false);
  });
});

test('a draft that was cut off goes on with the same secrets, by the next process or the same command once more', async () => {
  for (const how of ['resume', 'share'] as const) {
    const here = await start();
    trip(here);
    const stop = new AbortController();
    const sharing = here.app.shareItems(['/home/trip'], {
      copy: false,
      encrypt: true,
      password: 'pw',
      signal: stop.signal,
      keepWhenStopped: true,
    });
    await until(() => here.ports.ledger.pageDrafts().length === 1);
    stop.abort();
    await sharing;
    const before = here.ports.ledger.shareSecrets(here.ports.ledger.pageDrafts()[0]?.id ?? '');
    const next = await start({
      shared: here,
      ports: { pid: 2_000, isAlive: () => false },
    });
    const [result] =
      how === 'resume'
        ? await next.app.resume(undefined, false)
        : await next.app.shareItems(['/home/trip'], { copy: false, encrypt: true, password: 'pw' });
    const { share, url } = sharedOf(result);
    expect(before?.shareId).toBe(share.id);
    expect((await open(next, url, 'pw')).files['plan.txt']).toBe('first words');
    expect(next.ports.ledger.pageDrafts()).toEqual([]);
  }
});

test('a draft that is given up leaves no secrets', async () => {
  const here = await start();
  trip(here);
  const stop = new AbortController();
  const sharing = here.app.shareItems(['/home/trip'], { copy: false, encrypt: true, signal: stop.signal });
  await until(() => here.ports.ledger.pageDrafts().length === 1);
  const { id = '' } = here.ports.ledger.pageDrafts()[0] ?? {};
  expect(here.ports.ledger.shareSecrets(id)).toBeDefined();
  stop.abort();
  await sharing;
  await until(() => here.ports.ledger.pageDrafts().length === 0);
  expect([here.ports.ledger.shareSecrets(id), here.bucket.objects.size]).toEqual([undefined, 0]);
});
