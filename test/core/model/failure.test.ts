// What is not understood stays apart from what is, and its text never travels.
import { describe, expect, test } from 'vitest';
import { asFailure, assertNever, Failure } from '../../../main/core/model/failure';

describe('anything that was thrown', () => {
  test('a failure stays the very same', () => {
    const failure = new Failure('timed-out', { host: 'h' });
    expect(asFailure(failure)).toBe(failure);
  });

  test.each([
    ['an error', new Error('GET https://h/k?X-Amz-Signature=canary failed')],
    ['a text', 'X-Amz-Signature=canary'],
    ['an object that only looks like one', { code: 'timed-out', detail: {} }],
    ['nothing', undefined],
    ['null', null],
  ])('%s is unexpected, kept as the cause and never quoted', (_what, thrown) => {
    const failure = asFailure(thrown);
    expect(failure.code).toBe('unexpected');
    expect(failure.cause).toBe(thrown);
    expect(failure.message).toBe('unexpected');
    expect(JSON.stringify(failure.detail)).toBe('{}');
  });
});

test('a failure says its code, its facts and whether to try again', () => {
  const failure = new Failure('throttled', { host: 'h', status: 503 });
  expect(failure).toBeInstanceOf(Error);
  expect([failure.name, failure.message, failure.retryable]).toEqual(['Failure', 'throttled', true]);
  expect(failure.detail).toEqual({ host: 'h', status: 503 });
  expect(new Failure('access-denied').retryable).toBe(false);
});

test('a union that was not closed is found at run time as well', () => {
  expect(() => assertNever('surprise' as never)).toThrow('surprise');
});
