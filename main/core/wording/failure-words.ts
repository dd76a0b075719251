// The words of a failure: what happened, whether the data is safe, and one next step. They never quote a server's or a library's message.
import { reasonWords } from '../../../resources/words/reasons';
import { words } from '../../../resources/words/messages';
import { failureRules, type Failure, type FailureCode, type FailureDetail } from '../model/failure';
import { safetyAfter } from './failure-safety';
import { formats } from './formats';

/** Where the user reads the words: in a terminal the next step may be another. */
export type Door = 'window' | 'terminal';

export interface FailureWords {
  /** What happened, one sentence with its full stop. */
  readonly message: string;
  /** Whether the data is safe, in words. */
  readonly safety: string;
  /** The one next step, one sentence with its full stop. */
  readonly next: string;
  readonly dataSafe: boolean;
}

/** The fact in a sentence; without it the `bare` sentence is used. */
const subjects: Partial<Record<FailureCode, keyof FailureDetail>> = {
  'expiry-out-of-range': 'longestSeconds',
  'object-not-found': 'fileName',
  'nothing-opens': 'reason',
  'connection-unknown': 'connectionName',
  'connection-name-taken': 'connectionName',
  'encryption-demanded': 'connectionName',
  'no-doors': 'connectionName',
  'doors-unproven': 'connectionName',
  'doors-in-use': 'connectionName',
  'shares-are-public': 'connectionName',
  'secret-missing': 'connectionName',
  'intake-key-missing': 'connectionName',
  'intake-unsupported': 'connectionName',
  'secret-elsewhere': 'formerKeeper',
  'bucket-missing': 'bucket',
  'bucket-name-taken': 'bucket',
  'profile-unconfirmed': 'profile',
  'addresses-unconfirmed': 'addresses',
  'profile-unknown': 'profile',
  'profile-unusable': 'profile',
  'profile-needs-code': 'profile',
  'sso-lapsed': 'profile',
  'process-failed': 'profile',
  'role-refused': 'profile',
  'region-wrong': 'region',
  'access-denied': 'right',
  'not-s3': 'serverCode',
  'tls-expired': 'reason',
  'file-not-regular': 'reason',
  'folder-empty': 'fileName',
  'disk-full': 'fileName',
  'storage-full': 'onThisComputer',
  'request-elsewhere': 'fileName',
  'folder-missing': 'fileName',
  'folder-not-watchable': 'reason',
  'folder-unusable': 'reason',
  'folder-out-of-step': 'reason',
  'device-not-found': 'deviceName',
  'device-ambiguous': 'deviceName',
  'link-over': 'fileName',
  'request-full': 'fileName',
  'request-ended': 'fileName',
  'agent-path-refused': 'fileName',
  'agent-folder-refused': 'fileName',
};

/** The placeholders of the texts. */
interface Facts extends Required<
  Pick<
    FailureDetail,
    'fileName' | 'connectionName' | 'region' | 'profile' | 'addresses' | 'deviceName' | 'keeper' | 'formerKeeper'
  >
> {
  readonly reason: string;
  /** Quoted for a shell. */
  readonly profileArgument: string;
  /** `The server h:1`, at the beginning of a sentence; `host` inside one. */
  readonly server: string;
  readonly host: string;
  /** `“a.txt”`, or at the beginning of a sentence `The file`; `theFile` inside one. */
  readonly file: string;
  readonly theFile: string;
  /** `the bucket “files”`; `bucketName` is the name alone. */
  readonly bucket: string;
  readonly bucketName: string;
  /** Empty, or the end of a sentence: `: a reason`, ` (it answered 403)`. */
  readonly because: string;
  readonly status: string;
  /** `The proxy h:1`, at the beginning of a sentence; `otherHost` inside one. */
  readonly proxy: string;
  readonly otherHost: string;
  /** `“Pixel”`, or at the beginning of a sentence `The device`. */
  readonly device: string;
  /** `s3:PutObject`, and its verb. */
  readonly right: string;
  readonly verb: string;
  /** Where the request named the bucket, and the other addressing in the words of the form and of the command line. */
  readonly bucketIn: string;
  readonly otherAddressing: string;
  readonly otherAddressingOption: string;
  /** Empty, or the end of a sentence: ` (SHA-256 …)`. */
  readonly fingerprint: string;
  /** How many files of a page are stored. */
  readonly stored: string;
  readonly pageId: string;
  /** `7 days`. */
  readonly longest: string;
}

type Text = string | ((facts: Facts) => string);
interface Entry {
  readonly message: Text;
  readonly next: Text;
  readonly inTerminal?: Text;
  readonly bare?: Text;
  readonly nextBare?: Text;
}

const f = words.failures.facts;
const { rights } = words.failures;
// A code without words, and words that ask for an unknown fact, do not compile.
const codes: Readonly<Record<FailureCode, Entry>> = words.failures.codes;

