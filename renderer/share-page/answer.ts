// Why this exists: what a server's answer to one presigned URL says about the file behind it.

/** `gone`: deleted, or access was withdrawn before the end. `unsure`: the server is in trouble, which says nothing about the file. */
export type Answer = 'there' | 'gone' | 'expired' | 'unsure' | 'unreachable';

/**
 * Reads the status of `GET` with `Range: bytes=0-0`. An empty object answers 416. Storage that hides what exists answers 403 for a missing
 * object, and so it does for a link whose key was withdrawn: before the end both mean that the file cannot be had any more.
 */
export function answerOf(status: number, serverNowMs: number, expiresAtMs: number): Answer {
  if ((status >= 200 && status < 300) || status === 416) return 'there';
  if (status === 404 || status === 410) return 'gone';
  if (status === 400 || status === 401 || status === 403) return serverNowMs >= expiresAtMs ? 'expired' : 'gone';
  return 'unsure';
}
