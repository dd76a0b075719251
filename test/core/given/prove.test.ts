// "Proven" is said of a link that opened just now, and of no other; a network that is away says nothing about it. The judgement is one for all that is given away.
import { describe, expect, test } from 'vitest';
import {
  prove as proved,
  probeOfSender,
  provesNothing,
  checkShort,
  judged,
  type Proof,
} from '../../../main/core/given/prove';
import { Failure, failureRules, type FailureCode } from '../../../main/core/model/failure';
import type { LinkProbe, ProbeAnswer, Trusting } from '../../../main/core/ports/object-store';
import type { TransferEngine } from '../../../main/core/ports/transfer-engine';
import { rejected, caught } from '../../fakes/failing';
import { givenRequest, givenShare, type Given, type IfGone } from '../../../main/core/given/rules/what-is-given';
import type { Share } from '../../../main/core/model/share';
import { sampleConnection, sampleFileRequest, sampleItem, sampleShare } from '../../fakes/samples';

const url = 'https://s3.example.com/files/a?X-Amz-Signature=0';
const trusting: Trusting = { caFile: '/own.pem' };

/** Proves a link to 3 bytes that is answered so; what was asked stands beside. */
async function prove(answer: ProbeAnswer | Failure | Error) {
  const asked: unknown[] = [];
  const probe: LinkProbe = {
    async ask(...given) {
      asked.push(given);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { asked, proof: await proved(probe, url, { sizeBytes: 3 }, trusting) };
}

describe('an answer is judged, and told', () => {
  test.each([
    [{ status: 206, sizeBytes: 3 }, 'proven'],
    [{ status: 206, sizeBytes: 4 }, 'wrong'],
    [{ status: 404 }, 'gone'],
    [{ status: 503 }, 'unknown'],
  ])('%j: %s', async (answer, verdict) => {
    const { asked, proof } = await prove(answer);
    expect(proof).toEqual({ verdict, answer });
    // Once, and the certificate authorities are those of the connection.
    expect(asked).toEqual([[url, trusting]]);
  });
});

describe('without an answer', () => {
  const silent = new Set<FailureCode>([
    'endpoint-unreachable',
    'host-unknown',
    'connection-refused',
    'connection-lost',
    'timed-out',
    'server-failed',
    'throttled',
    'bucket-stopped',
    'update-unavailable',
    'device-unreachable',
    'device-busy',
    // A proxy keeps this computer from the link, and nobody else.
    'proxy-unreachable',
    'proxy-refused',
    'proxy-password',
    'proxy-unsupported',
  ]);
  const codes = Object.keys(failureRules) as FailureCode[];

  test.each(codes.filter((code) => silent.has(code)))('%s proves nothing', async (code) => {
    const silence = new Failure(code);
    expect((await prove(silence)).proof).toEqual({ verdict: 'unknown', silence });
    expect(provesNothing(silence)).toBe(true);
  });

  test.each(codes.filter((code) => !silent.has(code)))('%s is raised as it came', async (code) => {
    const failure = new Failure(code);
    expect(await rejected(prove(failure))).toBe(failure);
    expect(provesNothing(failure)).toBe(false);
  });

  test('an error that nobody understood is no silence', async () => {
    await expect(prove(new TypeError('a bug'))).rejects.toThrow('a bug');
  });
});

const disposition = `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`;
const type = 'application/octet-stream';
const pageShare: Share = { ...sampleShare, kind: 'page', key: 'p/new/index.html' };
const items = [
  { ...sampleItem, key: 'f/0/a', sizeBytes: 1 },
  { ...sampleItem, key: 'f/1/b', sizeBytes: 2 },
  { ...sampleItem, role: 'page' as const, key: 'p/old/index.html', sizeBytes: 3 },
  { ...sampleItem, role: 'page' as const, key: 'p/new/index.html', sizeBytes: 4 },
];

const file = (ifGone?: IfGone) => givenShare(sampleShare, [], sampleConnection, ifGone);
const pages: readonly (readonly [string, Given])[] = [
  ['a page', givenShare(pageShare, items, sampleConnection)],
  ['the page of a request', givenRequest(sampleFileRequest, 4)],
];
const answered = (status: number, seen: Partial<ProbeAnswer> = {}) => ({ status, ...seen });

test.each<[IfGone, string, object]>([
  ['unproven', 'link-unproven', { fileName: 'report.pdf', status: 404 }],
  ['not-found', 'object-not-found', { fileName: 'report.pdf', bucket: 'files' }],
  ['missing', 'object-missing', { fileName: 'report.pdf' }],
])('an object that is gone is %s', (ifGone, code, detail) => {
  for (const may of [true, false]) {
    const failure = caught(() => judged(file(ifGone), { verdict: 'gone', answer: answered(404) }, may));
    expect([failure.code, failure.detail]).toEqual([code, detail]);
  }
});

test('a request’s page that is gone is not proven: it was stored just now', () => {
  expect(givenRequest(sampleFileRequest, 4).ifGone).toBe('unproven');
});

test('a proven link is verified, and one that opens something else is not given, whatever may be', () => {
  expect(judged(file(), { verdict: 'proven', answer: answered(206) }, false)).toEqual({ verified: true });
  const wrong = { verdict: 'wrong', answer: answered(403) } as const;
  expect(caught(() => judged(file(), wrong, true))).toMatchObject({
    code: 'link-unproven',
    detail: { fileName: 'report.pdf', status: 403 },
  });
});

test('a network that is away is no failure where the link may be unproven, else it is told as it was', () => {
  const silence = new Failure('timed-out');
  expect(judged(file(), { verdict: 'unknown', silence }, true)).toEqual({ verified: false });
  expect(caught(() => judged(file(), { verdict: 'unknown', silence }, false))).toBe(silence);
});

test('a server in trouble is no failure where the link may be unproven, else the link is not proven', () => {
  const trouble = { verdict: 'unknown', answer: answered(503) } as const;
  expect(judged(file(), trouble, true)).toEqual({ verified: false });
  expect(caught(() => judged(file(), trouble, false))).toMatchObject({
    code: 'link-unproven',
    detail: { status: 503 },
  });
});

describe.each(pages)('%s', (_what, given) => {
  test('that no browser shows is not given', () => {
    const plain = { verdict: 'proven', answer: answered(206, { contentType: 'text/plain' }) } as const;
    expect(caught(() => judged(given, plain, true))).toMatchObject({
      code: 'page-not-shown',
      detail: { host: 's3.example.com', pageId: given.id },
    });
    const html = { verdict: 'proven', answer: answered(206, { contentType: 'text/html' }) } as const;
    expect(judged(given, html, false)).toEqual({ verified: true });
  });

  test('is of the size of the page, not of its files', () => {
    expect(given.opens.sizeBytes).toBe(4);
  });
});

test('of a page whose row is damaged no size is known', () => {
  expect(givenShare(pageShare, items.slice(0, 3), sampleConnection).opens.sizeBytes).toBeUndefined();
});

test.each<[string, Proof, object]>([
  ['nothing', { verdict: 'unknown', silence: new Failure('timed-out') }, {}],
  ['a server in trouble', { verdict: 'unknown', answer: answered(503) }, { status: 503 }],
])('a short link that %s answers is not given', (_what, proof, seen) => {
  const failure = caught(() => checkShort(file(), proof));
  expect([failure.code, failure.detail]).toEqual(['link-unproven', { fileName: 'report.pdf', ...seen }]);
});

test.each([
  ['all that the share’s link has to give', sampleShare, { contentType: type, contentDisposition: disposition }, true],
  ['another type', sampleShare, { contentType: 'application/pdf', contentDisposition: disposition }, false],
  ['another name', sampleShare, { contentType: type, contentDisposition: 'attachment' }, false],
  ['nothing', sampleShare, {}, false],
  [
    'all that a page’s says',
    pageShare,
    { contentType: 'text/html; charset=utf-8', contentDisposition: 'inline' },
    false,
  ],
  ['nothing, and leads to a page', pageShare, {}, false],
])('a short link answers with %s', (_what, share, answer, same) => {
  const proof = { verdict: 'proven', answer: { status: 206, ...answer } } as const;
  const given = givenShare(share, [], sampleConnection);
  if (same) return checkShort(given, proof);
  const { code, detail } = caught(() => checkShort(given, proof));
  expect([code, detail]).toEqual(['link-not-shorter', { fileName: 'report.pdf' }]);
});

describe('a link is asked over the connection that sent its object', () => {
  /** What the sender and the probe of this process say; who was asked stands beside. */
  async function ask(sender: () => Promise<ProbeAnswer | undefined>) {
    const asked: unknown[] = [];
    const engine: Pick<TransferEngine, 'ask'> = {
      ask(...given) {
        asked.push(['engine', ...given]);
        return sender();
      },
    };
    const probe: LinkProbe = {
      async ask(...given) {
        asked.push(['probe', ...given]);
        return { status: 206 };
      },
    };
    const answer = await probeOfSender({ engine, probe }, sampleConnection)
      .ask(url, trusting)
      .catch((error: unknown) => error);
    return { asked, answer };
  }
  const ofSender = ['engine', url, sampleConnection];
  const ofProbe = ['probe', url, trusting];

  test('whose answer counts', async () => {
    expect(await ask(async () => ({ status: 404 }))).toEqual({ asked: [ofSender], answer: { status: 404 } });
  });

  test.each([
    ['goes another way', async () => undefined],
    ['lost its connection', () => Promise.reject(new Failure('connection-lost'))],
    ['died', () => Promise.reject(new Failure('engine-stopped'))],
  ])('and over another when the sender %s', async (_what, sender) => {
    expect(await ask(sender)).toEqual({ asked: [ofSender, ofProbe], answer: { status: 206 } });
  });

  test('and any other failure of the sender is told', async () => {
    const failure = new Failure('timed-out');
    expect(await ask(() => Promise.reject(failure))).toEqual({ asked: [ofSender], answer: failure });
  });
});
