// A failure with a code, which adapters and rules make and everything else passes on.
import type { Reason, ReasonValues } from '../../../resources/words/reasons';
import { failureRules, type FailureKind } from './failures/failure-rules';

export { failureRules, type FailureKind };

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
  /** Of storage that is full: it is this computer's disk. */
  readonly onThisComputer?: true;
  /** Bytes of the file had left this computer before. */
  readonly sent?: true;
  /** Of a file that a guest sent: whether its bucket still has it. */
  readonly arrival?: 'kept' | 'lost';
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
  /** Of an act that should have ended a link or a file request. */
  readonly endingLink?: true;
  /** The link was proven to fail before. */
  readonly linkEnded?: true;
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
/** The same failure after the link was proven to fail: only this computer does not know it yet. */
export const afterLinkEnd = (failure: Failure): Failure => withDetail(failure, { linkEnded: true });
/** The same failure of a file that a guest sent. */
export const ofArrival = (failure: Failure, arrival: 'kept' | 'lost', more: FailureDetail = {}): Failure =>
  withDetail(failure, { ...more, arrival });
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

const withoutKeychain: ReadonlySet<FailureCode> = new Set([
  'keychain-no-bus',
  'keychain-no-service',
  'keychain-no-collection',
]);

/** Whether no keychain is reached here at all, in which something could lie. */
export const saysNoKeychain = ({ code }: Failure): boolean => withoutKeychain.has(code);

/**
 * Gives any thrown value a code. An error that is no `Failure` becomes `unexpected`; the original stays as its `cause` and its
 * text is never shown, because it may quote a URL.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure('unexpected', {}, error);
}

/** `work` ends a link or a file request. What it raises says to treat the link as still alive, unless it was proven to fail. */
export const endingLink = <Ended>(work: Promise<Ended>): Promise<Ended> =>
  work.catch((error: unknown) => {
    throw withDetail(asFailure(error), { endingLink: true });
  });

/** Closes a union: reaching it at run time is a programming error, reaching it at compile time is a type error. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
