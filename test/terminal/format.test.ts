// Why this exists: sizes, times and tables read the same wherever a terminal shows them.
import { describe, expect, test } from 'vitest';
import { bytes, duration, table } from '../../main/terminal/format';

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [1_049, '1.0 kB'],
  [1_050, '1.1 kB'],
  [99_449, '99.4 kB'],
  [99_500, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2_100_000, '2.1 MB'],
  [1_073_741_824, '1.1 GB'],
  [5e12, '5.0 TB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (count, text) => {
  expect(bytes(count)).toBe(text);
});

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [0.4, '0 s'],
  [12, '12 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [60, '1 min'],
  [119.4, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [3_660, '1 h 1 min'],
  [86_399, '23 h 59 min'],
  [86_400, '1 d'],
  [90_000, '1 d 1 h'],
  [604_800, '7 d'],
  [604_799, '6 d 23 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

describe('a table', () => {
  test('has columns as wide as their widest cell and nothing behind the last', () => {
    expect(
      table([
        ['ID', 'STATE', 'NAME'],
        ['1', 'live', 'a'],
        ['22222', 'x', ''],
      ]),
    ).toBe('ID     STATE  NAME\n1      live   a\n22222  x      ');
  });

  test('of one column or none is what it is', () => {
    expect(table([['a'], ['bb']])).toBe('a\nbb');
    expect(table([])).toBe('');
  });
});
