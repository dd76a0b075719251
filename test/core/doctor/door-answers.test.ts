// An answer that is misread would prove doors that nobody can open, or hide that shares are public.
import { describe, expect, test } from 'vitest';
import {
  doorPage,
  doorsAfter,
  gives,
  judgeAcross,
  judgeDeleted,
  judgeRead,
  judgeRewritten,
  keepsApart,
  lists,
  mayOpenByPolicy,
  provesDoors,
} from '../../../main/core/doctor/rules/door-answers';
import { Failure } from '../../../main/core/model/failure';
import { doorSteps } from '../../../main/core/model/examination-steps';
import { failedFinding, finding, type Finding } from '../../../main/core/model/examination';

const mark = 'm1';
const place = { bucket: 'doors', prefix: '', address: 'https://go.example.com' };
const page = { status: 200, body: `<p>${mark}</p>`, contentType: 'text/html', cacheControl: 'no-store' };
const facts = { host: 'go.example.com', status: 200 };

describe('the answer for a page just stored', () => {
  test.each([
    ['the page', {}, 'doors-open'],
    ['in another success', { status: 299 }, 'doors-open'],
    [
      'with more in its headers',
      { contentType: ' Text/HTML; charset=utf-8', cacheControl: 'private, No-Store' },
      'doors-open',
    ],
    ['shown in place', { contentDisposition: 'inline; filename=attachment' }, 'doors-open'],
    ['a redirect', { status: 300 }, 'doors-redirected'],
    ['the last of these', { status: 399 }, 'doors-redirected'],
    ['a signature wanted', { status: 400 }, 'doors-closed'],
    ['a password wanted', { status: 401 }, 'doors-closed'],
    ['a refusal', { status: 403 }, 'doors-closed'],
    ['nothing there', { status: 404 }, 'doors-elsewhere'],
    ['no answer yet', { status: 199 }, 'doors-elsewhere'],
    ['another page', { body: 'm2' }, 'doors-elsewhere'],
    ['a page to save', { contentDisposition: 'attachment' }, 'doors-saved'],
    ['a page to save, with a name', { contentDisposition: ' Attachment; filename=a' }, 'doors-saved'],
    ['a text', { contentType: 'text/plain; not=text/html' }, 'doors-not-pages'],
    ['another kind of page', { contentType: 'text/html5' }, 'doors-not-pages'],
    ['no type', { contentType: undefined }, 'doors-not-pages'],
    ['to be kept', { cacheControl: 'max-age=60' }, 'doors-kept'],
    ['to be kept as somebody likes', { cacheControl: undefined }, 'doors-kept'],
  ])('%s', (_what, change, code) => {
    const answer = { ...page, ...change } as typeof page;
    expect(judgeRead(answer, place, mark)).toMatchObject({
      step: 'doors',
      code,
      facts: { ...facts, status: answer.status },
    });
  });

  test.each([
    ['http://127.0.0.1:9000/doors', 'doors-here'],
    ['http://nas.local/doors', 'doors-near'],
  ])('is of this computer or its network at %s', (address, code) => {
    expect(judgeRead(page, { ...place, address }, mark).code).toBe(code);
  });
});

describe('the answers after it', () => {
  const across = (allowedOrigin?: string) =>
    judgeAcross({ ...page, ...(allowedOrigin !== undefined && { allowedOrigin }) }, place, 'https://a');
  test.each<[what: string, judge: () => Finding, step: string, code: string]>([
    ['the new page', () => judgeRewritten({ ...page, cache: 'HIT' }, place, mark), 'doors-fresh', 'doors-fresh'],
    ['the old page', () => judgeRewritten(page, place, 'm2'), 'doors-fresh', 'doors-stale'],
    ['a deleted page', () => judgeDeleted(page, place, ['m0', mark]), 'doors-gone', 'doors-stay'],
    ['none after the deletion', () => judgeDeleted(page, place, ['m0', 'm2']), 'doors-gone', 'doors-gone'],
    ['to every page', () => across('*'), 'doors-across', 'doors-across'],
    ['to this page', () => across('https://a'), 'doors-across', 'doors-across'],
    ['to another page', () => across('https://b'), 'doors-across', 'doors-apart'],
    ['to no page', () => across(), 'doors-across', 'doors-apart'],
  ])('%s', (_what, judge, step, code) => {
    expect(judge()).toMatchObject({ step, code, facts });
  });

  test('an old page names the cache it is from', () => {
    expect(judgeRewritten({ ...page, cache: 'HIT' }, place, 'm2')).toMatchObject({
      step: 'doors-fresh',
      code: 'doors-cached',
      facts: { ...facts, from: 'HIT' },
    });
    expect(judgeRewritten(page, place, 'm2').facts).toEqual(facts);
  });

  test('the page of the doctor has its mark', () => {
    expect(gives({ ...page, body: Buffer.from(doorPage('m3')).toString() }, 'm3')).toBe(true);
  });

  test('a listing is one that succeeds and has the name', () => {
    expect([lists(page, mark), lists(page, 'm2'), lists({ ...page, status: 403 }, mark)]).toEqual([true, false, false]);
    expect([gives(page, mark), gives({ ...page, status: 300 }, mark)]).toEqual([true, false]);
  });
});

