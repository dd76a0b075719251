// What a door is called, what its page says, and when it is written anew, by tables.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { doorPage, showsDoor, type DoorLink } from '../../../main/core/given/door-page';
import {
  checkDoorName,
  isForOne,
  ownNameOf,
  pointedDoorId,
  askedDoorId,
  randomDoorName,
} from '../../../main/core/given/rules/door-name';
import {
  doorState,
  isDoorDue,
  isDoorOver,
  renewByMs,
  targetOfRequest,
  targetOfShare,
  type FoundTarget,
} from '../../../main/core/given/rules/door-times';
import { caught } from '../../fakes/failing';
import { newYearMs, sampleDoor, sampleFileRequest, sampleShare } from '../../fakes/samples';

const dayMs = 86_400_000;

describe('the short link that is asked for', () => {
  test.each([
    ['none', undefined, { isForOne: false, name: undefined }],
    ['a random name', '', { isForOne: false, name: undefined }],
    ['an own name', 'wedding', { isForOne: true, name: 'wedding' }],
    ['one that is there', askedDoorId('d-1'), { isForOne: true, name: undefined }],
  ])('for %s', (_what, asked, told) => {
    expect({ isForOne: isForOne(asked), name: ownNameOf(asked) }).toEqual(told);
  });

  test('that names one that is there is no name anybody can choose', () => {
    expect([askedDoorId('d-1'), pointedDoorId(askedDoorId('d-1'))]).toEqual(['=d-1', 'd-1']);
    expect([pointedDoorId(''), pointedDoorId('a=b')]).toEqual([undefined, undefined]);
  });
});

