// Every way Mayfly can fail has one code here, so that retry rules, words and exit codes are total tables.
import type { Reason, ReasonValues } from '../../../resources/words/reasons';
import { agentFailures } from './agents/agent-failures';
import { deviceFailures, guestFailures } from './devices/device-failures';
import { getFailures } from './links/get-failures';

/** Where a failure comes from; decides the exit code of the command line. */
export type FailureKind = 'unexpected' | 'usage' | 'connection' | 'network' | 'file' | 'keychain' | 'interrupted';

interface Rule {
  readonly kind: FailureKind;
  /** Whether the same request, unchanged, may succeed a moment later. */
  readonly retryable: boolean;
}

const rule = (kind: FailureKind, retryable = false): Rule => ({ kind, retryable });

export const failureRules = {
  ...deviceFailures,
  ...guestFailures,
  ...agentFailures,
  ...getFailures,
  unexpected: rule('unexpected'),
  'bad-request': rule('usage'),
  'expiry-out-of-range': rule('usage'),
  'key-used': rule('usage'),
  'share-not-found': rule('usage'),
  'request-not-found': rule('usage'),
  'request-over': rule('usage'),
  'request-needs-folder': rule('usage'),
  'request-elsewhere': rule('keychain'),
  'request-key-unkept': rule('usage'),
  'request-key-missing': rule('keychain'),
  'arrival-encrypted': rule('usage'),
  'door-not-found': rule('usage'),
  'door-name-taken': rule('usage'),
  'no-doors': rule('usage'),
  'share-not-ours': rule('usage'),
  'share-unchangeable': rule('usage'),
  'link-would-change': rule('usage'),
  'page-changed': rule('connection'),
  'share-sending': rule('usage'),
  'key-unlinkable': rule('usage'),
  'key-reserved': rule('usage'),
  'object-not-found': rule('usage'),
  'share-ambiguous': rule('usage'),
  'encryption-demanded': rule('usage'),
  'set-by-organisation': rule('usage'),
  'policy-unreadable': rule('usage'),
  'share-secret-missing': rule('keychain'),
  'link-not-shorter': rule('usage'),
  'qr-too-long': rule('usage'),
  'upload-not-found': rule('usage'),
  'paste-unknown': rule('usage'),
  'paste-gone': rule('usage'),
  'found-gone': rule('usage'),
  'clipboard-empty': rule('usage'),
  'clipboard-unavailable': rule('usage'),
  'clipboard-out-of-reach': rule('usage'),
  'nothing-opens': rule('unexpected'),
  'desktop-refused': rule('unexpected'),
  'mayfly-running': rule('usage'),
  'screenshot-unavailable': rule('unexpected'),
  'update-unavailable': rule('network', true),
  'update-untrusted': rule('unexpected'),
  'update-damaged': rule('unexpected'),
  'update-refused': rule('unexpected'),
  'update-waits': rule('usage'),
  'picture-unsaved': rule('file'),
  'file-unsaved': rule('file'),
  'connection-unknown': rule('usage'),
  'connections-lost': rule('connection'),
  'bucket-unserved': rule('connection'),
  'network-closed': rule('connection'),
  'connection-name-taken': rule('connection'),
  'connection-in-use': rule('connection'),
  'connections-file-invalid': rule('file'),
  'doors-unproven': rule('connection'),
  'doors-in-use': rule('connection'),
  'doors-stay-public': rule('connection'),
  'shares-are-public': rule('connection'),
  'policy-unsupported': rule('connection'),
  'lifecycle-needs-prefix': rule('connection'),
  'lifecycle-unsupported': rule('connection'),
  'write-link-unsafe': rule('connection'),
  'form-unlimited': rule('connection'),
  'signing-unproven': rule('connection'),
  'endpoint-invalid': rule('connection'),
  'bucket-name-invalid': rule('connection'),
  'secret-missing': rule('connection'),
  'secret-elsewhere': rule('connection'),
  'intake-key-missing': rule('connection'),
  'intake-unsupported': rule('connection'),
  'secret-file-unusable': rule('connection'),
  'passphrase-needed': rule('connection'),
  'passphrase-unusable': rule('connection'),
  'passphrase-wrong': rule('connection'),
  'profile-unconfirmed': rule('connection'),
  'addresses-unconfirmed': rule('connection'),
  'profile-unknown': rule('connection'),
  'profile-unusable': rule('connection'),
  'profile-needs-code': rule('connection'),
  'sso-lapsed': rule('connection'),
  'process-failed': rule('connection'),
  'role-refused': rule('connection'),
  'access-key-unknown': rule('connection'),
  'signature-rejected': rule('connection'),
  'access-denied': rule('connection'),
  'token-expired': rule('connection'),
  'bucket-missing': rule('connection'),
  'bucket-name-taken': rule('connection'),
  'region-wrong': rule('connection'),
  'clock-skewed': rule('connection'),
  redirected: rule('connection'),
  'addressing-wrong': rule('connection'),
  'ca-file-unusable': rule('connection'),
  'endpoint-unreachable': rule('network', true),
  'host-unknown': rule('network', true),
  'connection-refused': rule('network', true),
  'connection-lost': rule('network', true),
  'timed-out': rule('network', true),
  'tls-untrusted': rule('network'),
  'tls-expired': rule('network'),
  'tls-wrong-host': rule('network'),
  'tls-not-spoken': rule('network'),
  'proxy-unreachable': rule('network', true),
  'proxy-refused': rule('network'),
  'proxy-password': rule('network'),
  'proxy-unsupported': rule('network'),
  'captive-portal': rule('network'),
  'not-s3': rule('network'),
  'server-too-old': rule('network'),
  'server-failed': rule('network', true),
  throttled: rule('network', true),
  'storage-full': rule('network'),
  'object-locked': rule('network'),
  'object-missing': rule('network'),
  'upload-lost': rule('network'),
  'copy-unsupported': rule('network'),
  'versions-kept': rule('connection'),
  'stored-differs': rule('network'),
  'arrival-undecipherable': rule('network'),
  'link-unproven': rule('network'),
  'page-not-shown': rule('network'),
  'openings-untold': rule('connection'),
  'request-unsafe': rule('connection'),
  'page-incomplete': rule('network'),
  'revoke-unproven': rule('network'),
  'door-unproven': rule('network'),
  'door-not-closed': rule('network'),
  'bucket-stopped': rule('network', true),
  'engine-stopped': rule('unexpected', true),
  'bucket-port-taken': rule('network'),
  'bucket-data-unusable': rule('file'),

  'file-missing': rule('file'),
  'file-not-stored': rule('file'),
  'file-unreadable': rule('file'),
  'file-changed': rule('file'),
  'file-not-regular': rule('file'),
  'file-size-untold': rule('file'),
  'folder-empty': rule('file'),
  'folder-not-watchable': rule('file'),
  'folder-out-of-step': rule('file'),
  'folder-missing': rule('file'),
  'folder-unusable': rule('file'),
  'file-too-large': rule('file'),
  'disk-full': rule('file'),
  'output-lost': rule('file'),
  'out-of-time': rule('network'),
  'exec-failed': rule('unexpected'),
  'ledger-newer': rule('connection'),
  'ledger-damaged': rule('file'),
  'ledger-damage-found': rule('file'),
  'ledger-unusable': rule('file'),

  'keychain-no-bus': rule('keychain'),
  'keychain-no-service': rule('keychain'),
  'keychain-no-collection': rule('keychain'),
  'keychain-locked': rule('keychain'),
  'keychain-denied': rule('keychain'),
  'keychain-unavailable': rule('keychain'),
  'keys-elsewhere': rule('keychain'),

  cancelled: rule('interrupted'),
  interrupted: rule('interrupted'),
  paused: rule('interrupted'),
} as const satisfies Record<string, Rule>;

