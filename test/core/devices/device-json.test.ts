// What other devices write, by the protocol's README and by what releases 1.17 and 1.18 of the app send; and what strangers may send instead.
import { anything, assert, jsonValue, property, string, array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostOfferedBytes, mostOfferedFiles } from '../../../main/core/model/devices/device';
import {
  mostInfoBytes,
  mostOfferBytes,
  readAccepted,
  readAnnounced,
  readInfo,
  readOffer,
} from '../../../main/core/devices/rules/device-json';
import { offeredPath } from '../../../main/core/devices/rules/offered-path';
import { anyCharacter } from '../../any-character';

const hash = 'ab'.repeat(32);
const announced = {
  alias: 'Nice Orange',
  version: '2.1',
  deviceModel: 'Samsung',
  deviceType: 'mobile',
  fingerprint: hash,
  port: 53_317,
  protocol: 'https',
  download: true,
  announce: true,
};
const read = (value: unknown) => readAnnounced(JSON.stringify(value));

describe('an announcement', () => {
  test('is read as the app writes it', () => {
    expect(read(announced)).toEqual({
      alias: 'Nice Orange',
      version: '2.1',
      model: 'Samsung',
      kind: 'mobile',
      fingerprint: hash.toUpperCase(),
      port: 53_317,
      scheme: 'https',
      wantsAnswer: true,
    });
  });

  test.each<[string, object, object]>([
    ['1.17 leaves out what it does not know as null', { deviceModel: null, deviceType: null }, { kind: 'desktop' }],
    ['a kind of the future is a desktop', { deviceType: 'fridge' }, { kind: 'desktop' }],
    ['the first release tells no version', { version: undefined }, { version: '1.0' }],
    ['1.18 calls itself 2.2', { version: '2.2' }, { version: '2.2' }],
    ['an answer wants none', { announce: false }, { wantsAnswer: false }],
    ['1.18 leaves announce out', { announce: undefined }, { wantsAnswer: true }],
    [
      'a fingerprint with colons',
      { fingerprint: hash.replaceAll(/..(?=.)/g, '$&:') },
      { fingerprint: hash.toUpperCase() },
    ],
    [
      'by http any text',
      { protocol: 'http', fingerprint: 'random string' },
      { scheme: 'http', fingerprint: 'random string' },
    ],
    ['more than a fingerprint', { fingerprint: `${hash}ab` }, { fingerprint: `${hash}ab` }],
    ['a text that ends as one', { fingerprint: `x${hash}` }, { fingerprint: `x${hash}` }],
    ['a name that steers a terminal', { alias: '\u001b[2J\u202eevil' }, { alias: '\ufffd[2J\ufffdevil' }],
    ['a long name is cut', { alias: '🍊'.repeat(200) }, { alias: '🍊'.repeat(64) }],
  ])('%s', (_what, change, said) => {
    expect(read({ ...announced, ...change })).toMatchObject(said);
  });

  test.each<[string, unknown]>([
    ['no object', 'text'],
    ['no name', { ...announced, alias: ' ' }],
    ['no fingerprint', { ...announced, fingerprint: undefined }],
    ['port 0', { ...announced, port: 0 }],
    ['a port that is a text', { ...announced, port: '53317' }],
    ['another protocol', { ...announced, protocol: 'HTTPS' }],
    ['a prototype', JSON.parse('{"__proto__": {"alias": "x"}}')],
  ])('is none with %s', (_what, value) => {
    expect(read(value)).toBeUndefined();
  });

  test('is as long as a datagram may be', () => {
    const bare = JSON.stringify({ ...announced, more: '' }).length;
    const long = (length: number) => read({ ...announced, more: 'x'.repeat(length - bare) });
    expect([long(mostInfoBytes)?.alias, long(mostInfoBytes + 1)]).toEqual(['Nice Orange', undefined]);
  });

  test('is none, whatever else a datagram holds', () => {
    assert(property(string(), (text) => void readAnnounced(text)));
    assert(property(jsonValue(), (value) => void read(value)));
  });
});

test('a device that answers needs no port', () => {
  expect(readInfo(JSON.stringify({ alias: 'A', version: '2.0', fingerprint: 'f' }))).toMatchObject({ alias: 'A' });
});

const info = { alias: 'Pixel', version: '2.1', fingerprint: hash };
const file = (change: object = {}) => ({ id: 'a', fileName: 'a.png', size: 3, fileType: 'image/png', ...change });
const offer = (files: Readonly<Record<string, object>>, sender: object = info) =>
  readOffer(JSON.stringify({ info: sender, files }));

