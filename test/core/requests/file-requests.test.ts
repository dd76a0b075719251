// A file request is made where the doctor proved a way, and what its page carries lets a guest store its files and nothing else.
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { toldWay } from '../../../main/core/model/requests/file-request';
import { caught, rejected } from '../../fakes/failing';
import { answerGuest, answerWrite } from '../../fakes/memory-guest-links';
import { refusal } from '../../fakes/memory-server-probe';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import type { RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { answerOf, heartbeatOf, readPage, takenOf, writeOf, type PageData } from './guest';

const start = startsApps();
const dayMs = 86_400_000;
const origin = 'https://memory.example';

type Facts = Partial<NonNullable<Connection['capabilities']>>;
const withFacts = (facts: Facts) =>
  start({
    prepare: ({ ports }) =>
      ports.ledger.saveConnection({ ...sampleConnection, capabilities: { ...facts, madeAtMs: newYearMs } }),
  });

const pageAt = ({ server }: RunningApp, url: string): PageData => readPage(server.get(url).body);

function send({ server }: RunningApp, page: PageData, index: number, part: 'about' | 'data', body: Uint8Array): number {
  return answerWrite(server, writeOf(page, origin, index, part), body).status;
}

const ask = ({ server }: RunningApp, page: PageData, index: number): number =>
  answerGuest(server, { method: 'HEAD', url: takenOf(page, origin, index) }).status;

describe.each<[way: 'forms' | 'put', facts: Facts, kept: readonly string[]]>([
  ['forms', { limitsForms: true, signsAmz: false }, ['count', 'size', 'type']],
  ['put', { limitsForms: false, signsAmz: true, conditionalPut: true }, ['count', 'type', 'overwrite']],
])('by %s', (way, facts, kept) => {
  test('a request has a page with a slot for each file, which stores a file and its manifest', async () => {
    const here = await withFacts(facts);
    const { app, bucket } = here;
    const made = await app.requestFiles({ title: 'Photos', files: 3, bytes: 10, message: 'Please' });
    expect(made).toMatchObject({
      connectionName: 'Work',
      keptByStorage: kept,
      request: { way, title: 'Photos', files: 3, bytes: 10, limitedBy: 'requested' },
    });
    expect(made.expiresAtMs).toBe(newYearMs + 7 * dayMs);
    const page = pageAt(here, made.url);
    expect(page).toMatchObject({ way, state: 'open', slots: [1, 2, 3], limits: { files: 3, bytes: 10, types: 'any' } });
    expect([ask(here, page, 1), ask(here, page, 2)]).toEqual([404, 404]);
    expect([200, 201]).toContain(send(here, page, 1, 'about', Buffer.from('{}')));
    expect([200, 201]).toContain(send(here, page, 1, 'data', Buffer.from('0123456789')));
    expect([ask(here, page, 1), ask(here, page, 2)]).toEqual([200, 404]);
    const stored = [...bucket.objects].filter(([key]) => key.startsWith(made.request.folder));
    expect(stored.map(([key, { body, headers }]) => [key.slice(-10), body.length, headers.contentType])).toEqual([
      ['0002/about', 2, 'application/octet-stream'],
      ['/0002/data', 10, 'application/octet-stream'],
    ]);
    expect(made.request.folder.split('/')[1]).not.toBe(made.request.key.split('/')[1]);
  });

  test('a day is the longest that a slot works, and the link of the page outlives it', async () => {
    const here = await withFacts(facts);
    const { url } = await here.app.requestFiles({ title: 'Photos', files: 1 });
    const page = pageAt(here, url);
    here.clock.advance(dayMs);
    expect([send(here, page, 0, 'data', Buffer.from('x')), here.server.get(url).status]).toEqual([403, 200]);
  });

  test('closed, its page has no slots any more, and it says until when copied ones work', async () => {
    const here = await withFacts(facts);
    const { app } = here;
    const { request, url } = await app.requestFiles({ title: 'Photos', files: 2 });
    here.clock.advance(1_000);
    const { worksUntilMs } = await app.closeFileRequest(request.id);
    expect(worksUntilMs).toBe(newYearMs + dayMs);
    expect(pageAt(here, url)).toMatchObject({ state: 'closed', slots: [] });
    expect(app.fileRequest(request.id)).toMatchObject({ state: 'closed', request: { closedAtMs: newYearMs + 1_000 } });
    expect((await rejected(app.requestLink(request.id))).code).toBe('request-over');
    expect((await app.closeFileRequest(request.id)).worksUntilMs).toBe(worksUntilMs);
  });
});

test('taken back with its connection, its page is gone, and what guests sent stays', async () => {
  const here = await withFacts({ limitsForms: true });
  const { app, bucket } = here;
  const { url } = await app.requestFiles({ title: 'Photos', files: 1 });
  send(here, pageAt(here, url), 0, 'data', Buffer.from('x'));
  expect(app.liveLinks(sampleConnection.id)).toEqual({ live: 1, linked: 0 });
  expect(await app.removeConnection(sampleConnection.id, 'take-back')).toEqual({ takenBack: 1, left: 0 });
  expect([...bucket.objects.keys()].map((key) => key.slice(-9))).toEqual(['0001/data']);
});

test('its link is given again for the time that is left', async () => {
  const here = await withFacts({ limitsForms: true });
  const { app, clock, server } = here;
  const { request, expiresAtMs } = await app.requestFiles({ title: 'Photos', lifetimeSeconds: 3_600 });
  clock.advance(1_800_000);
  const again = await app.requestLink(request.id);
  expect([again.expiresAtMs, server.get(again.url).status]).toEqual([expiresAtMs, 200]);
  clock.advance(1_800_000);
  expect([app.fileRequest(request.id).state, server.get(again.url).status]).toEqual(['ended', 403]);
});

test.each<[string, Facts, string]>([
  ['can turn a link to write into a read', { limitsForms: false, signsAmz: false }, 'request-unsafe'],
  ['gave no answer to the doctor', { writes: true }, 'signing-unproven'],
])('a storage that %s gets no request and keeps nothing', async (_what, facts, code) => {
  const { app, bucket, ports, serverProbe } = await withFacts(facts);
  serverProbe.instead = ({ kind }) =>
    kind === 'form' || kind === 'smuggle' ? refusal('server-failed', 503) : undefined;
  expect((await rejected(app.requestFiles({ title: 'Photos' }))).code).toBe(code);
  expect([bucket.objects.size, ports.ledger.fileRequests()]).toEqual([0, []]);
});

test('with a key that may not list there is no request, because nothing that came would be found', async () => {
  const { app, bucket, objects, ports } = await withFacts({ limitsForms: true });
  objects.fail('list', new Failure('access-denied', { right: 's3:ListBucket' }));
  expect((await rejected(app.requestFiles({ title: 'Photos' }))).code).toBe('access-denied');
  expect([bucket.objects.size, ports.ledger.fileRequests()]).toEqual([0, []]);
});

test('a connection that nobody examined is examined first', async () => {
  const { app, serverProbe } = await start();
  const { request } = await app.requestFiles({ title: 'Photos' });
  expect([request.way, serverProbe.asked.includes('form')]).toEqual(['forms', true]);
});

test('a page that cannot be proven leaves nothing behind', async () => {
  const { app, bucket, ports, server } = await withFacts({ limitsForms: true });
  server.hidesPages = true;
  expect((await rejected(app.requestFiles({ title: 'Photos' }))).code).toBe('page-not-shown');
  expect([bucket.objects.size, ports.ledger.fileRequests()]).toEqual([0, []]);
});

test.each([
  [{ title: ' ' }],
  [{ title: 'x', files: 0 }],
  [{ title: 'x', files: 1_001 }],
  [{ title: 'x', bytes: 5_000_000_001 }],
  [{ title: 'x', bytes: 5_000_000_000_001 }],
  [{ title: 'x', lifetimeSeconds: 604_801 }],
])('refuses %j', async (options) => {
  const { app, bucket } = await withFacts({ limitsForms: true });
  expect(['bad-request', 'expiry-out-of-range']).toContain((await rejected(app.requestFiles(options))).code);
  expect(bucket.objects.size).toBe(0);
});

test('of files that no request holds is one that guests ask for, where links to write are safe', async () => {
  const here = await withFacts({ limitsForms: true, signsAmz: true });
  const { request, url, keptByStorage } = await here.app.requestFiles({
    title: 'Films',
    files: 2,
    bytes: 6_000_000_000,
  });
  expect([toldWay(request), request.asks, keptByStorage]).toEqual(['ask', true, ['count', 'size', 'type']]);
  const page = pageAt(here, url);
  expect([page.ask?.directBytes, page.ask?.answers.slots]).toEqual([67_108_864, [1, 2]]);
  const beat = () => answerGuest(here.server, { method: 'HEAD', url: heartbeatOf(page, origin) }).status;
  const answer = () => here.server.get(answerOf(page, origin, 2)).status;
  expect([beat(), answer()]).toEqual([404, 404]);
  const { objects } = here.bucket;
  const headers = { contentType: 'x', contentDisposition: 'attachment' };
  for (const key of ['on', '0002/answer']) {
    objects.set(`${request.folder}${key}`, { body: Buffer.from('x'), etag: '"e"', headers, modifiedAtMs: newYearMs });
  }
  expect([beat(), answer()]).toEqual([200, 200]);
});

test.each<[Facts]>([
  [{ limitsForms: true, signsAmz: false }],
  [{ limitsForms: true, signsAmz: true, aborts: false }],
  [{ limitsForms: true, signsAmz: true, multipart: false }],
])('asks nothing of guests where %j', async (facts) => {
  const here = await withFacts(facts);
  const { url, request } = await here.app.requestFiles({ title: 'Photos' });
  expect([request.asks, pageAt(here, url).ask]).toEqual([false, undefined]);
});

test('one that nobody made is not found', async () => {
  const { app } = await withFacts({});
  expect(caught(() => app.fileRequest('r')).code).toBe('request-not-found');
});

test('a plain request of a connection that demands encryption since is given no more, and gets no later end', async () => {
  const { app, ports } = await withFacts({ limitsForms: true });
  const { request } = await app.requestFiles({ title: 'Photos', lifetimeSeconds: 3_600 });
  const [connection] = ports.ledger.connections();
  if (connection !== undefined) ports.ledger.saveConnection({ ...connection, encryption: 'demanded' });
  expect((await rejected(app.requestLink(request.id))).code).toBe('encryption-demanded');
  expect((await rejected(app.extendFileRequest(request.id, 604_800))).code).toBe('encryption-demanded');
});
