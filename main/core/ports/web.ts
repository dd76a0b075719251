// Reads what links open, with no credentials: as a recipient does.

export interface WebRequest {
  /** The first and the last byte, both included. */
  readonly range?: readonly [first: number, last: number];
  /** Answers 412 where the object has another ETag (RFC 9110, section 13.1.1). */
  readonly ifMatch?: string;
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

export interface Web {
  /** Follows no redirect. Raises `cancelled`, `timed-out`, `connection-lost`, `not-s3`, and what connecting raises. */
  get(url: string, request: WebRequest): Promise<WebAnswer>;
  /** Closes its connections. */
  close(): void;
}
