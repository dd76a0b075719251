// What an answer says of a form that was changed, and of an intake key that tried what it must not do.
import { expect, test } from 'vitest';
import { judgeChangedForm } from '../../../main/core/doctor/rules/interpret-answers';
import { copyOutcome, intakeOutcome, publishOutcome } from '../../../main/core/doctor/rules/interpret-intake';
import type { ProbeResponse } from '../../../main/core/model/probe';
import { refusal } from '../../fakes/memory-server-probe';

const done: ProbeResponse = { status: 200 };
const denied = refusal('access-denied', 403, 'AccessDenied');
const busy = refusal('server-failed', 503, 'SlowDown');

test.each([
  [204, 'forms-any-key'],
  [303, 'forms-any-key'],
  [400, undefined],
  [403, undefined],
  [413, undefined],
  // Neither says that the server looked at the form.
  [429, 'unclear'],
  [404, 'unclear'],
  [503, 'unclear'],
])('a form for another key, answered %d: %s', (status, code) => {
  const answer: ProbeResponse = status < 400 ? { status } : refusal('server-failed', status);
  expect(judgeChangedForm(answer, 'key')?.findings[0]?.code).toBe(code);
});

test.each([
  ['a right is used', intakeOutcome(done), 'done'],
  ['a right is refused', intakeOutcome(denied), 'refused'],
  ['a server is busy', intakeOutcome(busy), 'unclear'],
  ['nothing is there', intakeOutcome(refusal('object-missing', 404)), 'unclear'],
  ['a copy is made', copyOutcome(done, true), 'done'],
  ['the header of a copy is ignored', copyOutcome(done, false), 'refused'],
  ['a copy is refused', copyOutcome(denied, false), 'refused'],
  ['a copy of nothing', copyOutcome(refusal('object-missing', 404), false), 'unclear'],
  ['an object is public', publishOutcome(done, done), 'done'],
  ['the header of a public object is ignored', publishOutcome(done, denied), 'refused'],
  ['a stranger is told that nothing is there', publishOutcome(done, refusal('object-missing', 404)), 'refused'],
  ['a public object is refused', publishOutcome(denied, undefined), 'refused'],
  ['nobody looked whether it is public', publishOutcome(done, undefined), 'unclear'],
])('%s: %s', (_what, outcome, expected) => expect(outcome).toBe(expected));
