// Sizes, durations and moments mean the same wherever they are typed, and nothing that is half understood is taken for a number.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDuration, readMoment, readRate, readSize } from '../../resources/words/typed-units';
import { onPosix } from '../platform';
import { anyCharacter } from '../any-character';

describe('a size', () => {
  test.each([
    ['0', 0],
    ['7', 7],
    ['7B', 7],
    ['1 byte', 1],
    ['60MB', 60_000_000],
    ['60 mb', 60_000_000],
    ['60M', 62_914_560],
    ['2 MiB', 2_097_152],
    ['2mib', 2_097_152],
    ['1.5G', 1_610_612_736],
    ['1,5GB', 1_500_000_000],
    ['1kB', 1_000],
    ['3T', 3_298_534_883_328],
    ['0.0001K', 1],
    [' 5\u{A0}GB ', 5_000_000_000],
  ])('%j is %d bytes', (text, bytes) => {
    expect(readSize(text, 1)).toBe(bytes);
  });

  test.each(
    ['', ' ', '-1', '+1', '1e3', 'M', 'MB', '2Mb', '2Gb', '2MBB', '2iB', '1.', '.5M', '1.5.2M', '1,500,000', '2P']
      .concat(['fast', '٥', '５M', '9'.repeat(10), 'Infinity', '0x10', '1M 2K', '1\nM', '2MB/s'])
      .map((text) => [text]),
  )('%j is none', (text) => {
    expect(readSize(text, 1)).toBeUndefined();
  });
});

describe('a rate', () => {
  test.each([
    ['500', 512_000],
    ['60MB/s', 60_000_000],
    ['60 MB / s', 60_000_000],
    ['2MiB/sec', 2_097_152],
    ['1.5G', 1_610_612_736],
    ['800 kB/s', 800_000],
  ])('%j is %d bytes a second', (text, bytes) => {
    expect(readRate(text)).toBe(bytes);
  });

  test.each(['60Mb/s', '60Mbps', '60MBps', '60MB/h', '/s', '60/s', '60MB/s/s'])('%j is none', (text) => {
    expect(readRate(text)).toBeUndefined();
  });
});

describe('a duration', () => {
  test.each([
    ['90', 90],
    ['1w', 604_800],
    ['36h', 129_600],
    ['1H', 3_600],
    ['1.5 days', 129_600],
    ['0,1h', 360],
    ['1h30m', 5_400],
    ['1 day 12 hours', 129_600],
    ['15\u{A0}min', 900],
    ['2시간 30분', 9_000],
    ['3일', 259_200],
    ['1주일', 604_800],
  ])('%j is %d seconds', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  test.each(
    ['', 'h', '-1h', '1.5', '1.5s', '6M', '1ms', '1h2', '1h\n2h', '1 fortnight', 'tomorrow', '__proto__', '1,5,5h']
      .concat(['1e3s', '٣h', '1h1h1h1h1h1h', '1constructor'])
      .map((text) => [text]),
  )('%j is none', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });
});

// In Wine these suites run in threads, which have the time zone of their process.
describe.runIf(onPosix('a time zone of a thread'))(
  'a moment, seen on Friday 27 November 2026 at 14:00 in Berlin',
  () => {
    const nowMs = Date.parse('2026-11-27T14:00:00+01:00');
    const zone = process.env['TZ'];
    beforeAll(() => {
      process.env['TZ'] = 'Europe/Berlin';
    });
    afterAll(() => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });

    test.each([
      ['tomorrow 18:00', '2026-11-28T18:00:00+01:00'],
      ['Tomorrow  6pm', '2026-11-28T18:00:00+01:00'],
      ['tomorrow 6:30 PM', '2026-11-28T18:30:00+01:00'],
      ['tomorrow 12am', '2026-11-28T00:00:00+01:00'],
      ['tomorrow 12pm', '2026-11-28T12:00:00+01:00'],
      ['today 9:05', '2026-11-27T09:05:00+01:00'],
      ['tomorrow', '2026-11-28T23:59:59+01:00'],
      ['18:00', '2026-11-27T18:00:00+01:00'],
      ['9am', '2026-11-28T09:00:00+01:00'],
      ['14:00', '2026-11-28T14:00:00+01:00'],
      ['friday 10:00', '2026-12-04T10:00:00+01:00'],
      ['sat', '2026-11-28T23:59:59+01:00'],
      ['내일 18:00', '2026-11-28T18:00:00+01:00'],
      ['월요일 09:00', '2026-11-30T09:00:00+01:00'],
      ['2027-06-30', '2027-06-30T23:59:59+02:00'],
      ['2027-06-30 09:00', '2027-06-30T09:00:00+02:00'],
      ['2027-06-30T09:00', '2027-06-30T09:00:00+02:00'],
      ['2026-11-28T22:00:00Z', '2026-11-28T22:00:00Z'],
      ['2026-11-28T22:00:00.5+09:00', '2026-11-28T22:00:00.500+09:00'],
    ])('%j is %s', (text, moment) => {
      expect(readMoment(text, nowMs)).toBe(Date.parse(moment));
    });

    test.each(
      [
        '',
        'soon',
        'tomorrow 25:00',
        'tomorrow 18',
        'tomorrow 13pm',
        '0am',
        '24:00',
        '6',
        '18:60',
        '2026-02-29',
        '26-01-01',
      ]
        .concat(['2026-1-2', '2026/01/02', 'tomorrow tomorrow', '2026-13-01T10:00:00Z', 'tomorrow 18:00 19:00'])
        .map((text) => [text]),
    )('%j is none', (text) => {
      expect(readMoment(text, nowMs)).toBeUndefined();
    });
  },
);

test('no text makes a reader raise, or give anything but a number that is not negative', () => {
  const nearly = fc.stringMatching(/^[ \d.,:ewhdKMGiBb/s-]{0,12}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: anyCharacter }), nearly), (text) => {
      for (const read of [readSize(text, 1), readRate(text), readDuration(text)])
        expect(read === undefined || (Number.isSafeInteger(read) && read >= 0)).toBe(true);
      expect(readMoment(text, 0)).not.toBeNaN();
    }),
  );
});
