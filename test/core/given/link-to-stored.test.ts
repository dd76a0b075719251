// A link is signed for the endpoint that its row names, and says what it answers.
import { describe, expect, test } from 'vitest';
import {
  linkToStored,
  raiseMissing,
  secondsLeft,
  sign,
  signedFor,
  type LinkingStored,
} from '../../../main/core/given/link-to-stored';
import type { Connection } from '../../../main/core/model/connection';
import type { Share } from '../../../main/core/model/share';
import { answersAs, fileAnswer, givenShare } from '../../../main/core/given/rules/what-is-given';
import { Failure } from '../../../main/core/model/failure';
import type { ProbeAnswer } from '../../../main/core/ports/object-store';
import { caught, rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

const disposition = `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`;
const type = 'application/octet-stream';
const pageShare: Share = { ...sampleShare, kind: 'page', key: 'p/new/index.html' };

test.each<[Partial<Share>, Partial<Connection>, object]>([
  [{}, {}, {}],
  [{}, { endpoint: 'https://new.example.com' }, { endpoint: sampleShare.endpoint }],
  [{}, { shareEndpoint: 'https://now.example.com' }, { endpoint: sampleShare.endpoint }],
  [{}, { shareEndpoint: sampleShare.endpoint, endpoint: 'https://new.example.com' }, {}],
  [{ linkEndpoint: 'https://then.example.com' }, { shareEndpoint: 'https://then.example.com' }, {}],
  [{ linkEndpoint: 'https://then.example.com' }, {}, { endpoint: 'https://then.example.com' }],
  [{ endpoint: 'http://127.0.0.1:1' }, { kind: 'embedded' }, {}],
])('a link that was for %j is signed, by a connection that is %j by now, for %j', (share, connection, endpoint) => {
  expect(signedFor({ ...sampleShare, ...share }, { ...sampleConnection, ...connection })).toEqual(endpoint);
});

test.each<[string | undefined, string | undefined, boolean]>([
  [type, disposition, true],
  ['image/png', disposition, false],
  [type, 'inline', false],
  [undefined, undefined, false],
])('an object of type %j and disposition %j needs nothing in its link: %j', (contentType, seen, needsNothing) => {
  expect(
    answersAs(fileAnswer(sampleShare), {
      ...(contentType !== undefined && { contentType }),
      ...(seen !== undefined && { contentDisposition: seen }),
    }),
  ).toBe(needsNothing);
});

describe('a signed link', () => {
  const signed = async (share: Share, change: Partial<Connection> = {}, short?: boolean) => {
    const { known } = openShares();
    const connection = { ...sampleConnection, ...change };
    const { url } = await known.with(sampleShare, ({ objects }) =>
      sign(
        givenShare(share, [], connection),
        { objects, connection },
        { signedAtMs: newYearMs, lifetimeSeconds: 60 },
        short,
      ),
    );
    const { origin, pathname, searchParams: asked } = new URL(url);
    return { at: origin + pathname, answers: ['type', 'disposition', 'cache'].map((name) => asked.get(name)) };
  };
  const noOverrides = { capabilities: { madeAtMs: 0, overrides: false } };

  test('says what it answers', async () => {
    expect((await signed(sampleShare)).answers).toEqual([type, disposition, null]);
    expect((await signed({ ...sampleShare, contentType: 'image/png', disposition: 'inline' })).answers).toEqual([
      'image/png',
      disposition.replace('attachment', 'inline'),
      null,
    ]);
    expect((await signed(pageShare)).answers).toEqual(['text/html; charset=utf-8', 'inline', 'no-store']);
  });

  test('is of the share’s key, at the endpoint it is known by', async () => {
    const { at } = await signed({ ...sampleShare, linkEndpoint: 'https://then.example.com' });
    expect(at).toBe(`https://then.example.com/files/${sampleShare.key}`);
  });

  test('says nothing when it is to be short', async () => {
    expect((await signed(sampleShare, {}, true)).answers).toEqual([null, null, null]);
  });

  test('leaves out what the server ignores of what Mayfly stored, and nothing of the rest', async () => {
    expect((await signed(sampleShare, noOverrides)).answers).toEqual([null, null, null]);
    expect((await signed({ ...sampleShare, origin: 'linked' }, noOverrides)).answers).toEqual([
      type,
      disposition,
      null,
    ]);
    expect((await signed(pageShare, noOverrides)).answers[2]).toBe('no-store');
  });
});

describe('a link to what is stored', () => {
  const opens = { status: 206, sizeBytes: sampleShare.sizeBytes, contentType: type };
  const short = { ...opens, contentDisposition: disposition };
  const silence = new Failure('timed-out');

  const linked = (answer: ProbeAnswer | Failure, how: Partial<LinkingStored> = {}) =>
    openShares().known.with(sampleShare, (open) => {
      const ask = () => (answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer));
      const until = { signedAtMs: newYearMs, lifetimeSeconds: 60 };
      const options = { mayBeUnproven: false, ...how };
      return linkToStored({ probe: { ask } }, givenShare(sampleShare, [], sampleConnection), open, until, options);
    });

  test('is proven, and tells its end', async () => {
    const { url, ...made } = await linked(opens);
    expect(made).toStrictEqual({ expiresAtMs: newYearMs + 60_000, verified: true });
    expect(new URL(url).searchParams.get('disposition')).toBe(disposition);
  });

  test('that nobody answers for is given only where it may be unproven', async () => {
    const { url: _url, ...made } = await linked(silence, { mayBeUnproven: true });
    expect(made).toStrictEqual({ expiresAtMs: newYearMs + 60_000, verified: false });
    expect((await rejected(linked(silence))).code).toBe('timed-out');
  });

  test('that is to be short says no name, opens as the long one does, and is never unproven', async () => {
    const { url } = await linked(short, { short: true });
    expect(new URL(url).searchParams.get('disposition')).toBe(null);
    expect((await rejected(linked(opens, { short: true }))).code).toBe('link-not-shorter');
    for (const mayBeUnproven of [true, false])
      expect((await rejected(linked(silence, { short: true, mayBeUnproven }))).code).toBe('link-unproven');
  });

  test('is looked at before it is judged', async () => {
    const seen: unknown[] = [];
    const look: LinkingStored['look'] = ({ answer }) => void seen.push(answer?.status);
    expect((await rejected(linked({ status: 404 }, { look }))).code).toBe('object-missing');
    expect(seen).toEqual([404]);
  });
});

