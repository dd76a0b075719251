// “Send to my computer”: one request of a profile, behind a short link, that gets later ends by itself.
import { describe, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { isFormerDue, isStandingFilled } from '../../../../main/core/model/requests/standing-request';
import { rejected } from '../../../fakes/failing';
import { newYearMs, sampleArrival, sampleConnection } from '../../../fakes/samples';
import type { TestPorts } from '../../../fakes/test-ports';
import { settle, until } from '../../app/running-app';
import { startsApps } from '../../app/starts-apps';

const start = startsApps();
const dayMs = 86_400_000;
const address = 'https://go.example.com';

const ready =
  (hasDoors: boolean) =>
  ({ server, ports }: TestPorts): void => {
    server.createBucket('doors');
    server.addresses.set(address, 'doors');
    ports.ledger.saveConnection({
      ...sampleConnection,
      capabilities: { limitsForms: true, madeAtMs: newYearMs },
      ...(hasDoors && { doors: { bucket: 'doors', prefix: '', address, provenAtMs: 1 } }),
    });
  };

async function world(hasDoors = true) {
  const here = await start({
    stays: true,
    upkeepEveryMs: 200,
    ports: { doorPatienceMs: 100 },
    prepare: ready(hasDoors),
  });
  return here;
}

const pageOf = ({ objects }: Awaited<ReturnType<typeof world>>['bucket'], key: string): string =>
  gunzipSync(objects.get(key)?.body ?? Buffer.alloc(0)).toString();

test('is made once, and is the same at every later press', async () => {
  const { app, ports, bucket } = await world();
  app.saveSettings({ askerName: 'Minji' });
  const made = await app.standingRequest();
  expect([made.isNew, made.request.title, made.request.files]).toEqual([true, 'Send to Minji’s computer', 1_000]);
  expect(made.url).toMatch(/^https:\/\/go\.example\.com\/[A-Za-z0-9]{16}$/);
  const page = pageOf(bucket, made.request.key);
  expect(page).toContain('<meta name="apple-mobile-web-app-title" content="Send to Minji’s computer">');
  expect(page).toContain('rel="apple-touch-icon" href="data:image/png;base64,');
  expect(page).toContain(`"atOnce":true,"address":"${made.url}"`);
  const again = await app.standingRequest();
  expect([again.isNew, again.request.id, again.url]).toEqual([false, made.request.id, made.url]);
  expect(ports.ledger.fileRequests()).toHaveLength(1);
  // Another request is an ordinary one.
  const { request } = await app.requestFiles({ title: 'Photos', door: true });
  expect(pageOf(bucket, request.key)).not.toContain('apple-touch-icon');
});

test('is made once where it is asked for twice at once', async () => {
  const { app, ports } = await world();
  const both = await Promise.all([app.standingRequest(), app.standingRequest()]);
  expect([both.map(({ isNew }) => isNew), ports.ledger.fileRequests().length]).toEqual([[true, false], 1]);
});

test('is another one once that is closed', async () => {
  const { app } = await world();
  const first = await app.standingRequest();
  await app.closeFileRequest(first.request.id);
  const second = await app.standingRequest();
  expect(second.isNew).toBe(true);
  expect(second.request.id).not.toBe(first.request.id);
});

test('gets a later end half way to its end, and its short link stays', async () => {
  const { app, ports, clock } = await world();
  const { request, url } = await app.standingRequest();
  clock.advance(3 * dayMs);
  await settle();
  expect(ports.ledger.fileRequest(request.id)?.expiresAtMs).toBe(request.expiresAtMs);
  clock.advance(dayMs);
  await until(() => (ports.ledger.fileRequest(request.id)?.expiresAtMs ?? 0) > request.expiresAtMs);
  expect((await app.standingRequest()).url).toBe(url);
});

/** So many of its slots are used. */
const fill = ({ ledger }: TestPorts['ports'], requestId: string, count: number): void =>
  ledger.saveArrivals(
    Array.from({ length: count }, (_, index) => ({
      ...sampleArrival,
      requestId,
      slot: index + 1,
      key: `in/${index}`,
      state: 'saved' as const,
      toldAtMs: newYearMs,
    })),
  );

test('is replaced once half of its slots are used: the short link stays, and the former page is closed a day later', async () => {
  const { app, ports, clock, bucket } = await world();
  // What failed once is tried again later, by this clock.
  const soon = (holds: () => boolean) =>
    until(() => {
      clock.advance(500);
      return holds();
    });
  const { request, url, doorId } = await app.standingRequest();
  await app.editFileRequest(request.id, { title: 'Photos', message: 'Of the trip' });
  fill(ports, request.id, 500);
  const door = () => ports.ledger.door(doorId ?? '');
  await soon(() => door()?.targetId !== request.id && door()?.untilMs !== undefined);
  const again = await app.standingRequest();
  expect(again).toMatchObject({ isNew: false, url, doorId, request: { title: 'Photos', message: 'Of the trip' } });
  expect(again.request.id).not.toBe(request.id);
  await soon(() => pageOf(bucket, again.request.key).includes(`"atOnce":true,"address":"${url}"`));
  await soon(() => app.store.get().fileRequests.some((row) => row.isReplaced && row.request.id === request.id));
  expect(
    app
      .fileRequests()
      .filter((found) => found.isReplaced)
      .map((found) => found.request.id),
  ).toEqual([request.id]);
  // Whoever has the page from before still sends.
  expect(ports.ledger.fileRequest(request.id)?.closedAtMs).toBeUndefined();
  clock.advance(dayMs + 60_000);
  await soon(() => ports.ledger.fileRequest(request.id)?.closedAtMs !== undefined);
  expect((await app.standingRequest()).url).toBe(url);
  expect(app.fileRequests().some(({ isReplaced }) => isReplaced)).toBe(false);
});

test('closes those that it replaced with it', async () => {
  const { app, ports } = await world();
  const former = await app.standingRequest();
  fill(ports, former.request.id, 1_000);
  // The press may come before the round.
  const present = await app.standingRequest();
  expect([present.isNew, present.url]).toEqual([false, former.url]);
  await app.closeFileRequest(present.request.id);
  expect(ports.ledger.fileRequest(former.request.id)?.closedAtMs).toBeDefined();
  expect(ports.ledger.doors().every(({ closedAtMs }) => closedAtMs !== undefined)).toBe(true);
});

test('opens again by the same short link once Mayfly runs after its end', async () => {
  const { app, ports, clock } = await world();
  const { request, url } = await app.standingRequest();
  clock.advance(8 * dayMs);
  await until(() => (ports.ledger.fileRequest(request.id)?.expiresAtMs ?? 0) > request.expiresAtMs + dayMs);
  const again = await app.standingRequest();
  expect([again.url, again.request.removedAtMs]).toEqual([url, undefined]);
});

test.each([
  [499, false],
  [500, true],
])('with %i of 1,000 slots used it is replaced: %s', (arrived, isFilled) => {
  expect(isStandingFilled({ files: 1_000 }, arrived)).toBe(isFilled);
});

describe('one that was replaced', () => {
  const successor = { createdAtMs: newYearMs };
  test.each([
    ['a day later', { successor, newer: 0 }, dayMs, true],
    ['not before', { successor, newer: 3 }, dayMs - 1, false],
    ['at once where many were replaced since', { successor, newer: 4 }, 0, true],
    ['with what replaced it', { successor: { ...successor, closedAtMs: newYearMs }, newer: 0 }, 0, true],
    ['without what replaced it', { successor: undefined, newer: 0 }, 0, true],
  ])('is closed %s', (_when, former, laterMs, isDue) => {
    expect(isFormerDue(former, newYearMs + laterMs)).toBe(isDue);
  });
});

test('is refused where there are no short links, and nothing is left', async () => {
  const { app, ports } = await world(false);
  expect((await rejected(app.standingRequest())).code).toBe('no-doors');
  expect(ports.ledger.fileRequests()).toEqual([]);
});
