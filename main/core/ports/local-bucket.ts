// Runs the embedded bucket.
import type { Credentials } from '../model/connection';

export interface LocalBucketAddress {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
}

export interface ListenResult {
  /** As it was given. */
  readonly address: string;
  /** `in-use`: another program has the port there. `gone`: it is no address of this computer now. */
  readonly state: 'listening' | 'in-use' | 'gone';
}

/** Runs the embedded bucket, or finds the process of this profile that already does. */
export interface LocalBucketHost {
  /** Idempotent. Raises `bucket-port-taken`, `bucket-data-unusable`, `bucket-stopped`. */
  ensureRunning(credentials: Credentials, options: LocalBucketRun): Promise<LocalBucketAddress>;
  /** Whether this process (or its child) serves. */
  serving(): boolean;
  /**
   * Ends the server of this process, requests that run first, and keeps its objects: links are refused from then on, and the next
   * `ensureRunning` serves the objects again, without a given port at an address that nobody knows.
   */
  withdraw(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Opens the server on exactly these network addresses beside loopback, whichever process of the profile serves; results in the order given. Kept
   * over restarts of the server.
   */
  listenOn(addresses: readonly string[]): Promise<readonly ListenResult[]>;
}

export interface LocalBucketRun {
  /** Port to serve on; `undefined` takes a free one. */
  readonly port: number | undefined;
  /** The keys live in memory only, so the objects end with this process. */
  readonly sessionOnly: boolean;
}
