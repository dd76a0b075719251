// An examination as data: one finding per step, each with a stable code. `wording/finding-words.ts` has the words.
import type { CapabilityFacts } from './capabilities';
import type { Connection } from './connection';
import type { DoorPlace, LeftDoors } from './door';
import {
  acrossStep,
  doorSteps,
  examinationSteps,
  findingRules,
  type ExaminationStep,
  type FindingState,
  type OwnFindingCode,
} from './examination-steps';
import { failureRules, type Failure, type FailureCode, type FailureDetail } from './failure';
import type { Addressing, Place } from './place';

export type FindingCode = OwnFindingCode | FailureCode;

/** The placeholders of the words: never a secret, a URL or a signature. */
export interface FindingFacts extends FailureDetail {
  readonly from?: string;
  readonly addressing?: Addressing;
  /** The server's clock is ahead by so many seconds. */
  readonly offsetSeconds?: number;
  /** The object or upload that could not be removed. */
  readonly key?: string;
  readonly uploadId?: string;
}

export interface Finding {
  readonly step: ExaminationStep;
  readonly state: FindingState;
  readonly code: FindingCode;
  readonly facts: FindingFacts;
}

export const finding = (step: ExaminationStep, code: OwnFindingCode, facts: FindingFacts = {}): Finding => ({
  step,
  state: findingRules[code].state,
  code,
  facts,
});

/** The step that shows a failure that ends the examination; `reach` for all others. */
const stepsOfFailures: Partial<Record<FailureCode, ExaminationStep>> = {
  'clock-skewed': 'clock',
  'secret-missing': 'keys',
  'access-key-unknown': 'keys',
  'signature-rejected': 'keys',
  'token-expired': 'keys',
  'region-wrong': 'region',
  redirected: 'region',
  'addressing-wrong': 'addressing',
  'profile-unknown': 'keys',
  'profile-unusable': 'keys',
  'profile-needs-code': 'keys',
  'sso-lapsed': 'keys',
  'process-failed': 'keys',
  'role-refused': 'keys',
  'bucket-missing': 'bucket',
  'bucket-name-invalid': 'bucket',
  'access-denied': 'bucket',
};

export const stepOfFailure = ({ code }: Failure): ExaminationStep =>
  stepsOfFailures[code] ?? (failureRules[code].kind === 'keychain' ? 'keys' : 'reach');

export const failedFinding = (failure: Failure, step: ExaminationStep = stepOfFailure(failure)): Finding => ({
  step,
  state: 'failed',
  code: failure.code,
  facts: failure.detail,
});

/** The finding of a probe without an answer. */
export const unanswered = (step: ExaminationStep, { code, detail }: Failure): Finding =>
  finding(step, 'unclear', { ...detail, serverCode: code });

export const isOwnCode = (code: FindingCode): code is OwnFindingCode => Object.hasOwn(findingRules, code);

/** The right that would mend a finding, by its name in IAM policies. */
export function missingAction({ code }: Finding): string | undefined {
  if (!isOwnCode(code)) return undefined;
  const rule: { readonly state: FindingState; readonly action?: string } = findingRules[code];
  return rule.action;
}

/** The fields of a connection that an examination depends on. */
export type ExaminationPlace = Place & Pick<Connection, 'prefix' | 'provider'>;

const examinationPlaceOf = ({
  endpoint,
  region,
  bucket,
  addressing,
  prefix,
  provider,
}: ExaminationPlace): ExaminationPlace => ({
  endpoint,
  region,
  bucket,
  addressing,
  prefix,
  provider,
});

/** Running or ended. */
export interface Examination {
  /** The place of the connection or draft. */
  readonly given: ExaminationPlace;
  /** The place with the corrections so far. */
  readonly place: ExaminationPlace;
  readonly startedAtMs: number;
  /** Absent while it runs. */
  readonly endedAtMs?: number;
  /** The present step. */
  readonly step?: ExaminationStep;
  /** One per step at most, in the order of the steps. */
  readonly findings: readonly Finding[];
  readonly requests: number;
  readonly facts: CapabilityFacts;
  /** The corrected place, where the given one is wrong. */
  readonly corrected?: Place;
  /** The failure that ended it early. */
  readonly failure?: Failure;
}

export const emptyExamination = (connection: ExaminationPlace, startedAtMs: number): Examination => ({
  given: examinationPlaceOf(connection),
  place: examinationPlaceOf(connection),
  startedAtMs,
  findings: [],
  requests: 0,
  facts: {},
});

const allSteps: readonly ExaminationStep[] = [...examinationSteps, ...doorSteps, acrossStep];
const rank = (step: ExaminationStep): number => allSteps.indexOf(step);

/** Adds a finding in the order of the steps; it replaces an earlier one of its step. */
export function withFinding(examination: Examination, added: Finding): Examination {
  const others = examination.findings.filter(({ step }) => step !== added.step);
  const findings = [...others, added].toSorted((a, b) => rank(a.step) - rank(b.step));
  return { ...examination, findings };
}

/** `fails`: nothing can be shared. `limited`: a feature will not work. */
export type ExaminationVerdict = 'works' | 'limited' | 'fails';

export function verdictOf({ findings, failure }: Pick<Examination, 'findings' | 'failure'>): ExaminationVerdict {
  if (failure !== undefined || findings.some(({ state }) => state === 'failed')) return 'fails';
  return findings.some(({ state }) => state === 'warning') ? 'limited' : 'works';
}

/** The connection with the corrected place and the capabilities found. */
export const withFindings = (connection: Connection, examination: Examination, madeAtMs: number): Connection => ({
  ...connection,
  ...examination.corrected,
  capabilities: { ...examination.facts, madeAtMs },
});

/** The id of a draft's examination in the state; `connectionId` is that of the connection under change. */
export const draftExamination = (connectionId: string | undefined): string => `draft:${connectionId ?? ''}`;

/** An examination of doors alone. `isProven`: doors may be made there. */
export interface DoorsTest {
  readonly place: DoorPlace;
  readonly examination: Examination;
  readonly isProven: boolean;
}

/**
 * What was done for a place of doors. `taken-back`: made, and undone because doors did not work there. `lifted`: the block of public policies, of a
 * bucket that was made for them. `cors`: the rule by which open pages at another origin read them.
 */
export interface DoorsStep {
  readonly code:
    | `${'bucket' | 'policy'}-${'made' | 'there' | 'refused'}`
    | 'policy-taken-back'
    | 'block-lifted'
    | 'cors-made';
  /** Why it was refused. */
  readonly failure?: Failure;
}

/** A place of doors that was to be made. */
export interface DoorsSetUp extends Omit<DoorsTest, 'examination'> {
  readonly server: Pick<Connection, 'kind' | 'provider' | 'endpoint'>;
  readonly steps: readonly DoorsStep[];
  /** Absent where nothing could be examined. */
  readonly examination?: Examination;
  /** What became of the place where doors were before. */
  readonly left?: LeftDoors;
}
