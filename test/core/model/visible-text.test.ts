// Text that steers a terminal, hides, or turns the line around is refused at every door, and shown as what it is.
import { describe, expect, test } from 'vitest';
import {
  checkConnectionName,
  checkProfileName,
  checkRegion,
  checkVisible,
  unicodeEscape,
  visibleJson,
  visibleLine,
  visibleText,
} from '../../../main/core/model/visible-text';
import { caught } from '../../fakes/failing';

const deceptive = Array.from(
  '\0\u0007\t\n\r\u001b\u007f\u0085\u009b\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2064\u2069\u206f\ufeff\u00ad\u3164\uffa0\ufff9\u{e0001}\u{e0041}\u{e01f0}',
);
const honest = [
  '',
  'plain',
  '\u200d',
  '\u200c',
  '\u{1f468}\u200d\u{1f469}',
  '\u6c49\u5b57 caf\u00e9',
  '\u202f',
  // Flags of parts of a country, a heart in colour, a variant of a Japanese letter.
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  '\u2764\ufe0f\u200d\u{1f525}',
  '\u845b\u{e0100}',
  '\u2070',
  '\\u0007',
];

describe('a line', () => {
  test.each(deceptive)('shows %j everywhere in it', (character) => {
    expect(visibleLine(`${character}a${character}b${character}`)).toBe('\ufffda\ufffdb\ufffd');
  });

  test.each(honest)('keeps %j', (text) => {
    expect(visibleLine(text)).toBe(text);
  });

  test.each([
    ['photo\u202egnp.exe', 'photo\ufffdgnp.exe'],
    ['line\r\nfeed', 'line\ufffd\ufffdfeed'],
    ['half a \ud83d pair', 'half a \ufffd pair'],
    // What an agent would read as “Hi”, and bytes in variation selectors.
    ['a\u{e0048}\u{e0069}', 'a\ufffd\ufffd'],
    [
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{e0048}',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\ufffd',
    ],
    ['a\ufe01\ufe02\u{e0155}', 'a\ufffd\ufffd\u{e0155}'],
    ['gr\u034fapheme', 'gr\ufffdapheme'],
  ])('%j is %j', (text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });
});

test.each([
  ['a\r\nb\rc\n\td', 'a\nb\nc\n\td'],
  ['a\u2028b\u2029c', 'a\nb\nc'],
  ['\u202eevil\u0007', '\ufffdevil\ufffd'],
  ['half a \ud83d pair', 'half a \ufffd pair'],
])('%j is several lines: %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

describe('JSON', () => {
  // A line feed between its values stays out: `visibleJson` is for JSON on one line.
  const text = deceptive.join('a');

  test('shows what it holds, and is read back unchanged', () => {
    const json = visibleJson(JSON.stringify({ text }));
    expect(visibleLine(json)).toBe(json);
    expect(JSON.parse(json)).toEqual({ text });
  });

  test.each([
    ['\u0007', '\\u0007'],
    ['\u007f', '\\u007f'],
    ['\u202e', '\\u202e'],
    ['\u{e0041}', '\\udb40\\udc41'],
  ])('%j is escaped as %s', (character, escape) => {
    expect([unicodeEscape(character), visibleJson(character)]).toEqual([escape, escape]);
  });
});

describe('at a door', () => {
  test.each(deceptive)('%j is refused with the reason', (character) => {
    const failure = caught(() => checkVisible(`a${character}`, 'its key is empty'));
    expect([failure.code, failure.detail]).toEqual(['bad-request', { reason: 'its key is empty' }]);
    const ofName = caught(() => checkConnectionName(`a${character}b`));
    expect(ofName.detail.reason).toBe('the name holds a character that cannot be seen');
    const ofProfile = caught(() => checkProfileName(`a${character}`));
    expect([ofProfile.code, ofProfile.detail.reason]).toEqual([
      'bad-request',
      'the profile’s name holds a character that cannot be seen',
    ]);
    expect(caught(() => checkRegion(`a${character}`)).code).toBe('bad-request');
  });

  test.each(honest)('%j may pass', (text) => {
    expect([checkVisible(text, 'its key is empty'), checkProfileName(text)]).toEqual([text, text]);
  });

  test.each([
    ['a', 'a'],
    ['  Work at home ', 'Work at home'],
    ['x'.repeat(100), 'x'.repeat(100)],
  ])('%j is the name of a connection', (text, name) => {
    expect(checkConnectionName(text)).toBe(name);
  });

  test.each(['', '  ', 'x'.repeat(101)])('%j is no name of a connection', (text) => {
    const { code, detail } = caught(() => checkConnectionName(text));
    expect([code, detail.reason]).toEqual(['bad-request', 'a name has 1 to 100 characters']);
  });

  test.each(['us-east-1', 'eu.west_9', 'A', 'z'.repeat(64)])('%s is a region', (region) => {
    expect(checkRegion(region)).toBe(region);
  });

  test.each(['', 'z'.repeat(65), 'us east', 'us/east', '-\n', '\u00fc'])('%j is no region', (region) => {
    const { code, detail } = caught(() => checkRegion(region));
    expect([code, detail.reason]).toEqual([
      'bad-request',
      'a region has at most 64 letters, digits, dots, hyphens and underscores',
    ]);
  });
});
