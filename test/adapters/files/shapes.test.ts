// Stored values are read by their shape: what does not fit is refused, and nothing else is.
import { expect, test } from 'vitest';
import {
  attempt,
  either,
  large,
  listOf,
  maybe,
  number,
  object,
  oneOf,
  orElse,
  text,
  textUpTo,
  truth,
  whole,
  type Read,
} from '../../../main/adapters/files/shapes';

const everything = [undefined, null, '', 'a', 0, 1.5, NaN, Infinity, 2 ** 53, '7', 7n, true, false, [], ['a'], {}];

test.each<readonly [string, Read<unknown>, readonly unknown[]]>([
  ['text', text, ['', 'a', '7']],
  ['text of at most no unit', textUpTo(0), ['']],
  ['number', number, [0, 1.5, 2 ** 53]],
  ['whole number', whole(0, 9), [0]],
  ['truth', truth, [true, false]],
  ['choice', oneOf<string | boolean>('a', true), ['a', true]],
  ['list', listOf(text), [[], ['a']]],
  ['object', object({}), [{}]],
  ['object with a property', object({ a: text }), []],
  ['object that may have a property', object({ a: maybe(text) }), [{}]],
  ['one of two shapes', either<unknown>(truth, listOf(number)), [true, false, []]],
])('%s', (_name, read, fitting) => {
  const nothing = Symbol('refused');
  const taken = everything.map((value) => attempt(read, value, nothing)).filter((found) => found !== nothing);
  expect(taken).toEqual(fitting);
});

test('a large number is exact, and text that is none is refused', () => {
  expect(large('18446744073709551615')).toBe(18446744073709551615n);
  for (const value of ['a', 1.5, null, true, {}]) expect(() => large(value)).toThrow(TypeError);
});

test('a property that is invalid is refused, and one without a shape left out', () => {
  const read = object({ a: maybe(text), b: orElse(number, 3) });
  expect(read({ a: 'x', b: 'no number', other: 1 })).toEqual({ a: 'x', b: 3 });
  expect(read({})).toEqual({ b: 3 });
  expect(() => read({ a: null })).toThrow(TypeError);
  expect(() => read(Object.create({ a: 'inherited' }))).not.toThrow();
  expect(read(Object.create({ a: 'inherited' }))).toEqual({ b: 3 });
});
