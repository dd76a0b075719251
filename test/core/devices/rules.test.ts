// The rules of receiving from devices and sending to them: PINs, tokens, sessions, answers, addresses, the certificate.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { assert, constantFrom, integer, ipV4, ipV6, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '../../../main/core/model/devices/device';
import { fingerprintOf, pemOf, selfSigned } from '../../../main/core/devices/rules/certificate';
import { offerFailure, uploadFailure } from '../../../main/core/devices/rules/device-answers';
import {
  devicesNamed,
  heard,
  isChanged,
  mostDevices,
  readRemembered,
  remembered,
  rememberedText,
  withoutSilent,
} from '../../../main/core/devices/rules/known-devices';
import { mostFiles, mostSessions, pushedOut } from '../../../main/core/devices/rules/listed-sessions';
import { judgePin, mostTriesOfAll, noTries, type PinTries } from '../../../main/core/devices/rules/pin';
import { isPin } from '../../../main/core/model/devices/pin-shape';
import { isNear, plainAddress, readAddress } from '../../../main/core/model/devices/plain-address';
import {
  isCancelOf,
  isSessionOver,
  mostAttempts,
  openSession,
  tokensOf,
  uploadOf,
  withFile,
} from '../../../main/core/devices/rules/session';

describe('the PIN', () => {
  const judge = (tries: PinTries, given: string | undefined, from = '10.0.0.7') => judgePin(tries, '4711', given, from);

  test('that is missing is no try; after three wrong ones even the right one is refused', () => {
    let tries = judge(noTries, undefined).tries;
    for (const given of [undefined, '', undefined]) ({ tries } = judge(tries, given));
    const verdicts = ['1', '2', '3', '4711'].map((given) => {
      const judged = judge(tries, given);
      ({ tries } = judged);
      return judged.verdict;
    });
    expect(verdicts).toEqual(['wrong', 'wrong', 'wrong', 'locked']);
    expect(judge(tries, '4711', '10.0.0.8').verdict).toBe('right');
  });

  test('is tried a bounded number of times, from however many addresses', () => {
    let tries = noTries;
    for (let n = 0; n < 200; n += 1) ({ tries } = judge(tries, 'x', `fe80::${n.toString(16)}`));
    expect([...tries.values()].reduce((sum, count) => sum + count, 0)).toBe(mostTriesOfAll);
    expect(judge(tries, '4711', '10.0.0.9').verdict).toBe('locked');
  });

  test('is asked for only where there is one', () => {
    expect(judgePin(noTries, undefined, undefined, 'a').verdict).toBe('right');
  });

  test.each<[string, boolean]>([
    ['4711', true],
    ['abc', false],
    ['12 34', false],
    ['1&token=2', false],
    ['é123', false],
  ])('%j', (text, takes) => {
    expect(isPin(text)).toBe(takes);
  });
});