describe('a share', () => {
  const after = (code: 'object-missing' | 'access-denied', share = sampleShare) => {
    const saved: Share[] = [];
    const saveSeen = (row: Share, change: (present: Share) => Share) => {
      saved.push(change(row));
      return row;
    };
    const context = { known: { saveSeen }, clock: () => 5 };
    return [caught(() => raiseMissing(context, share, new Failure(code))).code, saved];
  };

  test('whose object is missing is saved as missing, since the first time', () => {
    expect(after('object-missing')).toEqual(['object-missing', [{ ...sampleShare, missingAtMs: 5 }]]);
    const missing = { ...sampleShare, missingAtMs: 3 };
    expect(after('object-missing', missing)).toEqual(['object-missing', [missing]]);
  });

  test('of which something else fails stays as it is', () => {
    expect(after('access-denied')).toEqual(['access-denied', []]);
  });
});

describe('the time that is left of a link', () => {
  const left = (endsAtMs: number, nowMs: number) => secondsLeft({ endsAtMs }, { connection: sampleConnection }, nowMs);

  test('is that until the end its row says, in whole seconds, and no more than the server takes', () => {
    expect([left(61_999, 1_000), left(2_000, 1_000), left(700_000_000, 1)]).toEqual([60, 1, 604_800]);
  });

  test('is over a second before it ends', () => {
    expect(caught(() => left(2_000, 1_001))).toMatchObject({
      code: 'bad-request',
      detail: { reason: 'the link has ended' },
    });
  });
});