export type FailureCode = keyof typeof failureRules;

/** The placeholders of the words: never a secret, a URL or a signature. */
export interface FailureDetail {
  /** The file's own name, without its folder. */
  readonly fileName?: string;
  readonly connectionName?: string;
  readonly bucket?: string;
  /** host:port of the server, without path, query or user information. */
  readonly host?: string;
  readonly region?: string;
  /** host:port of a redirect's target, or of the proxy. */
  readonly otherHost?: string;
  readonly addressing?: 'path' | 'virtual-host';
  /** The missing right by its name in IAM policies, e.g. `s3:PutObject`. */
  readonly right?: string;
  /** SHA-256 of the server's certificate, as certificate viewers write it. */
  readonly fingerprint?: string;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** The server's S3 error code, e.g. `InvalidAccessKeyId`. */
  readonly serverCode?: string;
  /** The keyring program now, and the one at the last save. */
  readonly keeper?: string;
  readonly formerKeeper?: string;
  /** A profile of the AWS command line. */
  readonly profile?: string;
  /** What a device nearby calls itself, or its address. */
  readonly deviceName?: string;
  /** host:port of each address that an imported file brought for links. */
  readonly addresses?: string;
  /** A reason of the catalogue, e.g. `a named pipe`, and the values of its placeholders. */
  readonly reason?: Reason;
  readonly reasonValues?: ReasonValues;
  readonly sizeBytes?: number;
  /** Seconds of the longest link that the storage takes. */
  readonly longestSeconds?: number;
  /** Bytes of the file had left this computer before. */
  readonly sent?: true;
  /** Others of the same gesture were shared. */
  readonly othersShared?: true;
  /** Of a page whose link was given before its files. */
  readonly linkGiven?: true;
  /** Of a connection that is saved nowhere. */
  readonly unsaved?: true;
  /** The bytes came from a stream, which gives them once. */
  readonly streamed?: true;
  /** Of files that a link gives, or that a guest sends by one: nothing of this computer is shared. */
  readonly getting?: true;
  readonly sending?: true;
  /** The command had made a bucket before. */
  readonly bucketMade?: true;
  /** Of a page: how many files it has, and how many of them are stored. */
  readonly fileCount?: number;
  readonly storedCount?: number;
  /** Of an unfinished page: the id to cancel it by. */
  readonly pageId?: string;
}

