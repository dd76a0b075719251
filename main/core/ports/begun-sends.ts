// What is kept of an unfinished sending to a file request, for the command that is run again. No link is kept.

export interface BegunSend {
  /** With its folders, `/` between them. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the file's state: another one is another file. */
  readonly stamp: string;
  /** Absent once it was received, and before anything of it was written. */
  readonly slot?: number;
  /** Nothing of it was written: kept for the batch of all files. */
  readonly isMeant?: true;
  /** Of a file that goes in parts: the secret that opens the answers to it, base64url; empty where it begins anew. */
  readonly key: string;
  readonly batch: string;
  /** Of a file that goes in one write. */
  readonly isWhole?: true;
  readonly etag?: string;
}

export interface BegunList {
  /** What ended processes left, the newest of each file. */
  readonly left: readonly BegunSend[];
  /** In place of what was kept of that file. Where nothing can be written, nothing is kept. */
  keep(send: BegunSend): void;
  forget(send: Pick<BegunSend, 'path' | 'stamp'>): void;
  /** Removes all of it. */
  remove(): void;
}

export interface BegunSends {
  /** `place`: origin and path of the request's page. What another running process keeps of it is left to that one. */
  open(place: string): Promise<BegunList>;
}
