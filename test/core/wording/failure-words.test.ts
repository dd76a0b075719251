// Whatever goes wrong, a person reads what happened, whether the data is safe, and one thing to do.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  afterSending,
  Failure,
  failureRules,
  type FailureCode,
  type FailureDetail,
} from '../../../main/core/model/failure';
import { failureWords, type Door } from '../../../main/core/wording/failure-words';
import { setLanguage, words } from '../../../resources/words/messages';

const codes = Object.keys(failureRules) as FailureCode[];
const doors: readonly Door[] = ['window', 'terminal'];

const details: readonly (readonly [what: string, detail: FailureDetail])[] = [
  ['no facts', {}],
  [
    'all facts',
    {
      fileName: 'a b.txt',
      connectionName: 'Work',
      bucket: 'files',
      host: 's3.example.com:9000',
      region: 'eu-west-9',
      otherHost: 'proxy.example.com:3128',
      addressing: 'virtual-host',
      right: 's3:PutObject',
      fingerprint: 'AB:CD',
      status: 418,
      serverCode: 'Teapot',
      reason: 'it is read-only',
      profile: 'my work',
      sizeBytes: 5,
      deviceName: 'Pixel',
      fileCount: 3,
      storedCount: 2,
    },
  ],
  ['empty facts', { fileName: '', connectionName: '', bucket: '', host: '', region: '', profile: '' }],
  ['facts that look like templates', { fileName: '$&', connectionName: '$1', bucket: '$`', host: "$'" }],
];

const cases = codes.flatMap((code) =>
  doors.flatMap((door) => details.map(([what, detail]) => ({ code, door, what, detail }))),
);

