// Planted secrets go through the whole flow on real parts and are then looked for in everything that stays behind.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFiles } from '../../../main/adapters/files/files';
import { openLedger } from '../../../main/adapters/ledger/ledger';
import { createLinkProbe } from '../../../main/adapters/network/link-probe';
import { createLog } from '../../../main/adapters/files/log';
import { directNetwork } from '../../../main/adapters/network/network';
import { createNetworkedStores } from '../../../main/adapters/s3/object-store';
import { createTempFiles } from '../../../main/adapters/files/temp-files';
import { createApp } from '../../../main/core/app/compose';
import { Failure } from '../../../main/core/model/failure';
import { startLocalBucket, type LocalBucket } from '../../../main/local-bucket/server/server';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { builtBodyThreads } from '../../fakes/built-body-threads';
import { createTestPorts, type TestPorts } from '../../fakes/test-ports';
import { onPosix } from '../../platform';

const secret = 'CANARY/secret+access=key0123456789abcdef';
const token = 'CANARYsessiontoken';
const place = mkdtempSync(join(tmpdir(), 'mayfly-canary-'));
const profileDir = join(place, 'profile');

let bucket: LocalBucket;
let twins: TestPorts;
const copied: string[] = [];
const states: string[] = [];

/** Every byte that the profile keeps. */
function kept(folder = profileDir): Buffer {
  return Buffer.concat(
    readdirSync(folder).map((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? kept(path) : readFileSync(path);
    }),
  );
}

/** A text as it may hide: as it is, in a URL, in base64 at each alignment, in UTF-16. */
const disguises = (text: string): readonly Buffer[] => [
  Buffer.from(text),
  Buffer.from(encodeURIComponent(text)),
  Buffer.from(text, 'utf16le'),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.from('x'.repeat(shift) + text)
        .toString('base64')
        .slice(shift === 0 ? 0 : 4, -4),
    ),
  ),
];
const found = (haystack: Buffer, text: string) => disguises(text).some((needle) => haystack.includes(needle));

