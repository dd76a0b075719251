// Every step has one finding at its place, every failure a step, and the verdict is that of the worst.
import { describe, expect, test } from 'vitest';
import {
  emptyExamination,
  failedFinding,
  finding,
  missingAction,
  stepOfFailure,
  verdictOf,
  withFinding,
} from '../../../main/core/model/examination';
import { examinationSteps, findingRules, type OwnFindingCode } from '../../../main/core/model/examination-steps';
import { sampleConnection } from '../../fakes/samples';
import { Failure, failureRules, type FailureCode } from '../../../main/core/model/failure';

test('findings stand in the order of the steps, and the later one of a step wins', () => {
  const found = [finding('list', 'list-denied'), finding('reach', 'reached'), finding('list', 'list-allowed')];
  const { findings } = found.reduce(withFinding, emptyExamination(sampleConnection, 0));
  expect(findings.map(({ code }) => code)).toEqual(['reached', 'list-allowed']);
});

test('no code of the doctor is a failure code, and every failure has a step', () => {
  const codes = Object.keys(failureRules) as FailureCode[];
  expect(Object.keys(findingRules).filter((code) => Object.hasOwn(failureRules, code))).toEqual([]);
  for (const code of codes) expect(examinationSteps).toContain(stepOfFailure(new Failure(code)));
});

describe('the verdict', () => {
  test.each<readonly [string, readonly OwnFindingCode[], string]>([
    ['all well', ['reached', 'write-allowed'], 'works'],
    ['notes', ['reached-here', 'gzip-lost'], 'works'],
    ['a warning', ['reached', 'delete-denied'], 'limited'],
    ['no right to write', ['delete-denied', 'write-denied'], 'fails'],
    ['nothing asked', ['not-asked'], 'works'],
  ])('%s', (_what, codes, verdict) => {
    expect(verdictOf({ findings: codes.map((code) => finding('reach', code)) })).toBe(verdict);
  });

  test('of what ended before its time', () => {
    expect(verdictOf({ findings: [], failure: new Failure('timed-out') })).toBe('fails');
    expect(verdictOf({ findings: [failedFinding(new Failure('timed-out'))] })).toBe('fails');
  });
});

test('what a key lacks is named as policies name it', () => {
  expect(missingAction(finding('delete', 'delete-denied'))).toBe('s3:DeleteObject');
  expect(missingAction(finding('delete', 'delete-allowed'))).toBeUndefined();
  expect(missingAction(failedFinding(new Failure('access-denied')))).toBeUndefined();
});
