// A share of any bucket tells that it was opened, by a mark that its page writes: one object, of one byte, that nobody but its owner reads.
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isMarkDue, markPauseMs } from '../../../main/core/receipts/rules/mark-times';
import { markOf } from '../../../main/core/pages/sign-mark';
import type { Connection } from '../../../main/core/model/connection';
import type { ShareOptions } from '../../../main/core/model/share-request';
import type { PageMark } from '../../../main/core/pages/rules/page-mark';
import { rejected } from '../../fakes/failing';
import { answerForm, answerGuest } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import type { RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const start = startsApps();
const origin = 'https://memory.example';
const dayMs = 86_400_000;
const minuteMs = 60_000;
/** The status of a write that was taken. */
const stored = [200, 201, 204];

type Facts = Partial<NonNullable<Connection['capabilities']>>;

const withFacts = (facts: Facts | undefined, stays = false) =>
  start({
    stays,
    ...(stays && { upkeepEveryMs: 5 }),
    prepare: ({ ports, files }) => {
      files.put('/home/a.txt', 'abc');
      const capabilities = facts === undefined ? {} : { capabilities: { ...facts, madeAtMs: newYearMs } };
      ports.ledger.saveConnection({ ...sampleConnection, ...capabilities });
    },
  });

async function shared(app: RunningApp['app'], options: Partial<ShareOptions> = {}) {
  const [result] = await app.shareItems(['/home/a.txt'], {
    copy: false,
    lifetimeSeconds: 3_600,
    tellWhenOpened: true,
    ...options,
  });
  if (result?.ok !== true) throw result?.failure ?? new Error('nothing was shared');
  return result.shared;
}

function markIn({ server }: RunningApp, url: string): PageMark | undefined {
  const { body } = server.get(url.replace(/#.*/, ''));
  const html = (body[0] === 0x1f ? gunzipSync(body) : body).toString('utf8');
  const [, times = ''] = /id="times">([^<]*)</.exec(html) ?? [];
  return (JSON.parse(times) as { readonly mark?: PageMark }).mark;
}

function write({ server }: RunningApp, mark: PageMark | undefined, body = 'x', key?: string): number {
  if (mark === undefined) throw new Error('the page has no mark');
  const url = origin + mark.url;
  const file = Buffer.from(body);
  if (mark.fields !== undefined)
    return answerForm(server, { url, fields: { ...mark.fields, ...(key !== undefined && { key }) }, file }).status;
  const to = key === undefined ? url : url.replace(/p\/[\w-]+\/mark/, key);
  const headers = { ...mark.headers, 'content-length': String(file.length) };
  return answerGuest(server, { method: 'PUT', url: to, headers, body: file }).status;
}

describe.each<[way: string, facts: Facts]>([
  ['a form', { limitsForms: true, signsAmz: false }],
  ['a PUT', { limitsForms: false, signsAmz: true, limitsPuts: true }],
])('by %s', (_way, facts) => {
  test('the page of a single file may write its mark and nothing else, and the owner sees when', async () => {
    const here = await withFacts(facts);
    const { app, bucket, clock } = here;
    const { share, url } = await shared(app);
    expect(share.kind).toBe('page');
    expect(app.receiptsOf(share)).toEqual({ opened: 0, saved: 0, exactness: 'at-least' });
    const key = markOf(app.shareItemsOf(share.id))?.key ?? '';
    expect(key).toMatch(/^p\/[\w-]{22}\/mark$/);
    const mark = markIn(here, url);
    const refused = [write(here, mark, ''), write(here, mark, 'xy'), write(here, mark, 'x', share.key)];
    expect(refused.filter((status) => status < 400)).toEqual([]);
    await app.lookForMark(share.id);
    expect([bucket.objects.has(key), app.receiptsOf(share)?.opened]).toEqual([false, 0]);

    clock.advance(90_500);
    expect(stored).toContain(write(here, mark));
    expect(bucket.objects.get(key)).toMatchObject({ headers: { contentType: 'application/octet-stream' } });
    await app.lookForMark(share.id);
    const seen = { opened: 1, saved: 0, lastAtMs: newYearMs + 90_000, exactness: 'at-least' };
    expect(app.receiptsOf(share)).toEqual(seen);
    clock.advance(60_000);
    write(here, mark);
    await app.lookForMark(share.id);
    expect(app.receiptsOf(share)).toEqual({ ...seen, lastAtMs: newYearMs + 150_000 });
    app.saveSettings({ countsOpenings: false });
    expect(app.receiptsOf(share)?.opened).toBe(1);
  });

  test('a later page of it, and an encrypted one, write the same mark, until their own end', async () => {
    const here = await withFacts(facts);
    const { app, clock } = here;
    const { share, url } = await shared(app, { encrypt: true });
    const first = markIn(here, url);
    clock.advance(1_800_000);
    const later = markIn(here, (await app.extend(share.id, 3_600, { copy: false })).url);
    expect(app.shareItemsOf(share.id).filter(({ role }) => role === 'mark')).toHaveLength(1);
    clock.advance(1_800_000);
    expect([write(here, first), stored.includes(write(here, later))]).toEqual([403, true]);
    await app.lookForMark(share.id);
    expect(app.receiptsOf(share)?.lastAtMs).toBe(newYearMs + 3_600_000);
  });

  test('taken back it is gone, and one that is written after it goes at the end', async () => {
    const here = await withFacts(facts, true);
    const { app, bucket, clock } = here;
    const { share, url } = await shared(app);
    const mark = markIn(here, url);
    write(here, mark);
    await app.revoke(share.id);
    expect([...bucket.objects.keys()]).toEqual([]);
    write(here, mark);
    expect(bucket.objects.size).toBe(1);
    clock.advance(3_601_000);
    await expect.poll(() => bucket.objects.size).toBe(0);
  });
});

test('the round finds it by itself, tells of it, and stops at the end of the share', async () => {
  const here = await withFacts({ limitsForms: true }, true);
  const { app, clock, objects } = here;
  const { share, url } = await shared(app);
  const mark = markIn(here, url);
  clock.advance(30_000);
  write(here, mark);
  clock.advance(30_000);
  await expect.poll(() => app.receiptsOf(share)?.opened).toBe(1);
  expect(app.store.get().receipts.get(share.id)?.lastAtMs).toBe(newYearMs + 30_000);
  clock.advance(2 * 3_600_000);
  await expect.poll(() => app.shareOf(share.id).removedAtMs).toBeDefined();
  const asked = objects.calls.length;
  clock.advance(dayMs);
  await new Promise((resolve) => void setTimeout(resolve, 50));
  expect(objects.calls.slice(asked)).toEqual([]);
});

test.each<[what: string, facts: Facts | undefined, options: Partial<ShareOptions>, code: string]>([
  ['on a connection that nobody tested', undefined, {}, 'openings-untold'],
  ['where neither way holds', { limitsForms: false, signsAmz: false }, {}, 'openings-untold'],
  [
    'where a PUT may be longer than one byte',
    { limitsForms: false, signsAmz: true, limitsPuts: false },
    {},
    'openings-untold',
  ],
  ['where nobody could look for the mark', { limitsForms: true, describes: false }, {}, 'openings-untold'],
  ['where no page is shown', { limitsForms: true, pages: false }, {}, 'page-not-shown'],
  ['of separate links', { limitsForms: true }, { page: 'never' }, 'bad-request'],
  [
    'on a connection that is not kept',
    { limitsForms: true },
    { connection: { kind: 'ephemeral', connection: sampleConnection } },
    'bad-request',
  ],
])('nobody is told %s, and nothing is sent', async (_what, facts, options, code) => {
  const { app, objects } = await withFacts(facts);
  expect((await rejected(shared(app, options))).code).toBe(code);
  expect(objects.calls).toEqual([]);
});

test('a share that nobody asked to tell has no mark', async () => {
  const here = await withFacts({ limitsForms: true });
  const { share, url } = await shared(here.app, { tellWhenOpened: false, page: 'always' });
  expect([markIn(here, url), here.app.receiptsOf(share), markOf(here.app.shareItemsOf(share.id))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('looks grow rarer with the age of the news, up to ten minutes, and end with the share', () => {
  expect([0, 10, 60, 1_000].map((minutes) => markPauseMs(0, minutes * minuteMs) / 1_000)).toEqual([20, 30, 180, 600]);
  const marked = { id: 's', connectionId: 'c', key: 'k', createdAtMs: 0, expiresAtMs: dayMs, isStored: true };
  const due = (atMs: number, looked?: number, openedAtMs?: number) =>
    isMarkDue(marked, looked === undefined ? undefined : { atMs: looked, isLast: false }, openedAtMs, atMs);
  expect([due(0), due(minuteMs), due(60 * minuteMs, 58 * minuteMs), due(60 * minuteMs, 57 * minuteMs)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
  expect([due(60 * minuteMs, 59 * minuteMs, 59 * minuteMs), due(2 * dayMs)]).toEqual([true, false]);
  expect(isMarkDue({ ...marked, isStored: false }, undefined, undefined, minuteMs)).toBe(false);
  expect(isMarkDue(marked, { atMs: dayMs, isLast: true }, undefined, dayMs + minuteMs)).toBe(false);
});
