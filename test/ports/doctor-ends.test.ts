// An examination that fails or is cut off says why, asks no more than it must, and leaves nothing behind.
import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../main/core/model/examination';
import { examinationSteps } from '../../main/core/model/examination-steps';
import { codesOf, plain, walled } from './doctor-subject';
import { startVersioned } from './real-servers';
import { answer, errorBody, signInPage, type Script } from './scripted-server';
import { isDeep } from '../volume';

const versions = isDeep ? [false, true] : [true];

describe('what ends it', () => {
  test.each<readonly [string, Script, string, string, number]>([
    ['an unknown key', answer(403, errorBody('InvalidAccessKeyId')), 'access-key-unknown', 'keys', 1],
    ['a wrong secret', answer(403, errorBody('SignatureDoesNotMatch')), 'signature-rejected', 'keys', 2],
    ['an expired token', answer(400, errorBody('ExpiredToken')), 'token-expired', 'keys', 1],
    ['no such bucket', answer(404, errorBody('NoSuchBucket')), 'bucket-missing', 'bucket', 1],
    ['a sign-in page', answer(200, signInPage, { 'content-type': 'text/html' }), 'not-s3', 'reach', 1],
    ['a web server', answer(404, signInPage, { 'content-type': 'text/html' }), 'not-s3', 'reach', 1],
    ['silence', (request) => void request.resume(), 'timed-out', 'reach', 1],
    [
      'a clock that stays wrong',
      answer(403, errorBody('RequestTimeTooSkewed'), { date: 'Thu, 01 Jan 2026 00:00:00 GMT' }),
      'clock-skewed',
      'clock',
      2,
    ],
    ['a server in trouble', answer(500, errorBody('InternalError')), 'server-failed', 'write', 2],
    ['200 and nothing', answer(200), 'not-s3', 'write', 2],
  ])('%s', async (_what, script, code, step, requests) => {
    const { wall, look } = await walled();
    wall.refuse = () => script;
    const examination = await look();
    expect(examination.failure?.code).toBe(code);
    expect(codesOf(examination)[step]).toBe(code);
    expect(verdictOf(examination)).toBe('fails');
    // What may be stored there is removed, or tried to be.
    expect(examination.requests).toBeGreaterThanOrEqual(requests);
    expect(examination.requests).toBeLessThanOrEqual(requests + 3);
    expect(examination.findings).toHaveLength(examinationSteps.length);
  });

  test('nobody listens: one attempt', async () => {
    const { wall, look } = await walled();
    await wall.close();
    const examination = await look();
    expect([examination.failure?.code, examination.requests]).toEqual(['connection-refused', 1]);
    expect(codesOf(examination)).toMatchObject({ reach: 'connection-refused', 'clean-up': 'nothing-stored' });
  });

  test.each(versions)('cut off after each request, nothing stays (versions: %s)', async (keepsVersions) => {
    const { wall, look, left } = await walled(keepsVersions ? startVersioned : plain);
    for (let last = 1; last <= 18; last += 1) {
      const cut = new AbortController();
      const from = wall.passed.length;
      // Once the answer is on its way back, and once before it is.
      wall.alter = () => {
        if (wall.passed.length - from === last) cut.abort();
      };
      const examination = await look({}, { signal: cut.signal });
      expect([last, await left()]).toEqual([last, []]);
      expect(examination.requests).toBeLessThanOrEqual(24);
      // The seventeenth is the last of the questions; what comes then is the clean-up, which nothing cuts off.
      expect([last, examination.failure?.code]).toEqual([last, last <= 16 ? 'cancelled' : undefined]);
      expect(examination.findings).toHaveLength(examinationSteps.length);
    }
  });

  test.each(versions)('an answer that is lost after its deed, nothing stays (versions: %s)', async (keepsVersions) => {
    const { wall, look, left } = await walled(keepsVersions ? startVersioned : plain);
    for (const lost of ['put', 'begin', 'complete', 'put-as-copy', 'put-if-new', 'abort'] as const) {
      wall.alter = (operation, returning) => {
        if (operation === lost) returning.lost = true;
      };
      const examination = await look();
      expect([lost, await left()]).toEqual([lost, []]);
      expect(examination.requests).toBeLessThanOrEqual(24);
      expect(examination.findings.some(({ code }) => code === 'unclear' || code === 'connection-lost')).toBe(true);
    }
  });

  test('nobody at the share endpoint: links fail, and the rest is looked at all the same', async () => {
    const { look, left } = await walled();
    const examination = await look({ shareEndpoint: 'http://127.0.0.1:1' });
    expect(codesOf(examination)).toMatchObject({
      link: 'connection-refused',
      parts: 'parts-work',
      'clean-up': 'cleaned',
    });
    expect([verdictOf(examination), examination.failure, await left()]).toEqual(['fails', undefined, []]);
  });
});