describe('an offer', () => {
  test('has its files by the id that tokens are asked by', () => {
    expect(offer({ a: file({ id: 'other', sha256: hash.toUpperCase(), preview: null, metadata: {} }) })).toEqual({
      sender: { alias: 'Pixel', version: '2.1', fingerprint: hash.toUpperCase(), kind: 'desktop' },
      files: [{ id: 'a', name: 'a.png', folders: [], sizeBytes: 3, type: 'image/png', sha256: hash }],
    });
  });

  test.each<[string, object]>([
    ['no type', { fileType: null }],
    ['an empty type', { fileType: '' }],
    ['more than a hash', { fileType: '', sha256: `${hash}ab` }],
    ['a text that ends as one', { fileType: '', sha256: `x${hash}` }],
  ])('has a file with nothing else of %s', (_what, change) => {
    expect(offer({ a: file(change) })?.files).toEqual([{ id: 'a', name: 'a.png', folders: [], sizeBytes: 3 }]);
  });

  test('is as long and as large as it may be', () => {
    const bare = JSON.stringify({ info, files: {}, more: '' }).length;
    const long = (length: number) => readOffer(JSON.stringify({ info, files: {}, more: 'x'.repeat(length - bare) }));
    expect([long(mostOfferBytes)?.files, long(mostOfferBytes + 1)]).toEqual([[], undefined]);
    const many = (count: number) =>
      offer(Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}`, file()])));
    expect([many(mostOfferedFiles)?.files.length, many(mostOfferedFiles + 1)]).toEqual([mostOfferedFiles, undefined]);
    const whole = file({ size: mostOfferedBytes });
    expect([offer({ a: whole, b: file({ size: 0 }) })?.files.length, offer({ a: whole, b: file() })]).toEqual([
      2,
      undefined,
    ]);
  });

  test('of one text with all of it in its preview is a message', () => {
    expect(offer({ a: file({ fileType: 'text/plain', size: 5, preview: 'Grüß' }) })).toMatchObject({
      files: [{ name: 'a.png' }],
    });
    expect(offer({ a: file({ fileType: 'text/plain', size: 6, preview: 'Grüß' }) })).toMatchObject({ text: 'Grüß' });
  });

  test('with the beginning of a text as its preview is a file', () => {
    expect(offer({ a: file({ fileType: 'text/plain', size: 900, preview: 'Grüß' }) })?.text).toBeUndefined();
    expect(offer({ a: file({ size: 4, preview: 'abcd' }) })?.text).toBeUndefined();
    expect(offer({ a: file({ fileType: null, size: 4, preview: 'abcd' }) })?.text).toBeUndefined();
    expect(offer({ a: file({ fileType: 'text/plain', size: 0, preview: '' }) })).not.toHaveProperty('text');
    const two = { a: file({ fileType: 'text/plain', size: 1, preview: 'x' }), b: file() };
    expect(offer(two)?.text).toBeUndefined();
  });

  test.each<[string, object]>([
    ['a negative size', { a: file({ size: -1 }) }],
    ['half a byte', { a: file({ size: 0.5 }) }],
    ['a size beyond any disk', { a: file({ size: 2 ** 50 }) }],
    ['no name', { a: file({ fileName: '' }) }],
  ])('is none with %s', (_what, files) => {
    expect(offer(files as Readonly<Record<string, object>>)).toBeUndefined();
  });

  test('is no message of more characters than are shown', () => {
    const message = (size: number) => offer({ a: file({ fileType: 'text/plain', size, preview: 'x'.repeat(size) }) });
    expect([message(100_000)?.text?.length, message(100_001)]).toEqual([100_000, undefined]);
  });

  test('is none without a sender', () => {
    expect(offer({ a: file() }, {})).toBeUndefined();
  });

  test('never raises', () => {
    assert(property(anything(), (value) => void readOffer(JSON.stringify(value) ?? '')));
    assert(property(jsonValue(), (value) => void readAccepted(JSON.stringify(value))));
  });
});

test('an answer to an offer has the tokens of its files', () => {
  const accepted = (more: string) => JSON.stringify({ sessionId: 's', files: { a: 'token' }, more });
  expect(readAccepted(accepted(''))).toEqual({ sessionId: 's', tokens: { a: 'token' } });
  const room = mostOfferBytes - accepted('').length;
  expect(readAccepted(accepted('x'.repeat(room)))?.sessionId).toBe('s');
  expect(readAccepted(accepted('x'.repeat(room + 1)))).toBeUndefined();
  for (const other of ['', '{}', '{"sessionId":"s"}']) expect(readAccepted(other)).toBeUndefined();
});

describe('the path of an offered file', () => {
  test.each<[string, string, readonly string[]]>([
    ['a.txt', 'a.txt', []],
    ['Photos/2026/a.jpg', 'a.jpg', ['Photos', '2026']],
    ['Photos\\a.jpg', 'a.jpg', ['Photos']],
    ['../../.ssh/authorized_keys', 'authorized_keys', ['ssh']],
    ['/etc/passwd', 'passwd', ['etc']],
    ['C:\\Windows\\x.dll', 'x.dll', ['C_', 'Windows']],
    ['a//./ /b', 'b', ['a']],
    ['CON/aux.txt', '_aux.txt', ['_CON']],
    ['folder/', 'file', ['folder']],
    [`${'a/'.repeat(20)}b`, 'b', Array.from({ length: 16 }, () => 'a')],
    ['', 'file', []],
  ])('%j', (path, name, folders) => {
    expect(offeredPath(path)).toEqual({ name, folders });
  });

  test('leaves its folder by no name', () => {
    const part = string({ unit: anyCharacter });
    assert(
      property(array(part, { maxLength: 40 }), (parts) => {
        const { name, folders } = offeredPath(parts.join('/'));
        expect(folders.length).toBeLessThanOrEqual(16);
        for (const one of [...folders, name]) {
          expect(one).not.toMatch(/[/\\\0]|^\.|^$/);
          expect(Buffer.byteLength(one)).toBeLessThanOrEqual(255);
        }
      }),
    );
  });
});
