// A server's certificate is trusted for what it is, by whom it is meant to be, and for nothing else; what is wrong is told.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile, execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { readAuthorities } from '../../main/adapters/network/certificate-authorities';
import { directNetwork } from '../../main/adapters/network/network';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import type { FailureCode, FailureDetail } from '../../main/core/model/failure';
import { bundleForNode } from '../fakes/bundle';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { createAuthority, selfSigned, type Certified } from './certificates';
import { answer, startScripted, type ScriptedServer } from './scripted-server';
import { operations } from './store-operations';

const dayMs = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'mayfly-authorities-'));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const authority = createAuthority();
const other = createAuthority();
const names = ['127.0.0.1', 'localhost', '::1'];
const certified = {
  good: authority.issue({ names }),
  expired: authority.issue({ names, fromMs: Date.now() - 9 * dayMs, untilMs: Date.now() - dayMs }),
  ofTomorrow: authority.issue({ names, fromMs: Date.now() + dayMs, untilMs: Date.now() + 9 * dayMs }),
  ofAnotherHost: authority.issue({ names: ['files.example.com'] }),
  ofTheHostAlone: authority.issue({ names: ['localhost'] }),
  self: selfSigned(names),
} satisfies Readonly<Record<string, Certified>>;
type Kind = keyof typeof certified;

const ownFile = file('own.pem', `some words before it\n${authority.cert}`);
const otherFile = file('other.pem', other.cert);
const selfFile = file('self.pem', certified.self.cert);

const servers = new Map<Kind, ScriptedServer>();
beforeAll(async () => {
  for (const kind of Object.keys(certified) as Kind[]) {
    const server = await startScripted(https.createServer(certified[kind]));
    server.script = answer(200, '<ListBucketResult><Name>files</Name></ListBucketResult>', { etag: '"e"' });
    servers.set(kind, server);
  }
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  rmSync(folder, { recursive: true });
});

const connectionTo = (kind: Kind, caFile?: string, host = '127.0.0.1') => ({
  ...sampleConnection,
  endpoint: `https://${host}:${servers.get(kind)?.port}`,
  ...(caFile !== undefined && { caFile }),
});

async function ending(kind: Kind, name: 'put' | 'checkBucket', caFile?: string) {
  const store = await createNetworkedStores(Date.now, directNetwork)(connectionTo(kind, caFile), sampleCredentials);
  try {
    await operations[name](store);
    return undefined;
  } catch (error) {
    return error as { readonly code: FailureCode; readonly detail: FailureDetail };
  } finally {
    store.close();
  }
}

const unknown = 'it is signed by an unknown authority';
describe.each(['put', 'checkBucket'] as const)('%s, with a certificate', (name) => {
  test.each<[what: string, kind: Kind, caFile: string | undefined, code: FailureCode | undefined, reason?: string]>([
    ['of an unknown authority', 'good', undefined, 'tls-untrusted', unknown],
    ['of an authority that is not in the file', 'good', otherFile, 'tls-untrusted', unknown],
    ['of the authority in the file', 'good', ownFile, undefined],
    ['of its own', 'self', undefined, 'tls-untrusted', 'it is self-signed'],
    ['of its own, in the file', 'self', selfFile, undefined],
    ['that has expired', 'expired', ownFile, 'tls-expired'],
    ['that is of tomorrow', 'ofTomorrow', ownFile, 'tls-expired', 'it is not valid yet'],
    ['of another host', 'ofAnotherHost', ownFile, 'tls-wrong-host'],
  ])('%s', async (_what, kind, caFile, code, reason) => {
    const before = servers.get(kind)?.seen.length ?? 0;
    const failure = await ending(kind, name, caFile);
    expect([failure?.code, failure?.detail.reason]).toEqual([code, reason]);
    if (code === undefined) return;
    // Nothing was sent, and what was shown can be compared.
    expect(servers.get(kind)?.seen.length).toBe(before);
    expect(failure?.detail.fingerprint).toBe(new X509Certificate(certified[kind].cert).fingerprint256);
  });
});

