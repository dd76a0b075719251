// What is asked for again and again is made once, and anything else anew.
import { expect, test } from 'vitest';
import { remembered } from '../../../main/core/async/remembered';

test('the last result is given again for the same input, even for none', () => {
  const made: (string | undefined)[] = [];
  const upper = remembered((text: string | undefined) => {
    made.push(text);
    return text?.toUpperCase();
  });
  expect([undefined, undefined, 'a', 'a', 'b', 'a'].map((text) => upper(text))).toEqual([
    undefined,
    undefined,
    'A',
    'A',
    'B',
    'A',
  ]);
  expect(made).toEqual([undefined, 'a', 'b', 'a']);
});
