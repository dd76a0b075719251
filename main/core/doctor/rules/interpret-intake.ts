// Interprets the answers to the probes of an intake key.
import type { CapabilityFacts } from '../../model/capabilities';
import { finding } from '../../model/examination';
import type { ProbeResponse } from '../../model/probe';
import { isDenied, judged, refusals, unclear, yes, type Judged } from './interpret-answers';

/** What came of something that an intake key must not do. */
export type IntakeOutcome = 'refused' | 'done' | 'unclear';

/** One request by it. */
export const intakeOutcome = (answer: ProbeResponse): IntakeOutcome => {
  if (isDenied(answer) || answer.status === 401) return 'refused';
  return answer.status < 400 && yes(answer) ? 'done' : 'unclear';
};

/** `judgeSmuggled` for a link that it signed: it must not copy; a server that ignores the header does no harm. */
export const copyOutcome = (answer: ProbeResponse, copied: boolean): IntakeOutcome =>
  yes(answer) ? (copied ? 'done' : 'refused') : refusals.has(answer.status) ? 'refused' : 'unclear';

/** A link to write that it signed, sent with an unsigned ACL. `visit`: the object, opened without a signature afterwards. */
export const publishOutcome = (answer: ProbeResponse, visit: ProbeResponse | undefined): IntakeOutcome => {
  if (!yes(answer)) return refusals.has(answer.status) ? 'refused' : 'unclear';
  // Some servers deny that there is an object.
  return visit === undefined ? 'unclear' : visit.status === 404 ? 'refused' : intakeOutcome(visit);
};

const keyRefusals: ReadonlySet<string> = new Set(['access-key-unknown', 'signature-rejected', 'token-expired']);

/** The intake key stores an object below `in/`. `undefined`: stored. */
export function judgeIntakeWrite(answer: ProbeResponse): Judged | undefined {
  const { status, failure } = answer;
  if (status < 400 && yes(answer)) return undefined;
  if (isDenied(answer)) return judged({ intakeOnlyStores: false }, finding('intake', 'intake-denied', { status }));
  if (failure !== undefined && keyRefusals.has(failure.code)) {
    return judged({ intakeOnlyStores: false }, finding('intake', 'intake-refused', { status }));
  }
  return judged({}, unclear('intake', answer));
}

/** The connection's own key reads what the intake key stored. `undefined`: it may. */
export const judgeIntakeRead = (answer: ProbeResponse): Judged | undefined => {
  const { status } = answer;
  if (status === 200) return undefined;
  if (isDenied(answer)) return judged({ intakeOnlyStores: false }, finding('intake', 'intake-foreign', { status }));
  return judged({}, unclear('intake', answer));
};

/** The rights beyond storing, by their names in IAM policies, and what came of using each. */
export function judgeIntake(tried: ReadonlyMap<string, IntakeOutcome>): Judged {
  const excess = [...tried].filter(([, outcome]) => outcome === 'done').map(([right]) => right);
  if (excess.length > 0) {
    return judged({ intakeOnlyStores: false }, finding('intake', 'intake-open', { right: excess.join(', ') }));
  }
  if ([...tried.values()].includes('unclear')) return judged({}, finding('intake', 'unclear'));
  return judged({ intakeOnlyStores: true }, finding('intake', 'intake-proven'));
}

/** Without an intake key. One is advised where links to write are PUTs, and the connection's own key may do more than store. */
export function judgeNoIntake({ limitsForms, reads, lists, removes }: CapabilityFacts): Judged {
  const mayMore = reads === true || lists === true || removes === true;
  return judged({}, finding('intake', limitsForms === false && mayMore ? 'intake-advised' : 'intake-none'));
}