describe('a name', () => {
  test('is 16 characters of all 62, each as likely as the others: bytes above 247 are not used', () => {
    const every = Uint8Array.from({ length: 256 }, (_, index) => index);
    const counts = new Map<string, number>();
    for (let from = 0; from < 248; from += 1) {
      const name = randomDoorName(Uint8Array.from({ length: 16 }, () => every[from] ?? 0)) ?? '';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    expect(new Set(counts.values())).toEqual(new Set([4]));
    expect([...counts.keys()].every((name) => /^[0-9A-Za-z]{16}$/.test(name))).toBe(true);
    expect(randomDoorName(Uint8Array.from({ length: 24 }, (_, at) => (at < 4 ? 248 : at - 4)))).toBe(
      '0123456789ABCDEF',
    );
    expect(randomDoorName(Uint8Array.from({ length: 40 }, () => 248))).toBeUndefined();
    expect(randomDoorName(Uint8Array.from([...Array.from({ length: 15 }, () => 1), 250]))).toBeUndefined();
  });

  test.each(['wedding', 'a', '2026_party-x', 'z'.repeat(64)])('“%s” can be chosen', (name) => {
    expect(checkDoorName(name)).toBe(name);
  });

  test.each(['', 'Wedding', 'a b', 'a/b', '..', 'é', 'z'.repeat(65)])('“%s” cannot', (name) => {
    expect(caught(() => checkDoorName(name))).toMatchObject({
      code: 'bad-request',
      detail: { reason: 'a short link’s name has 1 to 64 letters from a to z, digits, hyphens and underscores' },
    });
  });
});

/** As long as presigned URLs of a file with a name are. */
const link: DoorLink = {
  url:
    'https://my-bucket-of-files.s3.eu-central-1.amazonaws.com/ABAgMEBQYHCAkKCwwNDg8A/report.pdf?response-content-disposition=' +
    'attachment&response-content-type=application%2Fpdf&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLEAKIDEXAMP' +
    '%2F20260101%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=604800&X-Amz-SignedHeaders=host' +
    `&X-Amz-Signature=${'a'.repeat(64)}`,
  signedAtMs: newYearMs,
  linkEndsAtMs: newYearMs + 7 * dayMs,
  untilMs: newYearMs + 30 * dayMs,
};

describe('the page', () => {
  const page = doorPage(link);

  test('is of 1.5 KiB at most, and holds the link once, escaped', () => {
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(1_536);
    expect(page.split(`href="${link.url}"`)).toHaveLength(2);
    expect(doorPage({ ...link, url: 'https://x/?copy=1&reg=2&X-Amz-Date=3' })).toContain(
      'href="https://x/?copy=1&amp;reg=2&X-Amz-Date=3"',
    );
    expect(doorPage({ ...link, url: 'https://x/"><script>' })).not.toContain('"><script>"');
  });

  test('lets only its own script run, which has the hash of the policy, and is not indexed', () => {
    const [, script = ''] = /<script>(.*)<\/script>/s.exec(page) ?? [];
    expect(page).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(page).toContain(`default-src 'none'`);
    expect(page).toContain('<meta name=robots content=none><meta name=referrer content=same-origin>');
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<script>'));
  });

  test.each<[string, Partial<Parameters<typeof showsDoor>[0]>, boolean]>([
    ['as HTML inline', {}, true],
    ['with what a proxy added', { body: `${page}<!-- cached -->`, contentDisposition: 'inline' }, true],
    ['of an earlier link', { body: doorPage({ ...link, url: 'https://x/old' }) }, false],
    ['with an earlier end', { body: doorPage({ ...link, untilMs: 1 }) }, false],
    ['without its script', { body: page.replace(/<script>.*/s, '') }, false],
    ['as a download', { contentDisposition: 'attachment; filename="x"' }, false],
    ['as bytes', { contentType: 'application/octet-stream' }, false],
    ['with a refusal', { status: 403 }, false],
  ])('is proven %s: %s', (_how, change, proven) => {
    expect(showsDoor({ status: 200, body: page, contentType: 'text/html; charset=utf-8', ...change }, link)).toBe(
      proven,
    );
  });
});

describe('a target', () => {
  test('is a share until it is revoked or removed, at the end that is later', () => {
    const { expiresAtMs } = sampleShare;
    expect(targetOfShare(sampleShare)).toEqual({ linkEndsAtMs: expiresAtMs, untilMs: expiresAtMs });
    expect(targetOfShare({ ...sampleShare, keepUntilMs: 9e12 })).toEqual({ linkEndsAtMs: expiresAtMs, untilMs: 9e12 });
    expect(targetOfShare({ ...sampleShare, revokedAtMs: 1 })).toBe('gone');
    expect(targetOfShare({ ...sampleShare, removedAtMs: 1 })).toBe('gone');
    expect(targetOfShare(undefined)).toBeUndefined();
  });

  test('is a file request until its page is removed', () => {
    const { expiresAtMs } = sampleFileRequest;
    const closed = { ...sampleFileRequest, closedAtMs: 1 };
    expect(targetOfRequest(closed)).toEqual({ linkEndsAtMs: expiresAtMs, untilMs: expiresAtMs });
    expect(targetOfRequest({ ...closed, removedAtMs: 1 })).toBe('gone');
    expect(targetOfRequest(undefined)).toBe('gone');
  });
});

const written = { ...sampleDoor, writtenAtMs: 0, leaseEndsAtMs: 10 * dayMs, untilMs: 30 * dayMs };
const { writtenAtMs: _w, leaseEndsAtMs: _l, untilMs: _u, ...unwritten } = sampleDoor;
const kept = { linkEndsAtMs: 10 * dayMs, untilMs: 30 * dayMs };
const renewed = { ...kept, linkEndsAtMs: 15 * dayMs };

describe('at a time', () => {
  test.each<[string, Parameters<typeof isDoorDue>[0], FoundTarget, days: number, due: boolean]>([
    ['not written yet', unwritten, kept, 1, true],
    ['not written, and its link has ended', unwritten, kept, 10, false],
    ['with the present link', written, kept, 9, false],
    ['with a link that ends in the same moment', written, { ...kept, linkEndsAtMs: 10 * dayMs + 2_000 }, 9, false],
    ['with a former link in its first half', written, renewed, 4.9, false],
    ['with a former link half way to its end', written, renewed, 5, true],
    ['with a former link that ended', written, renewed, 11, true],
    ['with a former end', written, { ...kept, untilMs: 40 * dayMs }, 1, true],
    ['closed', { ...unwritten, closedAtMs: 1 }, kept, 1, false],
    ['of a target that is gone', written, 'gone', 1, false],
    ['of a target that is forgotten', written, undefined, 1, false],
  ])('a door %s is due: %#', (_what, door, target, days, due) => {
    expect(isDoorDue(door, target, days * dayMs)).toBe(due);
  });

  test.each<[string, Parameters<typeof isDoorOver>[0], FoundTarget, days: number, over: boolean]>([
    ['closed', { ...written, closedAtMs: 1 }, kept, 1, true],
    ['of a target that is gone', written, 'gone', 1, true],
    ['of a forgotten share whose link lives', written, undefined, 9, false],
    ['of a forgotten share whose link has ended', written, undefined, 10, true],
    ['of a forgotten share that was never written', unwritten, undefined, 0, true],
    ['past its end', written, kept, 31, false],
  ])('a door %s is over: %#', (_what, door, target, days, over) => {
    expect(isDoorOver(door, target, days * dayMs)).toBe(over);
  });

  test.each<[Parameters<typeof doorState>[0], FoundTarget, days: number, state: string]>([
    [written, kept, 9, 'open'],
    [written, kept, 10, 'waiting'],
    [unwritten, kept, 1, 'waiting'],
    [written, kept, 30, 'ended'],
    [written, 'gone', 1, 'ended'],
    [written, undefined, 1, 'ended'],
    [{ ...written, closedAtMs: 1 }, kept, 1, 'closed'],
  ])('%# its state is told', (door, target, days, state) => {
    expect(doorState(door, target, days * dayMs)).toBe(state);
  });

  test('Mayfly has to run before the link ends, where the target lives longer', () => {
    expect(renewByMs(written, kept)).toBe(10 * dayMs);
    expect(renewByMs(written, { ...kept, untilMs: 10 * dayMs })).toBeUndefined();
    expect(renewByMs(written, { ...kept, untilMs: 10 * dayMs + 2_000 })).toBeUndefined();
    expect(renewByMs(written, undefined)).toBeUndefined();
    expect(renewByMs(unwritten, kept)).toBeUndefined();
    expect(renewByMs(written, 'gone')).toBeUndefined();
  });
});
