// Sending by LocalSend's protocol on real sockets: to Mayfly, and to servers that answer as releases 1.17 and 1.18 of the app do.
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import tls from 'node:tls';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { generateKeyPairSync } from 'node:crypto';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Device } from '../../main/core/model/devices/device';
import { untilState } from '../../main/core/state/state';
import { rejected } from '../fakes/failing';
import { filesAmong, notUnderWine, onPosix } from '../platform';
import { volume } from '../volume';
import { askByHand, madeIdentity, nearbyDevice, type NearbyDevice } from './nearby-device';
import { smallDisk } from './small-disk';

let sender: NearbyDevice;
let receiver: NearbyDevice;
beforeEach(async () => {
  [sender, receiver] = [await nearbyDevice(), await nearbyDevice()];
});
afterEach(() => Promise.all([sender.stop(), receiver.stop()]));

const here = () => ({ host: '127.0.0.1', port: receiver.port() });
async function file(name: string, text = name): Promise<string> {
  const path = join(dirname(sender.folder), 'out', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}
const send = (paths: readonly string[], more: object = {}) =>
  sender.devices.sendToDevice({ to: here(), paths, ...more });
const got = (name: string) => readFile(join(receiver.folder, name), 'utf8');

describe('to Mayfly', () => {
  test('files and folders go, and are the same', async () => {
    await receiver.start({ alias: 'Desk' });
    const long = 'x'.repeat(3_000_000);
    await file('trip/day 1/ä.txt', long);
    await file('trip/b.txt', '');
    const folder = dirname(await file('trip/c.txt'));
    const sent = await send([join(folder, 'b.txt'), folder, await file('single.txt')]);
    expect(sent).toMatchObject({ alias: 'Desk', fileCount: 4, sentCount: 4, sizeBytes: 3_000_020 });
    expect([await got('trip/day 1/ä.txt'), await got('trip/b.txt'), await got('single.txt')]).toEqual([
      long,
      '',
      'single.txt',
    ]);
    expect(sender.store.get().nearby.sending).toMatchObject([{ alias: 'Desk', phase: 'sent', sentBytes: 3_000_020 }]);
    expect(receiver.store.get().nearby.received[0]?.files.length).toBe(4);
  });

  test('2,000 files go', async () => {
    const count = volume(2_000);
    // A real disk flushes each file, which takes longer than all else.
    const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const [from, to] = [await nearbyDevice({}, memory), await nearbyDevice({}, memory)];
    const album = join(from.folder, 'album');
    await mkdir(album, { recursive: true });
    for (let index = 0; index < count; index += 1) await writeFile(join(album, `${index}.jpg`), 'x');
    await to.start();
    await from.devices.sendToDevice({ to: { host: '127.0.0.1', port: to.port() }, paths: [album] });
    expect(filesAmong(await readdir(join(to.folder, 'album'))).length).toBe(count);
    expect(to.store.get().nearby.received[0]?.missingCount).toBe(0);
    await Promise.all([from.stop(), to.stop()]);
  }, 480_000);

  const rows = () => sender.store.get().nearby.sending;

  test('by http where that is served, and says that it is not encrypted', async () => {
    await receiver.start({ scheme: 'http' });
    await send([await file('a.txt')]);
    const to = await sender.devices.findDeviceAt(`127.0.0.1:${receiver.port()}`);
    await sender.devices.sendToDevice({ to, paths: [await file('b.txt')] });
    expect([await got('a.txt'), await got('b.txt')]).toEqual(['a.txt', 'b.txt']);
    expect(rows()).toMatchObject([{ isPlain: true }, { isPlain: true }]);
  });

  test('it is waited for somebody only once the device is there', async () => {
    const phases = new Set<string>();
    const end = sender.store.subscribe(['nearby'], () => {
      for (const { phase } of rows()) phases.add(phase);
    });
    await receiver.start();
    const to = await sender.devices.findDeviceAt(`127.0.0.1:${receiver.port()}`);
    await receiver.devices.stopDevices();
    const paths = [await file('a.txt')];
    for (const target of [to, here()])
      expect((await rejected(sender.devices.sendToDevice({ to: target, paths }))).code).toBe('device-unreachable');
    expect([...phases]).toEqual(['reaching', 'failed']);
    await receiver.start({ port: to.port, accepts: 'ask' });
    for (const target of [to, here()]) {
      const sending = rejected(sender.devices.sendToDevice({ to: target, paths }));
      await untilState(receiver.store, ['nearby'], ({ nearby }) => nearby.offer !== undefined);
      expect(rows()[0]).toMatchObject({ phase: 'asking', isPlain: false });
      await receiver.devices.declineOffer(receiver.store.get().nearby.offer?.id ?? '');
      await sending;
    }
    end();
  });

  test('with a PIN: missing, wrong, right, and one that is locked', async () => {
    await receiver.start({ pin: '4711' });
    const paths = [await file('a.txt')];
    expect((await rejected(send(paths))).code).toBe('device-pin-needed');
    expect((await rejected(send(paths, { pin: '1111' }))).code).toBe('device-pin-wrong');
    await send(paths, { pin: '4711' });
    for (const pin of ['1', '2']) await rejected(send(paths, { pin }));
    expect((await rejected(send(paths, { pin: '4711' }))).code).toBe('device-pin-locked');
    expect(await got('a.txt')).toBe('a.txt');
  });

  test('that is declined there', async () => {
    await receiver.start({ accepts: 'none' });
    const failure = await rejected(send([await file('a.txt')]));
    expect([failure.code, failure.detail.deviceName]).toEqual(['device-declined', 'Mayfly']);
    expect(sender.store.get().nearby.sending).toMatchObject([
      { phase: 'failed', failure: { code: 'device-declined' } },
    ]);
  });

  test('that is cancelled here while somebody decides there', async () => {
    await receiver.start({ accepts: 'ask' });
    const stop = new AbortController();
    const sending = rejected(send([await file('a.txt')], { signal: stop.signal }));
    await untilState(receiver.store, ['nearby'], ({ nearby }) => nearby.offer !== undefined);
    expect((await rejected(send([await file('b.txt')]))).code).toBe('device-busy');
    stop.abort();
    expect((await sending).code).toBe('cancelled');
    await untilState(receiver.store, ['nearby'], ({ nearby }) => nearby.offer === undefined);
    expect(sender.store.get().nearby.sending.map(({ name }) => name)).toEqual(['b.txt']);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['there', async () => receiver.devices.cancelReceiving(), 'device-cut-off'],
    ['here', async () => sender.devices.cancelSending(sender.store.get().nearby.sending[0]?.id ?? ''), 'cancelled'],
  ])('that is ended %s while it runs', async (_where, end, code) => {
    await receiver.start();
    const path = await file('large.bin', '');
    await truncate(path, 2 ** 34);
    const sending = rejected(send([path]));
    await untilState(receiver.store, ['nearby'], ({ nearby }) => (nearby.receiving?.receivedBytes ?? 0) > 0);
    await end();
    expect((await sending).code).toBe(code);
    await untilState(receiver.store, ['nearby'], ({ nearby }) => nearby.receiving === undefined);
    await expect.poll(() => readdir(receiver.folder)).toEqual([]);
  });

  test.runIf(notUnderWine('what is sent to a multicast group does not come back'))(
    'a device that is found announces itself, and the other answers',
    async () => {
      await receiver.start({ alias: 'Found by sound', port: 53_317 });
      await sender.start({ alias: 'Seeker', port: 53_317, accepts: 'none' });
      expect(receiver.store.get().nearby.serving?.isHeard).toBe(true);
      const to = await sender.devices.findDeviceNamed('found by', 20_000);
      expect(to.alias).toBe('Found by sound');
      expect(to).toMatchObject({ host: '127.0.0.1', port: receiver.port(), scheme: 'https', kind: 'desktop' });
      await sender.devices.sendToDevice({ to, paths: [await file('a.txt')] });
      expect(await got('a.txt')).toBe('a.txt');
      await untilState(receiver.store, ['nearby'], ({ nearby }) =>
        nearby.devices.some(({ alias }) => alias === 'Seeker'),
      );
    },
  );
});

test('a device that nobody hears is found by its address, and trusted from then on', async () => {
  await receiver.start({ alias: 'Quiet' });
  const to = await sender.devices.findDeviceAt(` 127.0.0.1:${receiver.port()}`);
  expect(to).toMatchObject({ alias: 'Quiet', host: '127.0.0.1', port: receiver.port(), scheme: 'https' });
  expect(sender.store.get().nearby.devices).toEqual([to]);
  await sender.devices.sendToDevice({ to, paths: [await file('a.txt')] });
  expect(await got('a.txt')).toBe('a.txt');
  expect((await rejected(sender.devices.findDeviceAt('Quiet'))).code).toBe('device-not-found');
  expect((await rejected(sender.devices.findDeviceAt('127.0.0.1:9'))).code).toBe('device-unreachable');
});

test('a name is one device, or none is sent to', async () => {
  await sender.start({ accepts: 'none' });
  expect((await rejected(sender.devices.findDeviceNamed('Nobody at all', 300))).code).toBe('device-not-found');
  const [one, other] = ['A1', 'B2'].map((first) => first.repeat(32));
  const said = { version: '2.1', port: 1, protocol: 'http', alias: 'Twins of a test' };
  for (const fingerprint of [one, other]) {
    await askByHand(sender.port(), '/api/localsend/v2/register', { body: JSON.stringify({ ...said, fingerprint }) });
  }
  expect((await rejected(sender.devices.findDeviceNamed('Twins of a test', 300))).code).toBe('device-ambiguous');
});

const { path: disk, isMounted } = smallDisk('24m');

describe.runIf(isMounted)(`a small disk${isMounted ? '' : ' (left out: nobody here may mount one)'}`, () => {
  const codes = () =>
    receiver.store
      .get()
      .notices.map(({ content }) => (content.kind === 'failure' ? content.failure.code : content.kind));

  test('takes no offer that it has no room for', async () => {
    await receiver.start({ folder: join(disk, 'a') });
    expect((await rejected(send([await file('a', 'x'.repeat(9_000_000))]))).code).toBe('device-failed');
    expect(codes()).toEqual(['disk-full']);
  });

  test('that becomes full meanwhile keeps whole files, and nothing of the others', async () => {
    await receiver.start({ folder: join(disk, 'b'), accepts: 'ask' });
    const sending = rejected(send([await file('a', 'x'.repeat(5_000_000)), await file('b', 'b')]));
    await untilState(receiver.store, ['nearby'], ({ nearby }) => nearby.offer !== undefined);
    await writeFile(join(disk, 'filling'), Buffer.alloc(21_000_000));
    await receiver.devices.acceptOffer(receiver.store.get().nearby.offer?.id ?? '');
    expect((await sending).code).toBe('device-failed');
    expect(codes()).toContain('disk-full');
    await expect.poll(async () => (await readdir(join(disk, 'b'))).filter((name) => name !== 'b')).toEqual([]);
  });
});

describe('what cannot be sent', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['a file that is not there', async () => '/no/such/file', 'file-missing'],
    ['an empty folder', async () => dirname(await file('x')).replace(/out$/, 'empty'), 'folder-empty'],
  ])('%s', async (_what, path, code) => {
    await mkdir(join(dirname(sender.folder), 'empty'), { recursive: true });
    await receiver.start();
    expect((await rejected(send([await path()]))).code).toBe(code);
    expect(sender.store.get().nearby.sending).toMatchObject([{ phase: 'failed' }]);
  });

  test.runIf(onPosix('symbolic links for everybody'))('a link that was not meant', async () => {
    await receiver.start();
    const link = join(dirname(await file('secret')), 'link');
    await symlink('secret', link);
    Object.assign(sender.ports, { mayFollow: async () => false });
    expect((await rejected(send([link]))).code).toBe('cancelled');
  });

  test('anything to where nobody is', async () => {
    await receiver.start();
    const to = here();
    await receiver.devices.stopDevices();
    const failure = await rejected(sender.devices.sendToDevice({ to, paths: [await file('a')] }));
    expect([failure.code, failure.detail.deviceName]).toEqual(['device-unreachable', '127.0.0.1']);
  });
});

