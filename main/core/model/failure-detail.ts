// What a failure says beside its code.
import type { Reason, ReasonValues } from '../../../resources/words/reasons';

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
  /** Of a connection that is saved nowhere. */
  readonly unsaved?: true;
  /** The bytes came from a stream, which gives them once. */
  readonly streamed?: true;
  /** The command had made a bucket before. */
  readonly bucketMade?: true;
  /** Of a page: how many files it has, and how many of them are stored. */
  readonly fileCount?: number;
  readonly storedCount?: number;
  /** Of an unfinished page: the id to cancel it by. */
  readonly pageId?: string;
}
