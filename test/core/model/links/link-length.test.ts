// Mail cuts lines over 998 characters, so the user is told before the recipient meets a signature error.
import { expect, test } from 'vitest';
import { longLink } from '../../../../main/core/model/links/link-length';

const withLength = (length: number, query = '') =>
  `https://s3.example.com/${'k'.repeat(2_000)}`.slice(0, length - query.length) + query;

test.each([
  [997, undefined],
  [998, undefined],
  [999, { characters: 999, shortest: 999, hasToken: false }],
])('a link of %d characters', (length, answer) => {
  expect(longLink(withLength(length))).toEqual(answer);
});

test('tells how short it could be without its name and type, wherever they stand', () => {
  const named = `?X-Amz-Date=1&response-content-disposition=${'n'.repeat(900)}&response-content-type=a%2Fb&x=1`;
  expect(longLink(withLength(1_500, named))).toEqual({
    characters: 1_500,
    shortest: 1_500 - '&response-content-disposition='.length - 900 - '&response-content-type=a%2Fb'.length,
    hasToken: false,
  });
});

test('tells that temporary credentials make it long', () => {
  expect(longLink(withLength(1_200, '?X-Amz-Security-Token=abc'))?.hasToken).toBe(true);
});
