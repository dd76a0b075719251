// Decides which update is offered and when it may be installed: newer, signed, wanted by the user, and while no upload runs.
import { createPublicKey, verify } from 'node:crypto';
import type { Staleness } from '../../model/update';
import type { Upload } from '../../model/upload';

/**
 * Source: semver.org 2.0.0, item 11, for versions without a pre-release part: those of releases. Any other text is `unreadable` and never
 * offered.
 */
export function judgeVersion(running: string, offered: string): 'newer' | 'same' | 'older' | 'unreadable' {
  const [own, theirs] = [running, offered].map((text) => /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/.exec(text)?.slice(1));
  if (own === undefined || theirs === undefined) return 'unreadable';
  for (const [index, part] of theirs.entries()) {
    const apart = Number(part) - Number(own[index]);
    if (apart > 0) return 'newer';
    if (apart < 0) return 'older';
  }
  return 'same';
}

/** Releases sign the feed again at least this often (docs/updates.md). */
const longestFeedLifeMs = 90 * 86_400_000;

/** All Unix ms; `newestSeenMs` is the date of the newest feed that this profile has seen. `undefined`: not stale. */
export function stalenessOf(
  signedAtMs: number,
  newestSeenMs: number | undefined,
  nowMs: number,
): Staleness | undefined {
  if (signedAtMs < (newestSeenMs ?? 0)) return 'replayed';
  return nowMs - signedAtMs > longestFeedLifeMs ? 'old' : undefined;
}

/** An Ed25519 signature is 64 bytes, a public key of that kind 32; both in base64, the key in its PEM. */
export function isSigned(feed: string, signature: string, publicKey: string): boolean {
  if (!/^[A-Za-z0-9+/]{86}==\n?$/.test(signature)) return false;
  try {
    const key = createPublicKey(publicKey);
    return (
      key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(feed), key, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}

const longestNotes = 20_000;

/** The notes as one text without control characters; a feed may hold a list, one for each version. */
export function notesText(notes: unknown): string {
  const all = (Array.isArray(notes) ? notes : [notes]).map((one: unknown) =>
    typeof one === 'object' && one !== null && 'note' in one ? one.note : one,
  );
  return all
    .filter((one) => typeof one === 'string')
    .join('\n\n')
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (character) => (character === '\n' ? '\n' : ''))
    .slice(0, longestNotes)
    .trim();
}

/** A restart would interrupt these phases. */
const busy: ReadonlySet<Upload['phase']['kind']> = new Set(['waiting', 'uploading', 'verifying', 'offline']);

/** Whether an update has to wait for running uploads. */
export const updateWaits = (uploads: readonly Upload[]): boolean => uploads.some(({ phase }) => busy.has(phase.kind));
