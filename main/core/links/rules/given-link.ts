// The link that the sender gives away.

export interface GivenLink {
  /** Presigned. */
  readonly url: string;
  /** The address of the door that forwards to it. */
  readonly door?: string;
  /** The secret of an encrypted share, without `#`. */
  readonly fragment?: string;
}

/** A door carries the fragment along: it stays with the browser, and no server sees it (RFC 9110, section 7.1). */
export const givenLink = ({ url, door, fragment }: GivenLink): string =>
  `${door ?? url}${fragment === undefined ? '' : `#${fragment}`}`;