describe('the words', () => {
  test.each(cases)('of $code in the $door with $what are whole sentences', ({ code, door, detail }) => {
    const words = failureWords(new Failure(code, detail), door);
    for (const text of [words.message, words.safety, words.next]) {
      expect(text).toMatch(/^\S.*[a-z0-9_”)}’&`']?.*\.$/u);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|: \.|\(\)|“”| {2}|\.\.$|!/);
    }
    expect(words.message).toMatch(/^[A-Z\d“]/u);
    expect(words.safety).toMatch(/^[A-Z]/);
    expect(words.next).toMatch(/^[A-Z]/);
    expect(words.dataSafe).toBeTypeOf('boolean');
  });

  test.each(codes)('of %s never quote what a library or a server wrote', (code) => {
    const failure = new Failure(code, { serverCode: 'CanaryCode' }, new Error('canary https://h/?X-Amz-Signature=1'));
    for (const door of doors) expect(JSON.stringify(failureWords(failure, door))).not.toMatch(/canary/i);
  });

  test('say that data is not safe only where it is not', () => {
    const unsafe = codes.filter((code) => !failureWords(new Failure(code), 'window').dataSafe);
    expect(unsafe).toEqual(['revoke-unproven', 'door-not-closed', 'ledger-damaged', 'ledger-damage-found']);
  });

  test('are different for every code', () => {
    const messages = codes.map((code) => failureWords(new Failure(code), 'window').message);
    expect(new Set(messages).size).toBe(codes.length);
  });

  test.each(codes)('of %s send nobody in a terminal to a button, nor to a command in a window', (code) => {
    expect(failureWords(new Failure(code), 'terminal').next).not.toMatch(/press|click|form\b/i);
    // What only another program can mend is its command, whichever door it is read behind.
    const next = failureWords(new Failure(code), 'window').next.replaceAll(/`aws [^`]*`/g, '');
    expect(next).not.toMatch(/mayfly --|--[a-z]|run mayfly/);
  });
});

describe('in Korean', () => {
  beforeEach(() => setLanguage('ko'));
  afterEach(() => setLanguage('en'));

  test.each(cases)('$code in the $door with $what is told in 해요체', ({ code, door, detail }) => {
    const words = failureWords(new Failure(code, detail), door);
    for (const text of [words.message, words.safety, words.next]) {
      expect(text).toMatch(/[가-힣]+[요][.]$|[가-힣]+요 ?\([^()]*\)\.$/u);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\(\)|“”| {2}|\.\.$|!/);
      // Latin letters are names, options and commands: never three words in a row.
      expect(text.replaceAll(/mayfly( [a-z]+)*( ID)?( --[a-z]+)?|`aws [^`]*`/g, '')).not.toMatch(
        /[a-z]+ [a-z]+ [a-z]+/,
      );
      // “… 서버 서버가”, and a sentence that ends where another one was to follow.
      expect(text).not.toMatch(/(?<!\S)([가-힣]{2,}) \1|[^요)]\. /u);
    }
  });

  test.each([
    [{ fileName: '보고서.pdf' }, '“보고서.pdf” 파일을 찾을 수 없어요.'],
    [{ fileName: 'report' }, '“report” 파일을 찾을 수 없어요.'],
    [{}, '파일을 찾을 수 없어요.'],
  ])('the particles fit any name: %j', (detail, message) => {
    expect(failureWords(new Failure('file-missing', detail), 'window').message).toBe(message);
  });
});

describe('the message', () => {
  test.each([
    [
      'file-not-regular',
      { fileName: 'p', reason: 'a named pipe' },
      '“p” is a named pipe, and only ordinary files and folders can be shared.',
    ],
    ['file-unreadable', { fileName: 'p' }, '“p” cannot be read.'],
    ['file-unreadable', { fileName: 'p', reason: 'you have no right to' }, '“p” cannot be read: you have no right to.'],
    ['bucket-missing', { host: 'h:1', bucket: 'files' }, 'The server h:1 has no bucket “files”.'],
    ['bucket-missing', {}, 'The server has no such bucket.'],
    [
      'region-wrong',
      { host: 'h', region: 'eu-west-9' },
      'The server h says that the bucket is in the region eu-west-9.',
    ],
    ['not-s3', { host: 'h', status: 200 }, 'The server h answered, but not like S3 (it answered 200).'],
    ['not-s3', {}, 'The server answered, but not like S3.'],
    // Once the endpoint was said to be wrong where a key of the bucket's encryption was.
    [
      'not-s3',
      { host: 'h', status: 400, serverCode: 'KMS.DisabledException' },
      'The server h refused this for a reason that Mayfly does not know (it answered 400).',
    ],
    [
      'endpoint-unreachable',
      { host: 'h', reason: 'no route leads there' },
      'The server h cannot be reached: no route leads there.',
    ],
    [
      'link-unproven',
      { fileName: 'p', status: 403 },
      'The link to “p” does not open (it answered 403), so it was not copied.',
    ],
    [
      'access-denied',
      { host: 'h', bucket: 'files', right: 's3:PutObject' },
      'The server h does not allow this key to store objects in the bucket “files” (s3:PutObject).',
    ],
    [
      'access-denied',
      { host: 'h', bucket: 'files' },
      'The server h does not allow this key to use the bucket “files”.',
    ],
    ['tls-expired', { host: 'h' }, 'The server h has a certificate that has expired.'],
    [
      'tls-expired',
      { host: 'h', reason: 'it is not valid yet' },
      'The server h has a certificate that is not valid yet.',
    ],
    ['addressing-wrong', { host: 'h', addressing: 'path' }, 'The server h does not know the bucket by the path.'],
    [
      'redirected',
      { host: 'h', otherHost: 'o:1' },
      'The server h sends requests on to o:1; Mayfly does not take your keys there by itself.',
    ],
    ['connection-unknown', { connectionName: 'Work' }, 'There is no connection “Work”.'],
    ['connection-unknown', {}, 'There is no such connection.'],
    [
      'expiry-out-of-range',
      {},
      'That is no lifetime of a link. A link lives from 1 second to 7 days, at Tigris to 90 days.',
    ],
    [
      'expiry-out-of-range',
      { longestSeconds: 604_800 },
      'A link to this storage lives from 1 second to 7 days, in whole seconds.',
    ],
    [
      'expiry-out-of-range',
      { longestSeconds: 7_776_000 },
      'A link to this storage lives from 1 second to 90 days, in whole seconds.',
    ],
  ] as const)('of %s with %j', (code, detail, message) => {
    expect(failureWords(new Failure(code, detail), 'window').message).toBe(message);
  });
});

// Once the words said “nothing was shared” of a file that was on somebody's server.
test.each(codes)('%s claims not that nothing left when bytes had left', (code) => {
  for (const language of ['en', 'ko'] as const) {
    setLanguage(language);
    const { sourceKept, nothingSent, nothingStored } = words.failures.safety;
    expect([sourceKept, nothingSent, nothingStored]).not.toContain(
      failureWords(afterSending(new Failure(code)), 'window').safety,
    );
  }
  setLanguage('en');
});
