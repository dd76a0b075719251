// Guests who ask get links to the parts of their file, and Mayfly completes it: on the twin, where a clock and a killed process are cheap.
import { describe, expect, test } from 'vitest';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import { Failure } from '../../../main/core/model/failure';
import type { OfferAnswer } from '../../../main/core/requests/rules/offer-answer';
import { openAnswer } from '../../fakes/open-answer';
import type { FileRequestOptions } from '../../../main/core/requests/rules/request-options';
import { connectionSaved } from '../../../main/core/state/rules/app-state';
import { slotKey } from '../../../main/core/model/keys/object-key';
import { answerForm, answerGuest } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection, sampleCredentials } from '../../fakes/samples';
import { secretEntry, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { aboutOf, answerOf, partOf, readPage, writeOf, type PageData } from './guest';

const start = startsApps();
const origin = 'https://memory.example';
const mebibyte = 1_048_576;
const dayMs = 86_400_000;
const key = Buffer.alloc(32, 7).toString('base64url');
const facts = { limitsForms: true, signsAmz: true, madeAtMs: newYearMs };
const big = Buffer.alloc(18 * mebibyte, 'a');

interface Asked extends RunningApp {
  readonly id: string;
  readonly folder: string;
  readonly page: PageData;
  round(afterMs?: number): Promise<void>;
  ask(slot: number, sizeBytes?: number, more?: object): void;
  answer(slot: number): OfferAnswer | undefined;
  /** Gives the status. */
  part(slot: number, number: number, body?: Buffer): number;
}

async function asked(
  options: Partial<FileRequestOptions> = {},
  prepare: Start['prepare'] = ({ ports }) => ports.ledger.saveConnection({ ...sampleConnection, capabilities: facts }),
): Promise<Asked> {
  const running = await start({ prepare });
  const { app, server, clock } = running;
  const { request, url } = await app.requestFiles({ title: 'Films', files: 3, bytes: 100 * mebibyte, ...options });
  const page = readPage(server.get(url).body);
  let last = page;
  const answer = (slot: number) => {
    const now = readPage(server.get(url).body);
    if (now.ask !== undefined) last = now;
    const { status, body } = server.get(answerOf(last, origin, slot));
    return status === 200 ? openAnswer(body, key, slotKey(request.folder, slot, 'data')) : undefined;
  };
  return {
    ...running,
    id: request.id,
    folder: request.folder,
    page,
    async round(afterMs = 60_000) {
      clock.advance(afterMs);
      await app.lookAfterRequests();
    },
    ask(slot, sizeBytes = big.length, more = {}) {
      const write = writeOf(page, origin, page.slots.indexOf(slot), 'about');
      const file = aboutOf('film.mp4', 'b', 1, { ask: { sizeBytes, key }, ...more });
      if (write.kind !== 'form' || answerForm(server, { ...write, file }).status !== 201) throw new Error('not stored');
    },
    answer,
    part(slot, number, body = big.subarray((number - 1) * 16 * mebibyte, number * 16 * mebibyte)) {
      const links = answer(slot);
      if (links?.state !== 'upload') return 0;
      const headers = { 'content-length': String(body.length) };
      return answerGuest(server, { method: 'PUT', url: partOf(links, origin, number), headers, body }).status;
    },
  };
}

const stored = ({ bucket, folder }: Asked) =>
  [...bucket.objects.keys()]
    .filter((one) => one.startsWith(folder))
    .map((one) => one.slice(folder.length))
    .toSorted();

test('a file in parts arrives whole, and its guest is told so', async () => {
  const here = await asked();
  here.ask(1);
  await here.round();
  expect(here.answer(1)).toMatchObject({
    state: 'upload',
    partBytes: 16 * mebibyte,
    parts: 2,
    have: 'AA',
    expiresAtMs: newYearMs + 60_000 + dayMs,
  });
  expect(here.part(1, 2)).toBe(200);
  await here.round(10_000);
  expect(here.answer(1)).toMatchObject({ state: 'upload', have: 'Ag' });
  expect(here.part(1, 1)).toBe(200);
  await here.round(3_000);
  expect(here.answer(1)).toEqual({ v: 1, state: 'received', sizeBytes: big.length });
  expect(here.app.fileRequest(here.id).arrivals).toMatchObject([
    { slot: 1, name: 'film.mp4', sizeBytes: big.length, state: 'arrived' },
  ]);
  expect([here.bucket.uploads.size, stored(here)]).toEqual([0, ['0001/about', '0001/answer', '0001/data', 'on']]);
});

test('no part has another length, and no answer is read by another guest', async () => {
  const here = await asked();
  here.ask(1);
  await here.round();
  expect([here.part(1, 2, big), here.part(1, 1, Buffer.from('short'))]).toEqual([403, 403]);
  const { body } = here.server.get(answerOf(here.page, origin, 1));
  const other = Buffer.alloc(32, 8).toString('base64url');
  expect(() => openAnswer(body, other, slotKey(here.folder, 1, 'data'))).toThrow('unable to authenticate');
});

test('a part sent while nobody looks counts after a restart', async () => {
  const here = await asked();
  here.ask(1);
  await here.round();
  here.part(1, 1);
  const other = await start({ shared: here });
  here.clock.advance(60_000);
  await other.app.lookAfterRequests();
  expect(here.answer(1)).toMatchObject({ state: 'upload', have: 'AQ' });
  here.part(1, 2);
  here.clock.advance(3_000);
  await other.app.lookAfterRequests();
  expect([here.answer(1)?.state, here.bucket.uploads.size]).toEqual(['received', 0]);
});

test.each<[string, Partial<FileRequestOptions>, number, OfferAnswer]>([
  ['too large', { bytes: 20 }, 21, { v: 1, state: 'refused', reason: 'too-large' }],
  ['of another kind', { types: 'pictures' }, 2 * mebibyte, { v: 1, state: 'refused', reason: 'kind' }],
])('a file that is %s is refused', async (_what, options, sizeBytes, answer) => {
  const here = await asked(options);
  here.ask(1, sizeBytes);
  await here.round();
  here.part(1, 1, big.subarray(0, sizeBytes));
  await here.round(3_000);
  expect([here.answer(1), here.bucket.uploads.size]).toEqual([answer, 0]);
  expect(stored(here)).not.toContain('0001/data');
});

test('uploads under way are as many as the request takes files', async () => {
  const here = await asked({ files: 1 });
  here.ask(1);
  await here.round();
  // By the slot that was offered in place of a refused file, and a copy of the page that has both.
  const options = { signal: new AbortController().signal };
  const objects = await here.objects.open(sampleConnection, sampleCredentials);
  await objects.put(
    slotKey(here.folder, 2, 'about'),
    aboutOf('b', 'c', 1, { ask: { sizeBytes: 5, key } }),
    { contentType: 'x', contentDisposition: 'x' },
    options,
  );
  await here.round(10_000);
  expect(here.bucket.uploads.size).toBe(1);
});

describe('ended by', () => {
  const begun = async (options: Partial<FileRequestOptions> = {}) => {
    const here = await asked(options);
    here.ask(1);
    await here.round();
    here.part(1, 1);
    expect(here.bucket.uploads.size).toBe(1);
    return here;
  };

  test('closing, its upload is gone at once, and the next look tells the guest', async () => {
    const here = await begun();
    await here.app.closeFileRequest(here.id);
    expect([here.bucket.uploads.size, here.part(1, 2)]).toEqual([0, 404]);
    await here.round();
    expect(here.answer(1)).toEqual({ v: 1, state: 'refused', reason: 'closed' });
  });

  test('the end, nothing of it is left', async () => {
    const here = await begun({ lifetimeSeconds: 3_600 });
    await here.round(3_600_000);
    // What was sent across the end is waited for.
    await here.round(600_000);
    expect([here.bucket.uploads.size, stored(here)]).toEqual([0, []]);
  });

  test('the removal of its connection, nothing of it is left but what nobody finished', async () => {
    const here = await begun();
    await here.app.removeConnection(sampleConnection.id, 'take-back');
    expect([here.bucket.uploads.size, stored(here)]).toEqual([0, ['0001/about']]);
  });

  test('another manifest in its slot, the upload belongs to the guest who wrote that', async () => {
    const here = await begun();
    here.ask(1, 5, { nonce: 'another' });
    await here.round();
    expect([here.answer(1), here.bucket.uploads.size]).toMatchObject([{ parts: 1, have: 'AA' }, 1]);
  });

  test('a doctor who finds its links unsafe', async () => {
    const here = await begun();
    const unsafe = { ...facts, signsAmz: false };
    here.app.store.apply(connectionSaved({ ...sampleConnection, capabilities: unsafe }, 'keychain'));
    await here.round();
    expect([here.answer(1), here.bucket.uploads.size]).toEqual([{ v: 1, state: 'refused', reason: 'closed' }, 0]);
  });

  test('the file itself, sent without parts after all', async () => {
    const here = await begun();
    const write = writeOf(here.page, origin, 0, 'data');
    if (write.kind === 'form') answerForm(here.server, { ...write, file: Buffer.from('small') });
    await here.round();
    expect([here.answer(1), here.bucket.uploads.size]).toEqual([{ v: 1, state: 'received', sizeBytes: 5 }, 0]);
  });
});

test('its manifest outlives a day only while its parts are waited for', async () => {
  const here = await asked();
  here.ask(1);
  here.ask(2, big.length, { ask: undefined });
  await here.round();
  for (let hour = 0; hour < 25; hour += 1) await here.round(3_600_000);
  expect(stored(here)).toEqual(expect.arrayContaining(['0001/about', '0001/answer']));
  expect(stored(here)).not.toContain('0002/about');
  // Links that were renewed at half of their life.
  expect(here.part(1, 1)).toBe(200);
});

test('an upload that a process began and had no row for is found again', async () => {
  const here = await asked();
  here.ask(1);
  const objects = await here.objects.open(sampleConnection, sampleCredentials);
  await objects.createUpload(slotKey(here.folder, 1, 'data'), { contentType: 'x', contentDisposition: 'x' });
  await here.round();
  expect([here.answer(1)?.state, here.bucket.uploads.size]).toEqual(['upload', 1]);
});

test('Mayfly says that it runs, about once in a minute, until the request is closed', async () => {
  const here = await asked();
  const beats = () =>
    here.objects.calls.filter(({ operation, key: of }) => operation === 'put' && of.endsWith('/on')).length;
  for (let minute = 0; minute < 3; minute += 1) await here.round();
  expect(beats()).toBe(3);
  await here.app.closeFileRequest(here.id);
  await here.round();
  expect(beats()).toBe(3);
});

test('a look that does not go on gives no links and says nothing', async () => {
  const here = await asked();
  here.ask(1);
  await here.app.lookForArrivals(here.id);
  expect([here.answer(1), here.bucket.uploads.size, stored(here)]).toEqual([undefined, 0, ['0001/about']]);
  await here.app.lookForArrivals(here.id, true);
  expect([here.answer(1)?.state, stored(here)]).toEqual(['upload', ['0001/about', '0001/answer', 'on']]);
});

test.each([
  [true, 1],
  [undefined, 0],
])('in a bucket that keeps versions (%s) those of an hour go at once', async (versions, times) => {
  const here = await asked();
  const capabilities = { ...facts, ...(versions !== undefined && { versions }) };
  here.app.store.apply(connectionSaved({ ...sampleConnection, capabilities }, 'keychain'));
  for (let minute = 0; minute < 61; minute += 1) await here.round();
  const removed = here.objects.calls.filter(({ operation, key: of }) => operation === 'remove' && of.endsWith('/on'));
  expect(removed).toHaveLength(times);
});

test('an answer that fails holds back no arrival', async () => {
  const here = await asked();
  here.ask(1);
  const write = writeOf(here.page, origin, 1, 'data');
  if (write.kind === 'form') answerForm(here.server, { ...write, file: Buffer.from('x') });
  here.objects.fail('createUpload', new Failure('access-denied'));
  await here.round();
  expect(here.app.fileRequest(here.id).arrivals).toMatchObject([{ slot: 2, state: 'arrived' }]);
  expect(here.log.errors().map(({ error }) => error)).toMatchObject([{ code: 'access-denied' }]);
});

/** The calls of one operation since the last time. */
function counter({ objects }: Asked, operation: 'signPart' | 'listParts') {
  let before = 0;
  return () => {
    const all = objects.calls.filter((call) => call.operation === operation).length;
    const fresh = all - before;
    before = all;
    return fresh;
  };
}

test('an answer of many parts is signed once, however its parts drip in', async () => {
  const here = await asked();
  const signatures = counter(here, 'signPart');
  here.ask(1, 100 * mebibyte);
  await here.round();
  expect([signatures(), here.answer(1)]).toMatchObject([7, { parts: 7, have: 'AA' }]);
  const body = Buffer.alloc(16 * mebibyte);
  for (const [number, have] of [
    [1, 'AQ'],
    [2, 'Aw'],
    [3, 'Bw'],
  ] as const) {
    expect(here.part(1, number, body)).toBe(200);
    await here.round(10_000);
    // The one that tells whether the keys are still the same.
    expect([signatures(), here.answer(1)]).toMatchObject([1, { have }]);
  }
  // Half way to their end.
  here.clock.advance(dayMs / 2);
  await here.round();
  expect(signatures()).toBe(7);
});

test('parts are signed anew once another key signs them', async () => {
  const here = await asked();
  here.ask(1);
  await here.round();
  expect(here.part(1, 1)).toBe(200);
  const intake = { accessKeyId: 'INTAKE', secretAccessKey: 'intake-secret' };
  here.server.credentials.set(intake.accessKeyId, intake.secretAccessKey);
  here.secrets.entries.set(`${secretEntry(sampleConnection)}.intake`, credentialsText(intake));
  const capabilities = { ...facts, intakeOnlyStores: true };
  const proven = { ...sampleConnection, intakeKeyId: intake.accessKeyId, capabilities };
  here.app.store.apply(connectionSaved(proven, 'keychain'));
  await here.round(10_000);
  expect(here.answer(1)).toMatchObject({ have: 'AQ', url: expect.stringContaining('by=INTAKE') });
});

test('of more uploads than are signed at once the others wait until one is idle, and idle ones are listed once a minute', async () => {
  const here = await asked({ files: 12 });
  const [signatures, lists] = [counter(here, 'signPart'), counter(here, 'listParts')];
  const answered = () => here.page.slots.filter((slot) => here.answer(slot) !== undefined);
  for (const slot of here.page.slots) here.ask(slot);
  await here.round();
  expect([signatures(), lists(), answered()]).toEqual([16, 12, [1, 2, 3, 4, 5, 6, 7, 8]]);
  await here.round(3_000);
  expect([signatures(), lists()]).toEqual([0, 8]);
  expect(here.part(8, 1)).toBe(200);
  await here.round(57_000);
  expect([signatures(), lists()]).toEqual([1, 12]);
  // Nobody but the eighth has sent for two minutes.
  await here.round(60_000);
  expect([signatures(), answered()]).toEqual([8, here.page.slots]);
  lists();
  await here.round(3_000);
  // The eighth, and the four whose turn has just begun.
  expect([signatures(), lists()]).toEqual([0, 5]);
  await here.round(130_000);
  lists();
  await here.round(3_000);
  expect([signatures(), lists()]).toEqual([0, 0]);
  await here.round(60_000);
  expect([signatures(), lists()]).toEqual([0, 12]);
});

test('links to parts are signed with a proven intake key, also where the server takes unsigned headers', async () => {
  const intake = { accessKeyId: 'INTAKE', secretAccessKey: 'intake-secret' };
  const here = await asked({}, ({ ports, secrets, server }) => {
    const capabilities = { ...facts, signsAmz: false, intakeOnlyStores: true };
    ports.ledger.saveConnection({ ...sampleConnection, intakeKeyId: intake.accessKeyId, capabilities });
    secrets.entries.set(`${secretEntry(sampleConnection)}.intake`, credentialsText(intake));
    server.credentials.set(intake.accessKeyId, intake.secretAccessKey);
  });
  here.ask(1);
  await here.round();
  expect(here.part(1, 1)).toBe(200);
  here.server.credentials.delete(intake.accessKeyId);
  expect(here.part(1, 2)).toBe(403);
});