/** A failure with a code: adapters and rules make it, everything else passes it on. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    readonly code: FailureCode,
    readonly detail: FailureDetail = {},
    cause?: unknown,
  ) {
    super(code, cause === undefined ? undefined : { cause });
  }
  get retryable(): boolean {
    return failureRules[this.code].retryable;
  }
}

const withDetail = ({ code, detail, cause }: Failure, more: FailureDetail): Failure =>
  new Failure(code, { ...detail, ...more }, cause);

/** The same failure after bytes of the file have left this computer. */
export const afterSending = (failure: Failure): Failure => withDetail(failure, { sent: true });
/** The same failure of an upload whose bytes came from a stream. */
export const ofStream = (failure: Failure): Failure => withDetail(failure, { streamed: true });
/** The same failure of one of several, of which others were shared. */
export const besideOthers = (failure: Failure): Failure => withDetail(failure, { othersShared: true });
/** The same failure of a page whose link people have. */
export const withLinkGiven = (failure: Failure): Failure => withDetail(failure, { linkGiven: true });
/** The same failure at a connection that is saved nowhere. */
export const ofUnsaved = (failure: Failure): Failure => withDetail(failure, { unsaved: true });

/** The same failure while files of a link are saved. */
export const whileGetting = (failure: Failure, more: FailureDetail = {}): Failure =>
  withDetail(failure, { ...more, getting: true });

const unreachable: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'endpoint-unreachable',
  'host-unknown',
  'connection-refused',
  'proxy-unreachable',
]);

/** Whether the server could not be reached: such a failure counts as no attempt, and the upload waits for the network. */
export const isUnreachable = ({ code }: Failure): boolean => unreachable.has(code);

const credentialsEnded: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'token-expired',
  'sso-lapsed',
  'process-failed',
  'role-refused',
  'profile-unknown',
  'profile-unusable',
  'profile-needs-code',
]);

/** Whether only new credentials help. */
export const wantsCredentials = ({ code }: Failure): boolean => credentialsEnded.has(code);

/**
 * Gives any thrown value a code. An error that is no `Failure` becomes `unexpected`; the original stays as its `cause` and its
 * text is never shown, because it may quote a URL.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure('unexpected', {}, error);
}

/** Closes a union: reaching it at run time is a programming error, reaching it at compile time is a type error. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
