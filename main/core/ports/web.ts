// Reads what links open, and writes where a file request takes it, with no credentials: as a recipient and as a guest.

export interface WebRequest {
  /** The first and the last byte, both included. */
  readonly range?: readonly [first: number, last: number];
  /** Answers 412 where the object has another ETag (RFC 9110, section 13.1.1). */
  readonly ifMatch?: string;
  /** Answers 304 where the object still has this ETag (section 13.1.2). */
  readonly ifNoneMatch?: string;
  /** The head of the answer alone. */
  readonly method?: 'HEAD';
  /** A longer body is cut off behind them. */
  readonly mostBytes: number;
  /** The body is put there as far as there is room, and `pieces` lie in it; nobody else uses it before the answer is here. */
  readonly into?: Uint8Array;
  /** Past caches on the way. */
  readonly pastCache?: boolean;
  readonly signal: AbortSignal;
}

export interface WebAnswer {
  readonly status: number;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As they came, not decoded; some more than `mostBytes` where the body is longer. Each asking may put `pieces` together. */
  readonly bytes: Uint8Array;
  /** The same without a copy. */
  readonly pieces: readonly Uint8Array[];
}

/** What is written to an address that takes it; the server counts its bytes before it stores them. */
export interface WebWrite {
  readonly method: 'PUT' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  /** The bytes in their order. Where it raises, the request is broken off before its last byte. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** Called with the bytes that have left this computer so far. */
  readonly onSent: (sentBytes: number) => void;
  readonly signal: AbortSignal;
}

export interface Web {
  /** Follows no redirect. Raises `cancelled`, `timed-out`, `connection-lost`, `not-s3`, and what connecting raises. */
  get(url: string, request: WebRequest): Promise<WebAnswer>;
  /** Once, whatever comes. Raises as `get`, and what `pieces` raises. */
  write(url: string, write: WebWrite): Promise<Omit<WebAnswer, 'pieces'>>;
  /** Closes its connections. */
  close(): void;
}
