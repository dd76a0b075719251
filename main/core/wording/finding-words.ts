// The words of a finding: what it is, what it means for sharing, and how to mend it.
import { createFormats } from '../../../resources/words/formats';
import { language, words } from '../../../resources/words/messages';
import {
  isOwnCode,
  missingAction,
  type DoorsStep,
  type Examination,
  type ExaminationPlace,
  type Finding,
  type FindingFacts,
} from '../model/examination';
import { type OwnFindingCode } from '../model/examination-steps';
import type { Connection } from '../model/connection';
import type { DoorPlace } from '../model/door';
import { Failure } from '../model/failure';
import { intakeFolder } from '../model/keys/object-key';
import { failureWords, type Door } from './failure-words';
import { providerOf } from '../providers/providers';
import { singlePutBytes } from '../providers/multipart-limits';

export interface FindingWords {
  /** The step, a few words. */
  readonly step: string;
  readonly state: string;
  /** The finding, one sentence with its full stop. */
  readonly says: string;
  /** Its meaning for sharing. */
  readonly means?: string;
  /** The remedy. */
  readonly mend?: string;
}

/** The placeholders of the texts. */
interface Facts {
  readonly host: string;
  readonly bucket: string;
  readonly region: string;
  readonly addressing: string;
  readonly duration: string;
  /** `1 day`. */
  readonly longest: string;
  readonly direction: string;
  readonly key: string;
  /** The cache in front of the address. */
  readonly cache: string;
  /** The largest upload in one request. */
  readonly size: string;
  /** Rights by their names in IAM policies. */
  readonly right: string;
  /** Empty, or the end of a sentence: ` (it answered 403)`. */
  readonly status: string;
}

type Text = string | ((facts: Facts) => string);
interface Entry {
  readonly says: Text;
  readonly means?: Text;
  readonly mend?: Text;
}

const w = words.doctor;
// A code without words, and words that ask for an unknown fact, do not compile.
const codes: Readonly<Record<OwnFindingCode, Entry>> = words.doctor.codes;

/** The form's name for it, inside a sentence. */
const addressingWords = (addressing: 'path' | 'virtual-host'): string =>
  addressing === 'path' ? words.failures.facts.inPath : words.failures.facts.inHostName;

function factsOf({
  host = '',
  bucket = '',
  region = '',
  addressing = 'path',
  offsetSeconds = 0,
  longestSeconds = 0,
  key = '',
  from = '',
  right = '',
  status,
}: FindingFacts): Facts {
  const formats = createFormats({ locale: language() });
  return {
    host,
    bucket,
    region,
    addressing: addressingWords(addressing),
    duration: formats.duration(Math.abs(offsetSeconds)),
    longest: formats.lifetime(longestSeconds),
    // Where the server is ahead, this computer is behind.
    direction: offsetSeconds > 0 ? w.facts.behind : w.facts.ahead,
    key,
    cache: from,
    right,
    size: formats.bytes(singlePutBytes),
    status: status === undefined ? '' : words.failures.facts.status({ status: String(status) }),
  };
}

const { rights } = words.failures;

function mendRight(action: string, door: Door): string {
  const verb = Object.hasOwn(rights, action) ? rights[action as keyof typeof rights] : action;
  return door === 'window' ? w.missingRight({ action, verb }) : w.missingRightInTerminal({ action, verb });
}

/** The words of a finding for one door, in the language of this moment. */
export function findingWords(finding: Finding, door: Door): FindingWords {
  const { step, state, code, facts } = finding;
  const seen = { step: w.steps[step], state: w.states[state] };
  if (!isOwnCode(code)) {
    const { message, next } = failureWords(new Failure(code, facts), door);
    return { ...seen, says: message, mend: next };
  }
  const { says, means, mend } = codes[code];
  const read = (text: Text) => (typeof text === 'string' ? text : text(factsOf(facts)));
  const action = missingAction(finding);
  const advice = action === undefined ? mend && read(mend) : mendRight(action, door);
  return {
    ...seen,
    says: read(says),
    ...(means !== undefined && { means: read(means) }),
    ...(advice !== undefined && { mend: advice }),
  };
}

