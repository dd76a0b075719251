// A link that nobody could ask about is proven later, and never called proven, gone or broken before somebody answered.
import { describe, expect, test } from 'vitest';
import { createBackOff } from '../../../main/core/async/backoff';
import { createKeyedMutex } from '../../../main/core/async/keyed-mutex';
import { verifyWork } from '../../../main/core/history/verify-unproven';
import { tryWorks } from '../../../main/core/given/given';
import { connectionSaved } from '../../../main/core/state/rules/app-state';
import { Failure } from '../../../main/core/model/failure';
import type { Share } from '../../../main/core/model/share';
import type { ProbeAnswer } from '../../../main/core/ports/object-store';
import { newYearMs, sampleConnection, sampleItem, sampleShare } from '../../fakes/samples';
import { openShares } from '../given/open-shares';

const week = 604_800_000;

/** Verification of these shares; every link is answered with `answer`, or nobody answers. */
function verification(
  shares: readonly Partial<Share>[],
  answer: ProbeAnswer | Failure = { status: 206, sizeBytes: 1_234 },
) {
  const asked: { url: URL; of: unknown }[] = [];
  const world = { answer, reachable: true, meanwhile: () => undefined as void, whileAsked: () => undefined as void };
  const looked: string[] = [];
  const twins = openShares(sampleConnection, {
    probe: {
      async ask(url, of) {
        asked.push({ url: new URL(url), of });
        world.whileAsked();
        if (world.answer instanceof Failure) throw world.answer;
        return world.answer;
      },
    },
    isReachable: async (endpoint) => {
      looked.push(endpoint);
      world.meanwhile();
      return world.reachable;
    },
  });
  const { ports, known, clock } = twins;
  for (const change of shares) ports.ledger.saveShare({ ...sampleShare, verified: false, ...change });
  const told: unknown[] = [];
  const backOff = createBackOff(clock.now);
  const tell = (notice: unknown) => void told.push(notice);
  const { store, log } = twins;
  store.apply(connectionSaved(sampleConnection, 'keychain'));
  const round = { store, mutex: createKeyedMutex(), backOff, log, tell, now: clock.now };
  const verify = () => tryWorks(round, [verifyWork({ ports, store, known, now: clock.now })]);
  const saved = (id = sampleShare.id) => ports.ledger.share(id);
  return { ...twins, verify, asked, world, looked, told, backOff, saved };
}

test('a share of which another process makes a page meanwhile stays that page', async () => {
  const { verify, world, saved, ports } = verification([{}]);
  const page: Share = { ...sampleShare, kind: 'page', key: 'p/new/index.html', fileCount: 2, verified: true };
  world.whileAsked = () => ports.ledger.saveShare(page);
  await verify();
  expect(saved()).toEqual(page);
});

test('a link that opens is proven, once', async () => {
  const { verify, asked, saved, store, told } = verification([{}]);
  await verify();
  await verify();
  expect(saved()).toEqual({ ...sampleShare, verified: true });
  expect(store.get().shares).toEqual([saved()]);
  expect(asked.map(({ of }) => of)).toEqual([sampleConnection]);
  // For as long as the share has left.
  expect(asked[0]?.url.searchParams.get('until')).toBe(String(sampleShare.expiresAtMs));
  expect(told).toEqual([]);
});

test('a link with one second left is asked for that second', async () => {
  const { verify, asked } = verification([{ expiresAtMs: newYearMs + 1_000 }]);
  await verify();
  expect(asked[0]?.url.searchParams.get('until')).toBe(String(newYearMs + 1_000));
});

test('a link that outlives what can be signed is asked for a week', async () => {
  const { verify, asked } = verification([{ expiresAtMs: newYearMs + 2 * week }]);
  await verify();
  expect(asked[0]?.url.searchParams.get('until')).toBe(String(newYearMs + week));
});

test('a link whose object is gone is missing from now on', async () => {
  const { verify, saved, told, log, backOff } = verification([{}], { status: 404 });
  await verify();
  expect(saved()).toMatchObject({ verified: false, missingAtMs: newYearMs });
  // That is known, and no failure to try again.
  expect([told, log.lines, backOff.failed(`verify ${sampleShare.id}`)]).toEqual([[], [], 1]);
});

describe('a link that does not open', () => {
  test('is told and logged once, with the status, and tried less and less often', async () => {
    const { verify, saved, told, asked, clock, log } = verification([{}], { status: 403, sizeBytes: 9 });
    await verify();
    await verify();
    expect(asked).toHaveLength(1);
    clock.advance(60_000);
    await verify();
    expect(asked).toHaveLength(2);
    const failure = new Failure('link-unproven', { fileName: 'report.pdf', status: 403 });
    expect(told).toEqual([{ kind: 'failure', failure }]);
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'a link could not be verified yet', error: { code: 'link-unproven' } },
    ]);
    expect(saved()).toEqual({ ...sampleShare, verified: false });
  });

  test('opens later, and is proven then', async () => {
    const { verify, saved, clock, world, backOff } = verification([{}], { status: 403 });
    await verify();
    world.answer = { status: 206, sizeBytes: 1_234 };
    clock.advance(60_000);
    await verify();
    expect(saved()?.verified).toBe(true);
    expect(backOff.failed(`verify ${sampleShare.id}`)).toBe(1);
  });
});

