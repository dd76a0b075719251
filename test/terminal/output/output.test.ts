// Scripts rely on the exit codes and the failure line; no name of a file may steer a terminal.
import { describe, expect, test } from 'vitest';
import { Failure, failureRules, type FailureCode } from '../../../main/core/model/failure';
import { exitCodeOf, failureLine, printable } from '../../../main/terminal/output/output';
import { parseLine } from '../../schema-version';

const codes = Object.keys(failureRules) as FailureCode[];

test.each([
  ['unexpected', 1],
  ['clipboard-unavailable', 2],
  ['bad-request', 2],
  ['expiry-out-of-range', 2],
  ['share-not-found', 2],
  ['clipboard-empty', 2],
  ['connection-unknown', 2],
  ['object-not-found', 2],
  ['secret-missing', 3],
  ['signature-rejected', 3],
  ['bucket-missing', 3],
  ['endpoint-unreachable', 4],
  ['timed-out', 4],
  ['not-s3', 4],
  ['link-unproven', 4],
  ['stored-differs', 4],
  ['file-missing', 5],
  ['file-changed', 5],
  ['disk-full', 5],
  ['ledger-unusable', 5],
  ['keychain-locked', 6],
  ['keychain-no-bus', 6],
  ['cancelled', 130],
  ['paused', 130],
] as const)('%s ends a command with %d', (code, exitCode) => {
  expect(exitCodeOf(new Failure(code))).toBe(exitCode);
});

test.each(codes)('%s ends a command with one of the codes of the contract', (code) => {
  expect([1, 2, 3, 4, 5, 6, 130]).toContain(exitCodeOf(new Failure(code)));
});

describe('the failure line', () => {
  test('says what happened, whether the data is safe, and one next step', () => {
    expect(failureLine(new Failure('file-missing', { fileName: 'a.txt' }), false)).toBe(
      'mayfly: “a.txt” could not be found. Nothing was sent. Check the path and share it again.',
    );
  });

  test('is one line of JSON with exactly the four facts', () => {
    const line = failureLine(new Failure('file-missing', { fileName: 'a\n"b".txt' }), true);
    expect(line).not.toContain('\n');
    expect(parseLine(line)).toEqual({
      error: {
        code: 'file-missing',
        message: '“a\n"b".txt” could not be found.',
        next: 'Check the path and share it again.',
        dataSafe: true,
      },
    });
  });

  test.each(codes)('of %s is one line in both forms, with hostile facts too', (code) => {
    const facts = {
      fileName: 'a\r\n\u001b[2Jb',
      connectionName: '\u001b]0;x\u0007',
      bucket: 'b\n',
      host: 'h\u009b31m',
      reason: '{{field}} is not valid' as const,
      reasonValues: { field: 'r\u2028s' },
    };
    const failure = new Failure(code, facts);
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not be there
    expect(failureLine(failure, false)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    // oxlint-disable-next-line no-control-regex -- the same
    expect(failureLine(failure, true)).not.toMatch(/[\u0000-\u001f]/);
  });
});

test.each([
  ['plain.txt', 'plain.txt'],
  ['日本 🎉', '日本 🎉'],
  ['a\nb', 'a\ufffdb'],
  ['\u001b[31mred', '\ufffd[31mred'],
  ['a\u0085b\u009bc\u2028d', 'a\ufffdb\ufffdc\ufffdd'],
  ['\t', '\ufffd'],
  // A byte that is no UTF-8.
  ['caf\u{10fee9}', 'caf\ufffd'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