test('with the bucket before the host, which its certificate does not cover, the addressing is what is wrong', async () => {
  const connection = { ...connectionTo('ofTheHostAlone', ownFile, 'localhost'), addressing: 'virtual-host' as const };
  const store = await createNetworkedStores(Date.now, directNetwork)(connection, sampleCredentials);
  for (const name of ['put', 'checkBucket'] as const) {
    expect(await rejected(operations[name](store))).toMatchObject({ code: 'addressing-wrong' });
  }
  store.close();
});

test('a link is opened with the authority of its connection, and another connection’s is no help', async () => {
  const probe = createLinkProbe();
  const url = `https://localhost:${servers.get('good')?.port}/files/k`;
  expect((await probe.ask(url, { caFile: ownFile })).status).toBe(200);
  expect(await rejected(probe.ask(url))).toMatchObject({ code: 'tls-untrusted' });
  expect(await rejected(probe.ask(url, { caFile: otherFile }))).toMatchObject({ code: 'tls-untrusted' });
  expect((await probe.ask(url, { caFile: ownFile })).status).toBe(200);
});

// Node takes the usual authorities from OpenSSL's file there, in place of its own, which sign no server of a test.
test('the usual authorities are trusted beside those of a file', async () => {
  const child = pathToFileURL(await bundleForNode('main/adapters/network/certificate-authorities.ts')).href;
  const program = `import { connect } from 'node:tls';
    const { trusting } = await import(${JSON.stringify(child)});
    const trusted = await trusting(${JSON.stringify(otherFile)});
    const server = { host: '127.0.0.1', port: ${servers.get('good')?.port}, servername: '', secureContext: trusted() };
    const socket = connect(server, () => socket.end()).on('error', (error) => console.log(error.code));`;
  const args = ['--use-openssl-ca', '--input-type=module', '-e', program];
  const outputWith = async (SSL_CERT_FILE: string) =>
    (await promisify(execFile)(process.execPath, args, { env: { ...process.env, SSL_CERT_FILE } })).stdout.trim();
  expect(await outputWith(ownFile)).toBe('');
  expect(await outputWith(otherFile)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
});

describe('a file with authorities', () => {
  const damaged = authority.cert.replace(/[A-Za-z0-9]{20}/, 'A'.repeat(20));
  test.each([
    ['that is not there', join(folder, 'none.pem'), 'it is not there'],
    ['that is a folder', folder, 'it is a folder'],
    ['without a certificate', file('empty.pem', 'nothing'), 'it holds no certificate'],
    ['with a key instead', file('key.pem', certified.good.key), 'it holds no certificate'],
    ['with a damaged one', file('damaged.pem', `${authority.cert}${damaged}`), 'one of its certificates is damaged'],
    ['that is far too large', file('large.pem', `${authority.cert}${' '.repeat(1_048_576)}`), 'it is too large'],
  ])('%s is said to be', async (_what, path, reason) => {
    const opening = createNetworkedStores(Date.now, directNetwork)(connectionTo('good', path), sampleCredentials);
    expect(await rejected(Promise.resolve(opening))).toMatchObject({ code: 'ca-file-unusable', detail: { reason } });
  });

  // Once a pipe held the process up beyond SIGTERM, and /dev/zero took 520 MB.
  test.runIf(process.platform !== 'win32')(
    'is never waited for, and never takes more than its largest size',
    async () => {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const listening = createServer().listen(join(folder, 'socket'));
      await once(listening, 'listening');
      const usedBytes = process.memoryUsage().rss;
      for (const path of [pipe, '/dev/zero', '/dev/tty', join(folder, 'socket')]) {
        const { code, detail } = await rejected(readAuthorities(path));
        expect([code, detail.reason]).toEqual(['ca-file-unusable', 'it is no ordinary file']);
      }
      expect(process.memoryUsage().rss - usedBytes).toBeLessThan(64 * 1_048_576);
      listening.close();
    },
  );
});
