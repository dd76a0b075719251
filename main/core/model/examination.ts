// What the doctor says about a connection, as data: one finding per step, each with a stable code; the words are elsewhere.
import type { CapabilityFacts } from './capabilities';
import type { Connection } from './connection';
import { examSteps, type ExamStep } from './examination-steps';
import { failureRules, type Failure, type FailureCode, type FailureDetail } from './failure';
import type { Addressing, Place } from './place';

export { examSteps, type ExamStep };

/**
 * `ok`: as it should be. `note`: other than usual, and nothing is lost. `warning`: something will not work. `failed`: nothing can be shared.
 * `skipped`: not looked at.
 */
export type FindingState = 'ok' | 'note' | 'warning' | 'failed' | 'skipped';

/** What each of the doctor's own codes means for the connection, and the right that is missing, by its name in IAM policies. */
export const findingRules = {
  reached: { state: 'ok' },
  'reached-here': { state: 'note' },
  'reached-openly': { state: 'warning' },
  'clock-right': { state: 'ok' },
  'clock-off': { state: 'note' },
  'clock-untold': { state: 'skipped' },
  'keys-taken': { state: 'ok' },
  'region-right': { state: 'ok' },
  'region-corrected': { state: 'note' },
  'addressing-right': { state: 'ok' },
  'addressing-corrected': { state: 'note' },
  'endpoint-corrected': { state: 'note' },
  'bucket-there': { state: 'ok' },
  'rules-readable': { state: 'ok' },
  'rules-denied': { state: 'note', action: 's3:GetLifecycleConfiguration' },
  'rules-unsupported': { state: 'note' },
  'write-allowed': { state: 'ok' },
  'write-denied': { state: 'failed', action: 's3:PutObject' },
  'checksums-told': { state: 'ok' },
  'checksums-taken': { state: 'ok' },
  'checksums-refused': { state: 'note' },
  'link-opens': { state: 'ok' },
  'link-denied': { state: 'warning', action: 's3:GetObject' },
  'link-wrong': { state: 'failed' },
  'overrides-kept': { state: 'ok' },
  'overrides-lost': { state: 'warning' },
  'pages-shown': { state: 'ok' },
  'pages-hidden': { state: 'warning' },
  'gzip-kept': { state: 'ok' },
  'gzip-lost': { state: 'note' },
  'cors-open': { state: 'note' },
  'cors-closed': { state: 'ok' },
  'describe-allowed': { state: 'ok' },
  'describe-denied': { state: 'note', action: 's3:GetObject' },
  'parts-work': { state: 'ok' },
  'parts-fail': { state: 'warning', action: 's3:PutObject' },
  'parts-unsupported': { state: 'warning' },
  'list-parts-allowed': { state: 'ok' },
  'list-parts-denied': { state: 'note', action: 's3:ListMultipartUploadParts' },
  'etags-md5': { state: 'ok' },
  'etags-md5-single': { state: 'ok' },
  'etags-other': { state: 'note' },
  'abort-allowed': { state: 'ok' },
  'abort-denied': { state: 'warning', action: 's3:AbortMultipartUpload' },
  'write-links-safe': { state: 'ok' },
  'write-links-open': { state: 'note' },
  'conditional-kept': { state: 'ok' },
  'conditional-ignored': { state: 'note' },
  'conditional-unsupported': { state: 'note' },
  'forms-limited': { state: 'ok' },
  'forms-unlimited': { state: 'note' },
  'forms-unsupported': { state: 'note' },
  'delete-allowed': { state: 'ok' },
  'delete-denied': { state: 'warning', action: 's3:DeleteObject' },
  'versions-none': { state: 'ok' },
  'versions-removed': { state: 'ok' },
  'versions-stay': { state: 'warning', action: 's3:DeleteObjectVersion' },
  'list-allowed': { state: 'ok' },
  'list-denied': { state: 'note', action: 's3:ListBucket' },
  'versions-unlisted': { state: 'note', action: 's3:ListBucketVersions' },
  cleaned: { state: 'ok' },
  'nothing-stored': { state: 'ok' },
  'left-behind': { state: 'warning' },
  /** Something before it failed, so that it could not be asked. */
  'not-asked': { state: 'skipped' },
  /** Seventeen requests are the most, and this was the one to leave out. */
  'no-room': { state: 'skipped' },
  'cut-off': { state: 'skipped' },
  /** The server answered neither yes nor no. */
  unclear: { state: 'skipped' },
} as const satisfies Record<string, { readonly state: FindingState; readonly action?: string }>;