describe('a session', () => {
  let tokens = 0;
  const session = openSession(
    's1',
    '10.0.0.7',
    [
      { id: 'a', name: 'a', folders: [], sizeBytes: 1 },
      { id: 'b', name: 'b', folders: [], sizeBytes: 1 },
    ],
    () => `token-${(tokens += 1)}`,
  );
  const right = { sessionId: 's1', fileId: 'a', token: 'token-1', from: '10.0.0.7' };

  test('answers with a token for each file', () => {
    expect(tokensOf(session)).toEqual({ sessionId: 's1', files: { a: 'token-1', b: 'token-2' } });
  });

  test.each<[string, object, number | 'file']>([
    ['the right one', {}, 'file'],
    ['no session', { sessionId: undefined }, 400],
    ['an empty token', { token: '' }, 400],
    ['another session', { sessionId: 's2' }, 403],
    ['a longer session', { sessionId: 's10' }, 403],
    ['the token of another file', { token: 'token-2' }, 403],
    ['a file that nobody offered', { fileId: '__proto__' }, 403],
    ['another address', { from: '10.0.0.8' }, 403],
  ])('takes %s', (_what, change, answer) => {
    const taken = uploadOf(session, { ...right, ...change });
    expect(typeof taken === 'number' ? taken : 'file').toBe(answer);
    expect(uploadOf(undefined, right)).toBe(403);
  });

  test('takes a file once, and again only where its hash was wrong, three times in all', () => {
    let now = withFile(session, 'a', 'coming');
    expect(uploadOf(now, right)).toBe(403);
    expect(uploadOf(withFile(now, 'a', 'saved'), right)).toBe(403);
    expect(uploadOf(withFile(now, 'a', 'failed'), right)).toBe(403);
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      now = withFile(now, 'a', 'failed', true);
      expect(uploadOf(now, right)).toMatchObject({ id: 'a' });
      now = withFile(now, 'a', 'coming');
    }
    expect(uploadOf(withFile(now, 'a', 'failed', true), right)).toBe(403);
    expect(withFile(session, 'c', 'failed')).toBe(session);
  });

  test('is over once nothing can come', () => {
    const half = withFile(session, 'a', 'saved');
    expect([isSessionOver(session), isSessionOver(half), isSessionOver(withFile(half, 'b', 'failed'))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('is cancelled by its sender alone, before an answer without an id', () => {
    const by = (sessionId: string | undefined, from = '10.0.0.7') => isCancelOf(session, { sessionId, from });
    expect([by('s1'), by(undefined), by('')]).toEqual([true, true, true]);
    expect([by('s2'), by('s1', '10.0.0.8'), by(undefined, '10.0.0.8')]).toEqual([false, false, false]);
  });
});

describe('an answer', () => {
  test.each<[number, boolean, string | undefined]>([
    [200, false, undefined],
    [204, false, undefined],
    [401, false, 'device-pin-needed'],
    [401, true, 'device-pin-wrong'],
    [403, false, 'device-declined'],
    [409, true, 'device-busy'],
    [429, true, 'device-pin-locked'],
    [500, false, 'device-failed'],
    [302, false, 'device-failed'],
  ])('%i to an offer (with a PIN: %s)', (status, hadPin, code) => {
    expect(offerFailure(status, hadPin, {})?.code).toBe(code);
  });

  test.each<[number, string | undefined]>([
    [200, undefined],
    [204, 'device-failed'],
    [403, 'device-cut-off'],
    [409, 'device-cut-off'],
    [422, 'device-failed'],
  ])('%i to a file', (status, code) => {
    expect(uploadFailure(status, {})?.code).toBe(code);
  });
});

describe('an address', () => {
  test.each<[string, object | undefined]>([
    ['192.168.0.7', { host: '192.168.0.7', port: 53_317 }],
    ['192.168.0.7:8080', { host: '192.168.0.7', port: 8_080 }],
    ['fe80::1', { host: 'fe80::1', port: 53_317 }],
    ['[fe80::1]:99', { host: 'fe80::1', port: 99 }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0', port: 53_317 }],
    ['Pixel', undefined],
    ['Pixel:1', undefined],
    ['1.2.3', undefined],
    ['1.2.3.999', undefined],
    ['1.2.3.4:0', undefined],
    ['1.2.3.4:70000', undefined],
    ['http://1.2.3.4', undefined],
  ])('%j', (typed, address) => {
    expect(readAddress(typed)).toEqual(address);
  });

  test('that is one is read back', () => {
    assert(
      property(ipV4(), integer({ min: 1, max: 65_535 }), (host, port) => {
        expect(readAddress(`${host}:${port}`)).toEqual({ host, port });
      }),
    );
    assert(
      property(ipV6(), integer({ min: 1, max: 65_535 }), (host, port) => {
        expect(readAddress(`[${host}]:${port}`)).toEqual({ host, port });
      }),
    );
    assert(property(string(), (text) => void readAddress(text)));
  });

  test.each<[string, string, boolean]>([
    ['::ffff:10.0.0.7', '10.0.0.7', true],
    ['fe80::1%eth0', 'fe80::1', true],
    ['8.8.8.8', '8.8.8.8', false],
    ['2001:db8::1', '2001:db8::1', false],
  ])('%s is %s', (address, plain, near) => {
    expect([plainAddress(address), isNear(address)]).toEqual([plain, near]);
  });
});

describe('devices nearby', () => {
  const device = (alias: string, fingerprint = alias): Device => ({
    alias,
    fingerprint,
    kind: 'mobile',
    version: '2.1',
    host: '10.0.0.7',
    port: 53_317,
    scheme: 'https',
    seenAtMs: 1,
  });

  test('are few, and each once', () => {
    let list: readonly Device[] = [];
    for (let n = 0; n < 1_000; n += 1) list = heard(list, device(`d${n}`));
    expect(list.length).toBe(mostDevices);
    const [one, other] = [device('one'), device('other')];
    const renamed = device('new name', 'one');
    expect(heard([one, other], renamed)).toEqual([renamed, other]);
  });

  test('are away after ten minutes without a word', () => {
    const near = [device('near')];
    expect(withoutSilent(near, 600_000)).toBe(near);
    expect(withoutSilent([...near, { ...device('silent'), seenAtMs: 0 }], 600_000)).toEqual(near);
  });

  test('are found by their name, whatever its case, or by its beginning', () => {
    const list = [device('Pixel', '1'), device('Pixel 9', '2'), device('iPad', '3'), device(' TV ', '4')];
    const found = (name: string) => devicesNamed(list, name).map(({ fingerprint }) => fingerprint);
    expect([found(' pixel '), found(' IPAD '), found('tv'), found(' pix '), found('pixel 9')]).toEqual([
      ['1'],
      ['3'],
      ['4'],
      ['1', '2'],
      ['2'],
    ]);
    expect([found(''), found('x')]).toEqual([[], []]);
  });

  test('are remembered, and a name with another certificate is noticed', () => {
    const known = readRemembered(rememberedText(remembered([], device('Pixel', 'A'))));
    expect([
      isChanged(known, device('pixel', 'B')),
      isChanged(known, device('Pixel', 'A')),
      isChanged(known, device('iPad', 'B')),
    ]).toEqual([true, false, false]);
    const plain = { ...device('Old', 'X'), scheme: 'http' } as const;
    const both = remembered(remembered(known, plain), { ...plain, fingerprint: 'Y' });
    expect(both.map(({ alias, fingerprint }) => alias + fingerprint)).toEqual(['OldY', 'PixelA']);
    // What is said without a certificate anybody can repeat.
    expect([
      isChanged(both, { ...device('Pixel', 'A'), scheme: 'http' }),
      isChanged(both, { ...plain, fingerprint: 'Z' }),
      isChanged(both, device('Old', 'Y')),
    ]).toEqual([true, false, true]);
  });

  test('are remembered by their certificate, of the same name too, and without one by their name', () => {
    const once = (before: readonly Device[], next: Device) =>
      remembered(before, next).map(({ alias, fingerprint, scheme }) => `${alias} ${fingerprint} ${scheme}`);
    const first = device('Pixel', 'A');
    expect([
      once([first], device('Phone', 'A')),
      once([first], device('Pixel', 'B')),
      once([first], { ...first, scheme: 'http' }),
    ]).toEqual([['Phone A https'], ['Pixel B https', 'Pixel A https'], ['Pixel A http', 'Pixel A https']]);
    expect(isChanged([device('Pixel', 'B'), first], first)).toBe(false);
  });

  test('are remembered up to two hundred, and by nothing that was not written here', () => {
    const many = Array.from({ length: 201 }, (_, n) => device(`d${n}`));
    const written = rememberedText(many.slice(1));
    expect(remembered(many.slice(1), device('new'))).toHaveLength(200);
    expect([readRemembered(written).length, readRemembered(rememberedText(many)).length]).toEqual([200, 200]);
    const whole = { alias: 'Old', fingerprint: 'A', scheme: 'http' };
    const damaged = ['alias', 'fingerprint', 'scheme'].map((name) => ({ ...whole, [name]: 1 }));
    expect(readRemembered(JSON.stringify([whole, null, 'text', ...damaged]))).toEqual([whole]);
    expect(['{', '{}', undefined].map(readRemembered)).toEqual([[], [], []]);
  });
});

describe('the certificate', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

  test('is one that Node reads, signed by its own key', () => {
    const options = {
      commonName: 'LocalSend User',
      serial: Buffer.alloc(16, 0xff),
      fromMs: Date.UTC(2026, 0, 31, 23, 59, 59),
      untilMs: Date.UTC(2036, 0, 31, 23, 59, 59),
    };
    const made = selfSigned(privateKey, options);
    const read = new X509Certificate(made);
    expect([read.subject, read.serialNumber]).toEqual(['CN=LocalSend User', `7F${'FF'.repeat(15)}`]);
    expect([read.validFrom, read.validTo]).toEqual(['Jan 31 23:59:59 2026 GMT', 'Jan 31 23:59:59 2036 GMT']);
    expect(read.checkPrivateKey(privateKey) && read.verify(read.publicKey) && read.checkIssued(read)).toBe(true);
    expect(fingerprintOf(made)).toBe(read.fingerprint256.replaceAll(':', ''));
    expect(new X509Certificate(pemOf(made)).fingerprint256).toBe(read.fingerprint256);
  });

  test.each([
    [Date.UTC(2049, 11, 31, 23, 59, 59), '\x17\x0d491231235959Z'],
    [Date.UTC(2050, 0, 1), '\x18\x0f20500101000000Z'],
  ])('has its end, %i, in the form of its century', (untilMs, form) => {
    const made = selfSigned(privateKey, { commonName: 'x', serial: Buffer.alloc(16), fromMs: 0, untilMs });
    expect(made.includes(Buffer.from(form, 'latin1'))).toBe(true);
  });

  test('has each length in the form that DER wants', () => {
    for (let length = 110; length < 130; length += 1) {
      const commonName = 'x'.repeat(length);
      const made = selfSigned(privateKey, { commonName, serial: Buffer.alloc(16), fromMs: 0, untilMs: 0 });
      expect(new X509Certificate(made).subject).toBe(`CN=${commonName}`);
    }
  });

  test('has lines of 64 characters as PEM, and no empty one', () => {
    const line = 'A'.repeat(64);
    expect(pemOf(Buffer.alloc(97))).toBe(
      `-----BEGIN CERTIFICATE-----\n${line}\n${line}\nAA==\n-----END CERTIFICATE-----\n`,
    );
    expect(pemOf(Buffer.alloc(48))).toBe(`-----BEGIN CERTIFICATE-----\n${line}\n-----END CERTIFICATE-----\n`);
  });

  test('has any name, number and time', () => {
    const times = constantFrom(Date.UTC(2049, 11, 31), Date.UTC(2050, 0, 1), Date.UTC(2099, 5, 5));
    assert(
      property(
        string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        integer({ min: 0, max: 255 }),
        times,
        (name, first, untilMs) => {
          const serial = Buffer.concat([Buffer.from([first]), Buffer.alloc(9, first)]);
          const read = new X509Certificate(selfSigned(privateKey, { commonName: name, serial, fromMs: 0, untilMs }));
          expect(read.verify(read.publicKey)).toBe(true);
          expect(Date.parse(read.validTo)).toBe(untilMs);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('the list of what came has an end: the oldest leave it, by their number and by that of their files', () => {
  const rows = (count: number, fileCount: number) =>
    Array.from({ length: count }, (_, index) => ({ id: String(index), fileCount }));
  expect(pushedOut(rows(mostSessions - 1, 1), 1)).toEqual([]);
  expect(pushedOut(rows(mostSessions + 1, 1), 1)).toEqual([String(mostSessions - 1), String(mostSessions)]);
  expect(pushedOut(rows(3, mostFiles / 2), mostFiles / 4)).toEqual(['1', '2']);
});
