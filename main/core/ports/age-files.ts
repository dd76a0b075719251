// Age files that were encrypted to one of Mayfly's own identities. https://c2sp.org/age

export interface AgeIdentity {
  /** A secret: `AGE-SECRET-KEY-1…`. */
  readonly identity: string;
  /** `age1…` */
  readonly recipient: string;
}

/** The payload of one age file, whose pieces come in their order. */
export interface AgePayload {
  /** The plain bytes of the chunks that this piece completes; undefined where the payload is not as it was encrypted. */
  push(piece: Uint8Array): Uint8Array | undefined;
  /** The last chunk came. */
  isWhole(): boolean;
}

export interface OpenedHead {
  /** Header and nonce, as they begin the file. */
  readonly head: Uint8Array;
  /** `plainBytes`: as the stored length tells. */
  readonly payload: (plainBytes: number) => AgePayload;
}

export interface AgeFiles {
  createIdentity(): Promise<AgeIdentity>;
  /** Reads the head of the file that begins with `start`; undefined where `identity` does not open it, or it is longer than `start`. */
  openHead(identity: string, start: Uint8Array): Promise<OpenedHead | undefined>;
}