export type OwnFindingCode = keyof typeof findingRules;
export type FindingCode = OwnFindingCode | FailureCode;

/** What the words may mention: never a secret, a URL or a signature. */
export interface FindingFacts extends FailureDetail {
  readonly from?: string;
  readonly addressing?: Addressing;
  /** The server's clock is ahead by so many seconds. */
  readonly offsetSeconds?: number;
  /** What could not be removed. */
  readonly key?: string;
  readonly uploadId?: string;
}

export interface Finding {
  readonly step: ExamStep;
  readonly state: FindingState;
  readonly code: FindingCode;
  readonly facts: FindingFacts;
}

export const finding = (step: ExamStep, code: OwnFindingCode, facts: FindingFacts = {}): Finding => ({
  step,
  state: findingRules[code].state,
  code,
  facts,
});

/** Where a failure that ends the examination is shown; most are about the way to the server. */
const stepsOfFailures: Partial<Record<FailureCode, ExamStep>> = {
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

export const stepOfFailure = ({ code }: Failure): ExamStep =>
  stepsOfFailures[code] ?? (failureRules[code].kind === 'keychain' ? 'keys' : 'reach');

export const failedFinding = (failure: Failure, step: ExamStep = stepOfFailure(failure)): Finding => ({
  step,
  state: 'failed',
  code: failure.code,
  facts: failure.detail,
});

/** Nobody answered this one question. */
export const unanswered = (step: ExamStep, { code, detail }: Failure): Finding =>
  finding(step, 'unclear', { ...detail, serverCode: code });

export const isOwnCode = (code: FindingCode): code is OwnFindingCode => Object.hasOwn(findingRules, code);

/** The right that would change a finding, by its name in IAM policies. */
export function missingAction({ code }: Finding): string | undefined {
  if (!isOwnCode(code)) return undefined;
  const rule: { readonly state: FindingState; readonly action?: string } = findingRules[code];
  return rule.action;
}

/** What is examined. */
export type ExamPlace = Place & Pick<Connection, 'prefix' | 'provider'>;

const examPlaceOf = ({ endpoint, region, bucket, addressing, prefix, provider }: ExamPlace): ExamPlace => ({
  endpoint,
  region,
  bucket,
  addressing,
  prefix,
  provider,
});

/** Under way, or ended. */
export interface Examination {
  /** As it was given. */
  readonly given: ExamPlace;
  /** As it is asked now. */
  readonly place: ExamPlace;
  readonly startedAtMs: number;
  /** Absent while it is under way. */
  readonly endedAtMs?: number;
  /** What is being looked at now. */
  readonly step?: ExamStep;
  /** One per step at most, in the order of the steps. */
  readonly findings: readonly Finding[];
  readonly requests: number;
  readonly facts: CapabilityFacts;
  /** How the place must be addressed, where that is not what was given. */
  readonly corrected?: Place;
  /** What ended it before its time. */
  readonly failure?: Failure;
}

export const emptyExamination = (connection: ExamPlace, startedAtMs: number): Examination => ({
  given: examPlaceOf(connection),
  place: examPlaceOf(connection),
  startedAtMs,
  findings: [],
  requests: 0,
  facts: {},
});

const rank = (step: ExamStep): number => examSteps.indexOf(step);

/** Adds a finding at its place; a later one of the same step wins. */
export function withFinding(examination: Examination, added: Finding): Examination {
  const others = examination.findings.filter(({ step }) => step !== added.step);
  const findings = [...others, added].toSorted((a, b) => rank(a.step) - rank(b.step));
  return { ...examination, findings };
}

/** `fails`: nothing can be shared. `limited`: something of what sharing uses will not work. */
export type ExamVerdict = 'works' | 'limited' | 'fails';

export function verdictOf({ findings, failure }: Pick<Examination, 'findings' | 'failure'>): ExamVerdict {
  if (failure !== undefined || findings.some(({ state }) => state === 'failed')) return 'fails';
  return findings.some(({ state }) => state === 'warning') ? 'limited' : 'works';
}

/** The connection with what was found: the place as it must be addressed, and what can be done there. */
export const withFindings = (connection: Connection, examination: Examination, madeAtMs: number): Connection => ({
  ...connection,
  ...examination.corrected,
  capabilities: { ...examination.facts, madeAtMs },
});

/** Where the examination of a draft stands in the state; `connectionId` is that of the connection that is changed. */
export const draftExamination = (connectionId: string | undefined): string => `draft:${connectionId ?? ''}`;