describe('of all findings', () => {
  const good = (['shares-private', 'doors-here', 'doors-fresh', 'doors-gone'] as const).map((code, at) =>
    finding(doorSteps[at] ?? 'doors', code),
  );
  const silent = failedFinding(new Failure('endpoint-unreachable'), 'doors');
  const proven = { ...place, provenAtMs: 1, askedAtMs: 2, publicAtMs: 3 };

  test('doors are proven by every step that went well', () => {
    expect(provesDoors(good)).toBe(true);
    for (const at of good.keys()) expect(provesDoors(good.toSpliced(at, 1))).toBe(false);
    expect(provesDoors([...good.slice(0, 3), finding('doors-gone', 'doors-stay')])).toBe(false);
    expect(provesDoors([...good.slice(0, 3), finding('doors-across', 'doors-across')])).toBe(false);
  });

  test.each<[what: string, findings: readonly Finding[], wanted: object]>([
    ['all good: proven and private now', good, { provenAtMs: 9, askedAtMs: 9 }],
    [
      'shares are public: since when they were first seen so',
      [finding('shares-private', 'shares-public')],
      { provenAtMs: 1, askedAtMs: 9, publicAtMs: 3 },
    ],
    ['nothing was asked: as before', [], { provenAtMs: 1, askedAtMs: 2, publicAtMs: 3 }],
    [
      'no answer of the shares: as before',
      [failedFinding(new Failure('endpoint-unreachable'), 'shares-private')],
      { provenAtMs: 1, askedAtMs: 2, publicAtMs: 3 },
    ],
    ['private: public no more, proven as before', [good[0] as Finding], { provenAtMs: 1, askedAtMs: 9 }],
    ['no answer of the doors: proven as before', [good[0] as Finding, silent], { provenAtMs: 1, askedAtMs: 9 }],
    [
      'doors not asked: proven as before',
      [good[0] as Finding, finding('doors', 'not-asked')],
      { provenAtMs: 1, askedAtMs: 9 },
    ],
    ['doors closed: proven no more', [finding('doors', 'doors-closed'), good[0] as Finding], { askedAtMs: 9 }],
  ])('%s', (_what, findings, wanted) => {
    expect(doorsAfter(proven, findings, 9)).toStrictEqual({ ...place, ...wanted });
  });

  test('of doors that nobody examined before', () => {
    expect(doorsAfter(place, [], 9)).toStrictEqual(place);
    expect(doorsAfter(place, [finding('shares-private', 'shares-public')], 9)).toStrictEqual({
      ...place,
      askedAtMs: 9,
      publicAtMs: 9,
    });
  });

  test.each<[code: Finding['code'], apart: boolean, byPolicy: boolean]>([
    ['doors-apart', true, false],
    ['doors-closed', false, true],
    ['doors-elsewhere', false, true],
    ['doors-kept', false, false],
  ])('%s: open pages cannot read them %s, a policy may open them %s', (code, apart, byPolicy) => {
    const findings = [finding('doors', 'doors-kept'), { ...finding('doors', 'doors-kept'), code }];
    expect([keepsApart({ findings }), mayOpenByPolicy({ findings })]).toEqual([apart, byPolicy]);
    expect(mayOpenByPolicy({ findings, failure: new Failure('endpoint-unreachable') })).toBe(false);
  });
});