/** The corrections, in a sentence. */
export function correctedWords({ given, corrected }: Pick<Examination, 'given' | 'corrected'>): string | undefined {
  if (corrected === undefined) return undefined;
  const c = w.changes;
  const changes = [
    ...(corrected.endpoint === given.endpoint ? [] : [c.endpoint({ value: corrected.endpoint })]),
    ...(corrected.region === given.region ? [] : [c.region({ value: corrected.region })]),
    ...(corrected.addressing === given.addressing
      ? []
      : [c.addressing({ value: addressingWords(corrected.addressing) })]),
  ];
  return changes.length === 0 ? undefined : w.corrected({ changes: changes.join(', ') });
}

const placesOfPolicies = w.policyWhere;

/** Where the provider's console keeps policies. */
export function policyPlace(place: ExaminationPlace): string {
  const { id } = providerOf(place);
  return Object.hasOwn(placesOfPolicies, id)
    ? placesOfPolicies[id as keyof typeof placesOfPolicies]
    : placesOfPolicies.usual;
}

const placesOfIntake = words.doctor.intakeWhere;

/** How the provider makes an intake key, with the folder that it may write below. */
export function intakePlace(place: ExaminationPlace & Pick<Connection, 'kind'>): string {
  const { id } = providerOf(place);
  // IAM Conditions of Google Cloud. Source: Cloud Storage, "Conditions", resource.name of objects.
  const folder = `projects/_/buckets/${place.bucket}/objects/${intakeFolder(place.prefix)}`;
  const facts = { condition: `resource.name.startsWith(${JSON.stringify(folder)})` };
  const text = Object.hasOwn(placesOfIntake, id)
    ? placesOfIntake[id as keyof typeof placesOfIntake]
    : placesOfIntake.usual;
  return typeof text === 'string' ? text : text(facts);
}

const placesOfDoors = words.doctor.doorsWhere;

/** How the provider makes a public bucket for doors, or why it cannot. */
export const doorsPlace = (place: Pick<Connection, 'kind' | 'provider' | 'endpoint'>): string =>
  doorsPlaceAt(place.kind === 'embedded' ? 'embedded' : providerOf(place).id);

/** By the id of a provider. */
export function doorsPlaceAt(id: string): string {
  return Object.hasOwn(placesOfDoors, id) ? placesOfDoors[id as keyof typeof placesOfDoors] : placesOfDoors.usual;
}

type DoorsAt = Pick<Connection, 'kind' | 'provider' | 'endpoint'> & Pick<DoorPlace, 'bucket'>;

/** What the user does by hand for a place of doors that Mayfly may not make. */
const doorsMend = ({ code }: DoorsStep, place: DoorsAt): string => {
  if (code === 'bucket-refused') return w.doorsSteps.mend;
  const { id } = providerOf(place);
  const text = Object.hasOwn(w.doorsMissing, id)
    ? w.doorsMissing[id as keyof typeof w.doorsMissing]
    : w.doorsMissing.usual;
  return text({ bucket: place.bucket });
};

/** The words of what was done for a place of doors. */
export function doorsStepWords(step: DoorsStep, place: DoorsAt, door: Door): FindingWords {
  const { code, failure } = step;
  const { [code]: text, bucket, policy, cors } = w.doorsSteps;
  return {
    step: code.startsWith('bucket') ? bucket : code === 'cors-made' ? cors : policy,
    state: w.states[stateOfStep(step)],
    says: typeof text === 'string' ? text : text({ bucket: place.bucket }),
    ...(failure !== undefined && { means: failureWords(failure, door).message, mend: doorsMend(step, place) }),
  };
}

/** As a finding would have it. */
export const stateOfStep = ({ code }: DoorsStep): 'ok' | 'note' | 'warning' =>
  code.endsWith('refused') ? 'warning' : code === 'policy-taken-back' ? 'note' : 'ok';

/** Whether a policy mends any of the findings. */
export const wantsPolicy = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => missingAction(finding) !== undefined || finding.code === 'access-denied');
