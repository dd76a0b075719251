// The built template of a page that Mayfly stores.

/** What all pages of a template end with. */
export interface PackedEnd {
  readonly plain: Buffer;
  /** The same as raw DEFLATE (RFC 1951), the last block included. */
  readonly deflated: Buffer;
}

export interface PageTemplate {
  /** With its slots open. */
  readonly text: string;
  /** Absent: a page is compressed whole. */
  readonly end?: PackedEnd;
}
