// The bucket on this computer in its network: off until asked, and links carry an address that others reach.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { createReach } from '../../../main/core/reach/reach';
import type { Share } from '../../../main/core/model/share';
import { settle, until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();
afterEach(() => void vi.useRealTimers());
const start = async (addresses: readonly string[], options?: Start) => {
  const started = await startOne({
    fresh: true,
    ...options,
    prepare({ network, bucketHost }) {
      network.have(addresses);
      for (const address of [...addresses, '10.1.1.7']) bucketHost.network.set(address, 'listening');
    },
  });
  started.files.put('/home/a.txt', 'abc');
  return started;
};
const shared = async ({ app }: RunningApp, options = {}): Promise<{ readonly url: string; readonly share: Share }> => {
  const [result] = await app.shareItems(['/home/a.txt'], { copy: false, ...options });
  if (result?.ok !== true) throw new Error('nothing was shared');
  return result.shared;
};
/** The host of links that open on this computer only, in memory. */
const here = 'memory.example';
const hostOf = (url: string) => new URL(url).hostname;

test('is off until somebody asks: no address is looked up, and links open on this computer', async () => {
  const one = await start(['192.168.1.5']);
  const { url, share } = await shared(one);
  expect([hostOf(url), share.linkEndpoint, share.encryption]).toEqual([here, undefined, undefined]);
  expect([one.bucketHost.opened, one.app.store.get().reach.isOn]).toEqual([[], false]);
});

describe('switched on', () => {
  test('it opens at the private addresses, is remembered, and links carry the first and are encrypted', async () => {
    const one = await start(['192.168.1.5', 'fd00::5', '203.0.113.9']);
    await one.app.openOnNetwork(true);
    expect(one.bucketHost.opened).toEqual([['192.168.1.5', 'fd00::5']]);
    expect(one.ports.ledger.settings().opensOnNetwork).toBe(true);
    const { url, share } = await shared(one);
    expect([hostOf(url), share.encryption, share.verified]).toEqual(['192.168.1.5', 'link', true]);
    expect(new URL(share.linkEndpoint ?? '').hostname).toBe('192.168.1.5');
  });

  test('what is shared is not encrypted where somebody asks for that', async () => {
    const one = await start(['192.168.1.5']);
    await one.app.openOnNetwork(true);
    const { url, share } = await shared(one, { encrypt: false });
    expect([share.encryption, one.server.get(url).body.toString()]).toEqual([undefined, 'abc']);
  });

  test('a public address is opened once somebody agreed to that one', async () => {
    const one = await start(['192.168.1.5', '203.0.113.9']);
    await one.app.openOnNetwork(true, { '203.0.113.9': true });
    expect(one.bucketHost.opened).toEqual([['192.168.1.5', '203.0.113.9']]);
    expect(one.app.store.get().reach.origin).toMatch(/^http:\/\/192\.168\.1\.5:/);
  });

  test('another start opens it again, before its first link', async () => {
    const first = await start(['192.168.1.5']);
    await first.app.openOnNetwork(true);
    const { clock, server, secrets, files, ledgerFile } = first;
    const second = await start(['192.168.1.5'], { shared: { clock, server, secrets, files, ledgerFile } });
    expect(hostOf((await shared(second)).url)).toBe('192.168.1.5');
  });

  test.each([
    ['no network', [], undefined, { kind: 'no-network' }],
    [
      'a firewall',
      ['192.168.1.5'],
      'ufw',
      { kind: 'firewall', firewall: 'ufw', command: expect.stringMatching(/^sudo ufw allow \d+\/tcp$/) },
    ],
  ] as const)('%s keeps links from opening, which the state says', async (_name, addresses, firewall, obstacle) => {
    const one = await start(addresses);
    one.network.firewall = firewall;
    await one.app.openOnNetwork(true);
    expect(one.app.store.get().reach.obstacle).toEqual(obstacle);
    const { url } = await shared(one);
    expect(hostOf(url)).toBe(addresses[0] ?? here);
  });

  test('an address whose port another program has is left out', async () => {
    const one = await start(['192.168.1.5', '10.0.0.5']);
    one.bucketHost.network.set('192.168.1.5', 'in-use');
    await one.app.openOnNetwork(true);
    expect(hostOf((await shared(one)).url)).toBe('10.0.0.5');
  });

  test('switched off it closes to the network, and a link that is copied again opens here', async () => {
    const one = await start(['192.168.1.5']);
    await one.app.openOnNetwork(true);
    const { share } = await shared(one);
    await one.app.openOnNetwork(false);
    expect(one.bucketHost.opened.at(-1)).toEqual([]);
    expect(one.app.store.get().reach).toMatchObject({ isOn: false, listening: [] });
    const again = await one.app.freshLink(share.id);
    expect([hostOf(again.url), again.share.linkEndpoint]).toEqual([here, undefined]);
    expect(one.server.get(again.url.split('#')[0] ?? '').status).toBe(200);
  });
});

// It was called closed, and stayed open.
test('a bucket that does not answer when it is to be closed is not called closed, and is told again', async () => {
  const one = await start(['192.168.1.5']);
  vi.useFakeTimers({ toFake: ['setInterval'] });
  await one.app.openOnNetwork(true);
  const listenOn = one.bucketHost.listenOn.bind(one.bucketHost);
  Object.assign(one.bucketHost, { listenOn: () => Promise.reject(new Failure('bucket-data-unusable')) });
  await one.app.openOnNetwork(false);
  expect(one.app.store.get().reach.isOn).toBe(true);
  Object.assign(one.bucketHost, { listenOn });
  await vi.advanceTimersByTimeAsync(3_000);
  vi.useRealTimers();
  await until(() => !one.app.store.get().reach.isOn);
  expect(one.bucketHost.opened.at(-1)).toEqual([]);
});

// The look every three seconds named the port of the first start.
test('a bucket that serves on another port by now stays at that one', async () => {
  const one = await start(['192.168.1.5']);
  vi.useFakeTimers({ toFake: ['setInterval'] });
  await one.app.openOnNetwork(true);
  const portOf = () => new URL(one.app.store.get().reach.origin ?? '').port;
  const former = portOf();
  await one.bucketHost.withdraw();
  one.bucketHost.takenPorts.add(Number(former));
  await shared(one);
  const port = portOf();
  one.network.have(['10.1.1.7']);
  await vi.advanceTimersByTimeAsync(3_000);
  vi.useRealTimers();
  await until(() => one.app.store.get().reach.origin?.includes('10.1.1.7') === true);
  expect([port === former, portOf()]).toEqual([false, port]);
});

describe('another address', () => {
  test('is found within three seconds; a link that is copied again has it, with the same end', async () => {
    const one = await start(['192.168.1.5']);
    await one.app.openOnNetwork(true);
    const { share } = await shared(one);
    // It stays open for twenty seconds.
    one.app.warmUp();
    await settle();
    vi.useFakeTimers({ toFake: ['setInterval'] });
    await one.app.openOnNetwork(false);
    await one.app.openOnNetwork(true);
    one.network.have(['10.1.1.7']);
    await vi.advanceTimersByTimeAsync(3_000);
    vi.useRealTimers();
    await until(() => one.app.store.get().reach.origin?.includes('10.1.1.7') === true);
    expect(one.bucketHost.opened.at(-1)).toEqual(['10.1.1.7']);
    const again = await one.app.freshLink(share.id);
    expect([hostOf(again.url), again.share.expiresAtMs]).toEqual(['10.1.1.7', share.expiresAtMs]);
    expect(again.share.key).not.toBe(share.key);
  });
});

describe('for the time of one process', () => {
  test('it is open while that runs, in the eyes of all processes, and the setting stays', async () => {
    const isAlive = vi.fn<(pid: number) => boolean>((pid) => pid === 1_000);
    const one = await start(['192.168.1.5'], { ports: { isAlive } });
    await one.app.openOnNetworkForNow();
    expect(hostOf((await shared(one)).url)).toBe('192.168.1.5');
    const { clock, server, secrets, files, ledgerFile } = one;
    const other = await start(['192.168.1.5'], {
      shared: { clock, server, secrets, files, ledgerFile },
      ports: { isAlive },
    });
    expect(hostOf((await shared(other)).url)).toBe('192.168.1.5');
    isAlive.mockReturnValue(false);
    expect(hostOf((await shared(other)).url)).toBe(here);
    expect(one.ports.ledger.settings().opensOnNetwork).toBe(false);
  });
});

describe('a file request', () => {
  test('gets its page written anew for the address of now, under the same link’s end', async () => {
    const one = await start(['192.168.1.5']);
    await one.app.openOnNetwork(true);
    const { request, url } = await one.app.requestFiles({ title: 'Photos', isOnce: false });
    expect([hostOf(url), request.recipient === undefined]).toEqual(['192.168.1.5', false]);
    one.network.have(['10.1.1.7']);
    await one.app.openOnNetwork(true);
    await one.app.lookAfterRequests();
    const kept = one.ports.ledger.fileRequest(request.id);
    expect([hostOf(kept?.linkEndpoint ?? ''), kept?.expiresAtMs]).toEqual(['10.1.1.7', request.expiresAtMs]);
    const written = await one.app.requestLink(request.id);
    expect([hostOf(written.url), one.server.get(written.url.split('#')[0] ?? '').status]).toEqual(['10.1.1.7', 200]);
  });
});

test('two commands that begin at the same moment both keep it open for their time', async () => {
  const { ports, app } = await start(['192.168.1.5']);
  const beside = { ...ports, isAlive: () => true };
  const second = createReach({ ...beside, pid: 2_000 }, app.store);
  let isAlone = false;
  let began = false;
  // Another process writes between a read and a write, where no transaction keeps it from that.
  const ledger: typeof ports.ledger = {
    ...ports.ledger,
    together(action) {
      isAlone = true;
      return ports.ledger.together(action);
    },
    value(name) {
      const read = ports.ledger.value(name);
      if (!isAlone && !began) {
        began = true;
        second.wantForNow();
      }
      return read;
    },
  };
  const first = createReach({ ...beside, ledger, pid: 1_000 }, app.store);
  first.wantForNow();
  if (!began) second.wantForNow();
  await first.end();
  expect(second.isWanted()).toBe(true);
});
