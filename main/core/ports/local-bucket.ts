// Runs the embedded bucket.
import type { Credentials } from '../model/connection';
import type { ServedObject } from '../model/receipts/receipt';

export interface LocalBucketAddress {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
}

/**
 * `in-use`: another program has the bucket's port there. `gone`: it is no address of this computer's network interfaces now, or one that no link can name
 * (loopback, a link-local address of IPv6).
 */
export interface ListenResult {
  /** As it was given. */
  readonly address: string;
  readonly state: 'listening' | 'in-use' | 'gone';
}

/** Runs the embedded bucket, or finds the process of this profile that already does. */
export interface LocalBucketHost {
  /** Idempotent. Raises `bucket-port-taken`, `bucket-data-unusable`, `bucket-stopped`. */
  ensureRunning(credentials: Credentials, options: LocalBucketRun): Promise<LocalBucketAddress>;
  /** Whether this process (or its child) serves. */
  serving(): boolean;
  /**
   * Serves the bucket's port on exactly these network addresses from now on (IPv4, or IPv6 without brackets and scope), beside loopback; none ends it. On them
   * only links, forms and doors are answered. One result for each address, in the order given, each for itself; an empty list while nothing is served, and
   * the addresses are served with the next start. Idempotent; addresses that were `in-use` or `gone` are tried again, so it is called after a change of the
   * network too. They are kept over restarts of the server. Where another process of this profile serves, it is told to, and the last word of any process
   * holds. On an address that is left out, running requests may finish for 2 s. Raises `bucket-stopped`, `bucket-data-unusable`,
   * `unexpected` for more than 64 addresses.
   */
  listenOn(addresses: readonly string[]): Promise<readonly ListenResult[]>;
  /** The network addresses served now, by whichever process, in the form that browsers use, without brackets. */
  listeningOn(): Promise<readonly string[]>;
  /** Tells, at most a second later, what the server of this process sent to others: not by its own connections, nor by those of Mayfly. */
  onServed(heard: (served: readonly ServedObject[]) => void): void;
  /**
   * Ends the server of this process, requests that run first, and keeps its objects: links are refused from then on, and the next
   * `ensureRunning` serves the objects again, without a given port at an address that nobody knows.
   */
  withdraw(): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalBucketRun {
  /** Port to serve on; `undefined` takes a free one. */
  readonly port: number | undefined;
  /** The keys live in memory only, so the objects end with this process. */
  readonly sessionOnly: boolean;
}
