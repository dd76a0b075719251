// An examination as data: one finding per step, each with a stable code. `doctor/rules/finding-words.ts` has the words.
import type { CapabilityFacts } from './capabilities';
import type { Connection } from './connection';
import { examinationSteps, type ExaminationStep } from './examination-steps';
import { failureRules, type Failure, type FailureCode, type FailureDetail } from './failure';
import type { Addressing, Place } from './place';

/**
 * `ok`: right. `note`: unusual, and nothing is lost. `warning`: a feature will not work. `failed`: nothing can be shared. `skipped`: not
 * examined.
 */
export type FindingState = 'ok' | 'note' | 'warning' | 'failed' | 'skipped';

/** The state of each of the doctor's own codes, and the missing right by its name in IAM policies. */
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
  'forms-any-size': { state: 'note' },
  'forms-any-key': { state: 'note' },
  'forms-any-type': { state: 'note' },
  'forms-unsupported': { state: 'note' },
  'intake-none': { state: 'ok' },
  'intake-advised': { state: 'note' },
  'intake-proven': { state: 'ok' },
  'intake-open': { state: 'warning' },
  'intake-denied': { state: 'warning' },
  'intake-foreign': { state: 'warning' },
  'intake-refused': { state: 'warning' },
  'intake-unread': { state: 'warning' },
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
  /** An earlier step failed. */
  'not-asked': { state: 'skipped' },
  /** The examination had no request left for it. */
  'no-room': { state: 'skipped' },
  'cut-off': { state: 'skipped' },
  /** The server answered neither yes nor no. */
  unclear: { state: 'skipped' },
} as const satisfies Record<string, { readonly state: FindingState; readonly action?: string }>;

export type OwnFindingCode = keyof typeof findingRules;
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

const rank = (step: ExaminationStep): number => examinationSteps.indexOf(step);

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