describe('nothing is known, told or remembered', () => {
  test.each([
    ['of a server that has trouble', { status: 503 }],
    ['without an answer', new Failure('connection-lost')],
  ] as const)('%s, and a minute passes before the next try', async (_what, answer) => {
    const { verify, saved, told, asked, clock } = verification([{}], answer);
    await verify();
    clock.advance(59_999);
    await verify();
    expect([saved(), told, asked.length]).toEqual([{ ...sampleShare, verified: false }, [], 1]);
    clock.advance(1);
    await verify();
    expect(asked).toHaveLength(2);
  });

  test('of a server’s fault that is not the link’s, which only the log keeps', async () => {
    const { verify, saved, told, log } = verification([{}], new Failure('tls-untrusted'));
    await verify();
    expect([saved()?.verified, told]).toEqual([false, []]);
    expect(log.lines).toMatchObject([{ error: { code: 'tls-untrusted' } }]);
  });

  test('while the server cannot be reached, and each server is looked for once', async () => {
    const second = { id: 's-2', key: 'k/2' };
    const other = { id: 's-3', key: 'k/3', endpoint: 'https://other.example.com' };
    const { verify, asked, looked, world } = verification([{}, second, other]);
    world.reachable = false;
    await verify();
    expect(asked).toEqual([]);
    expect(looked.toSorted()).toEqual(['https://other.example.com', sampleShare.endpoint]);
    world.reachable = true;
    await verify();
    expect(asked).toHaveLength(3);
  });
});

describe('a link is left alone', () => {
  test.each<[string, Partial<Share>]>([
    ['that is proven', { verified: true }],
    ['that has ended', { expiresAtMs: newYearMs }],
    ['that has less than a second left', { expiresAtMs: newYearMs + 999 }],
    ['that was taken back', { revokedAtMs: newYearMs }],
    ['whose object is known to be gone', { missingAtMs: newYearMs }],
    ['of a page whose size nobody knows', { kind: 'page' }],
  ])('%s', async (_what, change) => {
    const { verify, asked, told, saved } = verification([change]);
    await verify();
    expect([asked, told, saved()]).toEqual([[], [], { ...sampleShare, verified: false, ...change }]);
  });

  test.each<[string, (twins: ReturnType<typeof verification>) => void]>([
    ['taken back', ({ ports }) => ports.ledger.saveShare({ ...sampleShare, verified: false, revokedAtMs: newYearMs })],
    ['proven', ({ ports }) => ports.ledger.saveShare(sampleShare)],
    ['forgotten', ({ ports }) => ports.ledger.removeConnection(sampleConnection.id)],
    ['at its end', ({ clock }) => clock.advance(86_400_000)],
  ])('that is %s when its time comes', async (_what, meanwhile) => {
    const twins = verification([{}]);
    twins.world.meanwhile = () => meanwhile(twins);
    await twins.verify();
    expect([twins.looked.length, twins.asked, twins.told, twins.log.lines]).toEqual([1, [], [], []]);
    expect(twins.backOff.failed(`verify ${sampleShare.id}`)).toBe(1);
  });
});

test('a page is proven by the size of the page itself', async () => {
  const { verify, ports, saved } = verification([{ kind: 'page', key: 'p/k/index.html', sizeBytes: 9_999 }], {
    status: 206,
    sizeBytes: 1_234,
    contentType: 'text/html',
  });
  ports.ledger.saveItem({ ...sampleItem, shareId: sampleShare.id }, 0);
  ports.ledger.saveItem(
    { ...sampleItem, shareId: sampleShare.id, role: 'page', key: 'p/k/index.html', sizeBytes: 1_234 },
    1,
  );
  await verify();
  expect(saved()?.verified).toBe(true);
});

test('a page that no browser shows is told, and not called proven', async () => {
  const page = { kind: 'page', key: 'p/k/index.html' } as const;
  const plain = { status: 206, sizeBytes: 1_234, contentType: 'text/plain' };
  const { verify, ports, saved, told } = verification([page], plain);
  ports.ledger.saveItem({ ...sampleItem, shareId: sampleShare.id, role: 'page', key: page.key, sizeBytes: 1_234 }, 1);
  await verify();
  expect(saved()?.verified).toBe(false);
  expect(told).toMatchObject([{ kind: 'failure', failure: { code: 'page-not-shown' } }]);
});