describe('to a server that answers by hand', () => {
  const identity = madeIdentity();
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    server = undefined;
  });
  const seen: string[] = [];
  async function serve(listener: RequestListener, scheme: 'https' | 'http' = 'https', by = identity): Promise<Device> {
    const shown = { cert: by.certificate, key: by.privateKey, requestCert: true, rejectUnauthorized: false };
    seen.length = 0;
    const noting: RequestListener = (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      listener(request, response);
    };
    const made = scheme === 'https' ? createHttps(shown, noting) : createHttp(noting);
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    const { port } = made.address() as AddressInfo;
    const place = { host: '127.0.0.1', port, scheme } as const;
    return { ...place, alias: 'Pixel', kind: 'mobile', version: '2.1', fingerprint: identity.fingerprint, seenAtMs: 0 };
  }
  const answering =
    (answers: Readonly<Record<string, readonly [status: number, json?: object]>>): RequestListener =>
    (request, response) => {
      const path = (request.url ?? '').replace(/^.*\/v2\/|\?.*$/g, '');
      const [status, json] = answers[path] ?? [404];
      request
        .resume()
        .once('end', () => response.writeHead(status).end(json === undefined ? '' : JSON.stringify(json)));
    };
  const accepted = [200, { sessionId: 's', files: { f0: 't0', f1: 't1' } }] as const;
  const sendTo = async (to: Device, ...names: string[]) =>
    sender.devices.sendToDevice({ to, paths: await Promise.all(names.map((name) => file(name))) });

  test('no byte goes to another certificate than the announced one', async () => {
    const to = await serve(answering({}));
    const failure = await rejected(sendTo({ ...to, fingerprint: 'AB'.repeat(32) }, 'a'));
    expect([failure.code, seen]).toEqual(['device-changed', []]);
  });

  test('no byte goes to who shows no certificate and says that of another', async () => {
    const { DEFAULT_CIPHERS, DEFAULT_MAX_VERSION } = tls;
    onTestFinished(() => void Object.assign(tls, { DEFAULT_CIPHERS, DEFAULT_MAX_VERSION }));
    // TLS without certificates: no Node does that unless its user says so.
    Object.assign(tls, { DEFAULT_CIPHERS: 'aNULL:@SECLEVEL=0', DEFAULT_MAX_VERSION: 'TLSv1.2' });
    const info = { alias: 'Pixel', version: '2.1', fingerprint: identity.fingerprint };
    const thief = { ...identity, certificate: '', privateKey: '' };
    const { host, port } = await serve(answering({ register: [200, info] }), 'https', thief);
    const failure = await rejected(sender.devices.findDeviceAt(`${host}:${port}`));
    expect([failure.code, seen]).toEqual(['device-changed', []]);
  });

  test('a name that had another certificate is refused, until its address is typed', async () => {
    const to = await serve(answering({ 'prepare-upload': accepted, upload: [200] }));
    await sendTo(to, 'a');
    server?.close();
    const other = madeIdentity(generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey);
    const info = { alias: 'Pixel', version: '2.1', fingerprint: other.fingerprint };
    const answers = { register: [200, info], 'prepare-upload': accepted, upload: [200] } as const;
    const changed = { ...(await serve(answering(answers), 'https', other)), fingerprint: other.fingerprint };
    expect((await rejected(sendTo(changed, 'a'))).code).toBe('device-changed');
    const { host, port } = changed;
    await sender.devices.sendToDevice({ to: { host, port }, paths: [await file('a')] });
    expect((await sendTo(changed, 'a')).sentCount).toBe(1);
  });

  test('a name that had a certificate is refused without one', async () => {
    const answers = { 'prepare-upload': accepted, upload: [200] } as const;
    const to = await serve(answering(answers));
    await sendTo(to, 'a');
    server?.close();
    // Its fingerprint is announced, so anybody can say it.
    const thief = { ...(await serve(answering(answers), 'http')), fingerprint: to.fingerprint };
    seen.length = 0;
    expect([(await rejected(sendTo(thief, 'a'))).code, seen]).toEqual(['device-changed', []]);
  });

  test('a file without a token is not wanted', async () => {
    const some = [200, { sessionId: 's', files: { f1: 't1' } }] as const;
    const to = await serve(answering({ 'prepare-upload': some, upload: [200] }));
    expect(await sendTo(to, 'a', 'b')).toMatchObject({ fileCount: 2, sentCount: 1 });
    expect(seen.filter((line) => line.includes('/upload'))).toEqual([
      'POST /api/localsend/v2/upload?sessionId=s&fileId=f1&token=t1',
    ]);
  });

  test.each<[string, Readonly<Record<string, readonly [number, object?]>>, string]>([
    ['204 to a file is no success', { 'prepare-upload': accepted, upload: [204] }, 'device-failed'],
    ['403 to a file: somebody ended it', { 'prepare-upload': accepted, upload: [403] }, 'device-cut-off'],
    ['no redirect is followed', { 'prepare-upload': [302] }, 'device-failed'],
    ['an answer without a session', { 'prepare-upload': [200, {}] }, 'device-failed'],
    ['409 before the PIN, as 1.17 answers', { 'prepare-upload': [409] }, 'device-busy'],
    ['401 before the session, as 1.18 answers', { 'prepare-upload': [401] }, 'device-pin-needed'],
    ['a disk that is full', { 'prepare-upload': [500] }, 'device-failed'],
  ])('%s', async (_what, answers, code) => {
    expect((await rejected(sendTo(await serve(answering(answers)), 'a'))).code).toBe(code);
  });

  test('204 to an offer: nothing is wanted', async () => {
    expect(await sendTo(await serve(answering({ 'prepare-upload': [204] })), 'a')).toMatchObject({ sentCount: 0 });
  });

  test('a file that became shorter is no file that was sent', async () => {
    const path = await file('a', 'x'.repeat(2_000_000));
    const to = await serve((request, response) => {
      request.resume().once('end', () => {
        response.end(JSON.stringify({ sessionId: 's', files: { f0: 't' } }));
      });
      if (request.url?.includes('prepare') === true) void truncate(path, 1);
    });
    expect((await rejected(sender.devices.sendToDevice({ to, paths: [path] }))).code).toMatch(/^file-changed$/);
  });

  test('an endless answer is cut', async () => {
    const to = await serve((request, response) => {
      request.resume();
      const write = () => void (response.destroyed || response.write('x'.repeat(1_000_000), () => setImmediate(write)));
      write();
    });
    expect((await rejected(sendTo(to, 'a'))).code).toBe('device-failed');
  });
});
