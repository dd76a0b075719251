// The messages between the pool and one of its threads; plain data only. No credentials cross: a request comes signed. A route may hold the
// password of its proxy, and a job the secrets of the file that it encrypts, as they must.
import type { FileSecrets } from '../../core/model/encryption';
import type { FailureCode, FailureDetail } from '../../core/model/failure';
import type { FileSnapshot, GivenFile } from '../../core/model/given-file';
import type { StoredAnswer, Verdict } from '../../core/model/stored-check';
import type { ReadBody } from '../../core/ports/body-work';
import type { Sealing } from '../../core/ports/files';
import type { Answer, Outgoing } from '../network/http-client';
import type { Ahead, SenderTo } from '../network/body-sender';

/** What a thread is asked for; bodies are in shared memory. */
export type Job =
  | {
      readonly kind: 'read';
      /** Valid for all threads of the process: each reads from the one open file. */
      readonly descriptor: number;
      readonly positionBytes: number;
      readonly target: Uint8Array;
      readonly wantSha256: boolean;
      /** Reads the age file of the open one. */
      readonly sealing?: Pick<Sealing, 'secrets' | 'plainBytes'> | undefined;
    }
  | {
      /** Opens, reads and hashes a small file. Any failure only means that the caller does it in place, which tells why. */
      readonly kind: 'open';
      readonly path: string;
      readonly given: GivenFile;
      readonly target: Uint8Array;
      readonly wantSha256: boolean;
      /** Reads the age file that they make of it. */
      readonly secrets?: FileSecrets | undefined;
    }
  | { readonly kind: 'crc32'; readonly body: Uint8Array }
  | { readonly kind: 'judge'; readonly answer: StoredAnswer; readonly body: Uint8Array; readonly crc32: string }
  | {
      readonly kind: 'send';
      readonly senderId: number;
      readonly outgoing: Omit<Outgoing, 'signal' | 'onSent' | 'pace'>;
      /** The descriptor of the body's file: its state after the answer comes with it. */
      readonly inspect?: number | undefined;
    };

export type AnswerMessage = Omit<Answer, 'body' | 'bytes'> & {
  readonly bytes: Uint8Array;
  readonly inspected?: FileSnapshot | undefined;
};

export interface OpenedFile extends ReadBody {
  /** Stays open. */
  readonly descriptor: number;
  readonly snapshot: FileSnapshot;
}

/** By the kind of the job. */
export interface Results {
  readonly read: ReadBody;
  readonly open: OpenedFile;
  readonly crc32: string;
  readonly judge: Verdict;
  readonly send: AnswerMessage;
}

export type ToThread =
  | { readonly type: 'open'; readonly senderId: number; readonly to: SenderTo }
  | { readonly type: 'close'; readonly senderId: number }
  /** Opens that many connections for the bodies to come, of a sender that may not be open yet. */
  | { readonly type: 'connect'; readonly ahead: Ahead; readonly connections: number }
  | { readonly type: 'close-file'; readonly descriptor: number }
  | { readonly type: 'job'; readonly id: number; readonly job: Job }
  | { readonly type: 'abort'; readonly id: number }
  /** The answer to `pace`. */
  | { readonly type: 'go'; readonly id: number };

export type FromThread =
  /** Bytes that have left this computer so far, by the id of the job. */
  | { readonly type: 'sent'; readonly sent: ReadonlyMap<number, number> }
  | { readonly type: 'pace'; readonly id: number; readonly bytes: number }
  | { readonly type: 'done'; readonly id: number; readonly result: Results[keyof Results] }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly failure: { readonly code: FailureCode; readonly detail: FailureDetail };
    };

/** Shared by the pool and its threads: one while there is a bandwidth limit. */
export type PacedFlag = Int32Array<SharedArrayBuffer>;

/** What a thread begins with. */
export interface ThreadData {
  readonly paced: PacedFlag;
  /** One once the thread has loaded its program. */
  readonly loaded: Int32Array<SharedArrayBuffer>;
  /** The usual authorities, which the first TLS context of the process reads for all its threads. */
  readonly readsAuthorities: boolean;
  /** Absolute; what a thread loads later lies there or below. */
  readonly folder: string;
}