function factsOf(detail: FailureDetail): Facts {
  const { host, fileName, bucket, status, fileCount, storedCount, longestSeconds } = detail;
  const reason = detail.reason === undefined ? '' : reasonWords(detail.reason, detail.reasonValues);
  const isStored = fileCount !== undefined && storedCount !== undefined;
  const { otherHost, right = '', fingerprint } = detail;
  const inHostName = detail.addressing === 'virtual-host';
  const named = fileName === undefined ? undefined : f.fileNamed({ name: fileName });
  return {
    fileName: fileName ?? '',
    connectionName: detail.connectionName ?? '',
    region: detail.region ?? '',
    profile: detail.profile ?? '',
    addresses: detail.addresses ?? '',
    deviceName: detail.deviceName ?? '',
    keeper: detail.keeper ?? '',
    formerKeeper: detail.formerKeeper ?? '',
    profileArgument: /\s/.test(detail.profile ?? '') ? `"${detail.profile}"` : (detail.profile ?? ''),
    reason,
    server: host === undefined ? f.server : f.serverNamed({ name: host }),
    host: host === undefined ? f.host : f.hostNamed({ name: host }),
    file: named ?? f.file,
    theFile: named ?? f.fileInside,
    bucket: bucket === undefined ? f.bucket : f.bucketNamed({ name: bucket }),
    bucketName: bucket ?? '',
    because: reason === '' ? '' : f.because({ reason }),
    proxy: otherHost === undefined ? f.proxy : f.proxyNamed({ name: otherHost }),
    otherHost: otherHost === undefined ? f.otherHost : f.otherHostNamed({ name: otherHost }),
    device: detail.deviceName === undefined ? f.device : f.deviceNamed({ name: detail.deviceName }),
    right,
    verb: Object.hasOwn(rights, right) ? rights[right as keyof typeof rights] : right,
    bucketIn: inHostName ? f.inHostName : f.inPath,
    otherAddressing: inHostName ? f.asPath : f.asVirtualHost,
    otherAddressingOption: inHostName ? '--path-style' : '--virtual-host',
    fingerprint: fingerprint === undefined ? '' : f.fingerprint({ fingerprint }),
    status: status === undefined ? '' : f.status({ status: String(status) }),
    stored: isStored ? f.storedOf({ count: storedCount, all: fileCount }) : f.stored,
    pageId: detail.pageId ?? 'ID',
    longest: longestSeconds === undefined ? '' : formats().lifetime(longestSeconds),
  };
}

const unsafe: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'revoke-unproven',
  'door-not-closed',
  'ledger-damaged',
  'ledger-damage-found',
]);

/** Of these a recipient who saves what a link gives, and a guest who sends by one, are told the next step by words of their own. */
const ownNext: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'link-over',
  'link-waits',
  'got-differs',
  'got-replaced',
  'still-sending',
  'sender-away',
  'request-full',
  'request-ended',
  'request-away',
  'send-refused',
  'send-unsure',
  'proxy-password',
  'proxy-unsupported',
]);

/** What is saved nowhere is edited, tested and listed by no command. */
function nextIn(next: string, { code, detail: { unsaved, getting, sending, linkEnded } }: Failure, door: Door): string {
  // The window goes on and saves it later; a command has ended.
  if (linkEnded === true && code === 'disk-full' && door === 'window') return words.failures.endedNext;
  // No connection of the user's is asked for what a link gives.
  if ((getting ?? sending) === true && failureRules[code].kind === 'network' && !ownNext.has(code))
    return sending === true ? words.failures.sendingNext : words.failures.gettingNext;
  return unsaved === true && /mayfly connections (?!add)/.test(next) ? words.failures.unsavedNext : next;
}

/** In the present language. */
export function failureWords(failure: Failure, door: Door): FailureWords {
  const entry = codes[failure.code];
  // An empty fact (the host of an invalid URL) counts as absent.
  const detail: FailureDetail = Object.fromEntries(Object.entries(failure.detail).filter(([, fact]) => fact !== ''));
  const facts = factsOf(detail);
  const read = (text: Text) => (typeof text === 'string' ? text : text(facts));
  const subject = subjects[failure.code];
  const isBare = subject !== undefined && detail[subject] === undefined;
  const safety = safetyAfter(failure);
  const mayLive = failure.detail.endingLink === true && safety === 'linkLives';
  const next =
    (isBare ? entry.nextBare : undefined) ?? (door === 'terminal' ? entry.inTerminal : undefined) ?? entry.next;
  return {
    message: read(isBare ? (entry.bare ?? entry.message) : entry.message),
    safety: words.failures.safety[safety],
    next: nextIn(read(next), failure, door),
    dataSafe: !unsafe.has(failure.code) && !mayLive,
  };
}
