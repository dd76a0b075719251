// What a server's answer to one presigned URL says about the file behind it.
import { isRefused } from '../guest/refused';

/**
 * `gone`: deleted, or access was withdrawn before the end. `unsure`: the server is in trouble, which says nothing about the file. `damaged`: what
 * came is not what was sent.
 */
export type Answer = 'there' | 'gone' | 'expired' | 'unsure' | 'unreachable' | 'damaged';

/** Raised by the body of a file that is not what was sent. */
export class Damaged extends Error {}

/** The server's clock is known to the second, and signatures count in whole seconds. */
const blurMs = 2000;

/**
 * Reads the status of `GET` with `Range: bytes=0-0`. An empty object answers 416. Storage that hides what exists answers 403 for a missing
 * object, and so it does for a link whose key was withdrawn: before the end both mean that the file cannot be had any more. After the end
 * all refusals mean that it is over, whether or not the object was tidied away.
 */
export function answerOf(status: number, serverNowMs: number, expiresAtMs: number): Answer {
  if ((status >= 200 && status < 300) || status === 416) return 'there';
  if (!isRefused(status)) return 'unsure';
  return serverNowMs >= expiresAtMs - blurMs ? 'expired' : 'gone';
}
