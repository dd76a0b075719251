// What is older, unsigned or unreadable is never offered, and nothing is interrupted for an update.
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import {
  isSigned,
  judgeVersion,
  notesText,
  stalenessOf,
  updateWaits,
} from '../../../main/core/updates/rules/judge-update';
import type { Upload, UploadPhase } from '../../../main/core/model/upload';

test.each([
  ['0.1.0', '0.1.1', 'newer'],
  ['0.1.9', '0.1.10', 'newer'],
  ['0.9.9', '1.0.0', 'newer'],
  ['9.0.0', '10.0.0', 'newer'],
  ['0.1.0', '0.1.0', 'same'],
  ['0.2.0', '0.1.9', 'older'],
  ['1.0.0', '0.99.99', 'older'],
  ['0.10.0', '0.9.0', 'older'],
  ['0.1.0', '0.2.0-beta.1', 'unreadable'],
  ['0.1.0', '0.1.0+2', 'unreadable'],
  ['0.1.0', 'v0.2.0', 'unreadable'],
  ['0.1.0', '0.2', 'unreadable'],
  ['0.1.0', '', 'unreadable'],
  ['0.1.0', ' 0.2.0', 'unreadable'],
  ['0.1.0', '99999999.0.0', 'unreadable'],
  ['0.1.0-dev', '0.2.0', 'unreadable'],
])('beside %s, %j is %s', (running, offered, judged) => {
  expect(judgeVersion(running, offered)).toBe(judged);
});

describe('a signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const feed = 'version: 0.2.0\n';
  const signature = sign(null, Buffer.from(feed), privateKey).toString('base64');
  const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();
  const short = generateKeyPairSync('rsa', { modulusLength: 512 });
  const shortSignature = sign(null, Buffer.from(feed), short.privateKey).toString('base64');
  const shortPem = short.publicKey.export({ type: 'spki', format: 'pem' }).toString();

  test.each([
    ['of the feed', feed, signature, pem, true],
    ['with the line feed of its file', feed, `${signature}\n`, pem, true],
    ['of another feed', 'version: 0.3.0\n', signature, pem, false],
    ['of a feed that lost a byte', feed.trimEnd(), signature, pem, false],
    ['by another key', feed, signature, other, false],
    ['that is empty', feed, '', pem, false],
    ['that is a page of HTML', feed, '<html></html>', pem, false],
    ['that is cut', feed, signature.slice(4), pem, false],
    ['with a key of another kind', feed, signature, rsa, false],
    ['with a word before it', feed, ` ${signature}`, pem, false],
    ['with a word behind it', feed, `${signature} x`, pem, false],
    ['of a short RSA key, which is as long', feed, shortSignature, shortPem, false],
    ['without a key', feed, signature, '', false],
  ])('%s: %#', (_what, text, signed, key, expected) => {
    expect(isSigned(text, signed, key)).toBe(expected);
  });
});

const day = 86_400_000;
test.each([
  ['signed just now, the first that was seen', 1_000 * day, undefined, undefined],
  ['the newest that was seen, again', 1_000 * day, 1_000 * day, undefined],
  ['newer than the newest that was seen', 1_000 * day, 1_000 * day - 1, undefined],
  ['older than one that was seen', 1_000 * day, 1_000 * day + 1, 'replayed'],
  ['ninety days old', 910 * day, undefined, undefined],
  ['older than that', 910 * day - 1, undefined, 'old'],
  ['both', 1, 2, 'replayed'],
  ['signed on a clock that is ahead', 2_000 * day, undefined, undefined],
] as const)('a feed that is %s', (_what, signedAtMs, newestSeenMs, staleness) => {
  expect(stalenessOf(signedAtMs, newestSeenMs, 1_000 * day)).toBe(staleness);
});

test.each([
  ['one text', 'Faster.\n', 'Faster.'],
  [
    'a list of versions',
    [
      { version: '2', note: 'Two.' },
      { version: '1', note: 'One.' },
    ],
    'Two.\n\nOne.',
  ],
  ['nothing', undefined, ''],
  ['no text', [{ note: null }, null, 7], ''],
  ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['control characters', 'a\u001B[31m\rb\u202Ec\nd', 'a[31mbc\nd'],
  ['more than anybody reads', 'x'.repeat(30_000), 'x'.repeat(20_000)],
])('notes that are %s become a text', (_what, notes, text) => {
  expect(notesText(notes)).toBe(text);
});

const lost = { failure: new Failure('connection-lost') };
test.each<[UploadPhase, boolean]>([
  [{ kind: 'waiting' }, true],
  [{ kind: 'uploading' }, true],
  [{ kind: 'verifying' }, true],
  [{ kind: 'offline', ...lost }, true],
  [{ kind: 'paused' }, false],
  [{ kind: 'awaiting-credentials', ...lost }, false],
  [{ kind: 'failed', ...lost }, false],
])('an upload that is %j keeps an update waiting: %s', (phase, waits) => {
  const upload: Upload = {
    id: 'u',
    name: 'a',
    sizeBytes: 1,
    sentBytes: 0,
    bytesPerSecond: 0,
    phase,
    connectionId: 'c',
    startedAtMs: 0,
  };
  expect(updateWaits([upload])).toBe(waits);
  expect(updateWaits([])).toBe(false);
});