beforeAll(async () => {
  const keys = { accessKeyId: 'AKIDCANARY', secretAccessKey: secret };
  bucket = await startLocalBucket({
    dataDir: join(place, 'data'),
    bucket: 'files',
    region: 'us-east-1',
    port: 0,
    ...keys,
  });
  const files = createFiles();
  const bodies = builtBodyThreads();
  const openObjectStore = createNetworkedStores(Date.now, directNetwork, undefined, bodies.openSender);
  const log = createLog(profileDir);
  twins = createTestPorts({
    clock: Date.now,
    files,
    openObjectStore,
    engine: createLocalEngine({
      clock: Date.now,
      files,
      openObjectStore,
      random: Math.random,
      bodies,
    }),
    probe: createLinkProbe(),
    ledger: openLedger(profileDir).ledger,
    log,
    tempFiles: createTempFiles(join(profileDir, 'clipboard')),
  });
  const app = createApp(twins.ports, { stays: true });
  const text = (_name: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  app.store.subscribe('all', (state) => void states.push(JSON.stringify(state, text)));
  await app.start();

  const draft = {
    name: 'Work',
    provider: 'other',
    endpoint: bucket.endpoint,
    bucket: 'files',
    region: '',
    addressing: 'automatic',
  } as const;
  await app.testConnection({ ...draft, accessKeyId: keys.accessKeyId, secretAccessKey: `${secret}-wrong` });
  const connection = await app.saveConnection({ ...draft, ...keys, sessionToken: token }, false);
  // The bucket knows no tokens: the request with one is refused, which is a flow of its own.
  await app.testKnown(connection.id).catch(() => undefined);
  await app.saveConnection({ ...draft, ...keys, id: connection.id }, false);

  const [small, large] = [join(place, 'small.txt'), join(place, 'large.bin')];
  writeFileSync(small, 'small');
  writeFileSync(large, Buffer.alloc(20 * 1_048_576, 'large'));
  await app.shareItems([small, large, join(place, 'nothing')], { copy: true, page: 'never' });
  await app.shareItems([small, large], { copy: true, title: 'A page', message: 'for you' });
  // The links in a page are secrets as well, and they are on no clipboard.
  const [page = ''] = twins.clipboard.written.slice(-1);
  const html = await (await fetch(page)).text();
  const inner = Array.from(html.matchAll(/href="([^"]+)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'));
  copied.push(...inner.map((href) => new URL(href, page).href));
  for (const { id } of app.store.get().shares) {
    await app.copyLink(id);
    await app.extend(id, 600, { copy: true });
    app.keepAlive(id, Date.now() + 90_000_000);
  }
  await app.removeFromHistory(app.store.get().shares.at(-1)?.id ?? '');
  await app.revoke(app.store.get().shares[0]?.id ?? '');
  twins.clipboard.content = { kind: 'text', text: 'shared text' };
  await app.shareClipboard();

  const stranger = { accessKeyId: keys.accessKeyId, secretAccessKey: `${secret}-wrong` };
  const ephemeral = { kind: 'ephemeral', connection, credentials: stranger } as const;
  await app.shareItems([small], { copy: true, connection: ephemeral });
  const [link = ''] = twins.clipboard.written;
  log.error('a library failed', Object.assign(new Error(`GET ${link} with ${JSON.stringify(keys)}`), { config: keys }));
  log.error('sharing failed', new Failure('unexpected', {}, new Error(`Authorization: ${secret}; url ${link}`)));
  log.info(`fetching ${link}`);
  copied.push(...twins.clipboard.written.flatMap((text) => text.split('\n')));
  await app.stop();
});

afterAll(async () => {
  await bucket.close();
  rmSync(place, { recursive: true, force: true });
});

describe('the search itself', () => {
  test.each([
    Buffer.from(`x${secret}y`),
    Buffer.from(encodeURIComponent(secret)),
    Buffer.from(`x${secret}y`, 'utf16le'),
    Buffer.from(Buffer.from(`${secret}yyyy`).toString('base64')),
    Buffer.from(Buffer.from(`x${secret}yyyy`).toString('base64')),
    Buffer.from(Buffer.from(`xx${secret}yyyy`).toString('base64')),
  ])('finds a planted leak', (haystack) => {
    expect(found(haystack, secret)).toBe(true);
  });

  test('had something to look at: links, rows, lines and states', () => {
    expect(copied.length).toBeGreaterThanOrEqual(8);
    expect(copied.every((link) => link.includes('X-Amz-Signature='))).toBe(true);
    const bytes = kept();
    for (const text of ['small.txt', 'A page', 'a library failed', 'sharing failed', 'fetching', '127.0.0.1'])
      expect(bytes.includes(text)).toBe(true);
    expect(states.length).toBeGreaterThan(20);
  });
});

describe('nothing that stays on this disk', () => {
  test.each([secret, token, 'AKIDCANARY'])('holds %s', (text) => {
    expect(found(kept(), text)).toBe(false);
  });

  test('holds a signature or a link', () => {
    const bytes = kept();
    const signatures = copied.map((link) => /X-Amz-Signature=([0-9a-f]+)/.exec(link)?.[1] ?? '');
    expect(signatures.every((signature) => signature.length === 64)).toBe(true);
    for (const text of [...signatures, ...copied]) expect(found(bytes, text)).toBe(false);
    expect(/X-Amz-(Signature|Credential)=[^…]/.test(bytes.toString('latin1'))).toBe(false);
  });

  test.runIf(onPosix('file modes'))('is readable by others', () => {
    const modes = (folder: string): readonly number[] =>
      readdirSync(folder).flatMap((name) => {
        const info = statSync(join(folder, name));
        return [info.mode & 0o077, ...(info.isDirectory() ? modes(join(folder, name)) : [])];
      });
    expect(new Set([statSync(profileDir).mode & 0o077, ...modes(profileDir)])).toEqual(new Set([0]));
  });

  test('is a text of the clipboard', () => {
    expect(kept().includes('shared text')).toBe(false);
  });
});

test('no state that a window could be shown holds a secret or a link', () => {
  const all = Buffer.from(states.join('\n'));
  for (const text of [secret, token, 'AKIDCANARY', 'X-Amz-Signature']) expect(found(all, text)).toBe(false);
});

test('no notification does', () => {
  const all = Buffer.from(JSON.stringify(twins.shown));
  expect(twins.shown.length).toBeGreaterThan(0);
  for (const text of [secret, token, 'X-Amz-Signature', bucket.endpoint]) expect(found(all, text)).toBe(false);
});
