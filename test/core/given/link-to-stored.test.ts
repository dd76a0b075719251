// A link is signed for the endpoint that its row names, and says what it answers.
import { describe, expect, test } from 'vitest';
import { givenShare } from '../../../main/core/given/rules/what-is-given';
import { secondsLeft, sign } from '../../../main/core/given/link-to-stored';
import type { Connection } from '../../../main/core/model/connection';
import type { Share } from '../../../main/core/model/share';
import { signedFor } from '../../../main/core/storage/rules/file-link';
import { caught } from '../../fakes/failing';
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
