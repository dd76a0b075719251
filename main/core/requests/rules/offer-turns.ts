// Which guests' uploads are answered and listed: a guest who begins a thousand of them costs the owner little more than one with eight.

/** Signing the 10,000 parts of one takes most of a second. */
export const turnsAtOnce = 8;
/** A guest from whom no part came for so long gives its turn to one who waits. */
const idleMs = 2 * 60_000;
/** So does one who sends: its links go on. */
const longestTurnMs = 10 * 60_000;
/** Less than the time between two looks at an idle request, so that each of them lists. */
const listIdleMs = 50_000;

/** An upload under way. All times here: Unix ms on the server's clock. */
export interface UploadTurn {
  readonly uploadId: string;
  /** When its last part was seen, or when it was begun. */
  readonly movedAtMs: number;
  /** The start of its turn; absent while it waits. */
  readonly sinceMs?: number;
  /** Its guest needs an answer. */
  readonly isDue: boolean;
  /** The answer before; absent where this process gave none. */
  readonly answeredAtMs?: number;
}

type Held = UploadTurn & { readonly sinceMs: number };
const isHeld = (upload: UploadTurn): upload is Held => upload.sinceMs !== undefined;

const isOver = ({ sinceMs, movedAtMs }: Held, nowMs: number): boolean =>
  nowMs >= Math.min(sinceMs + longestTurnMs, Math.max(sinceMs, movedAtMs) + idleMs);

/**
 * The start of each turn, by upload. A turn that is over is kept until somebody waits; who was never answered comes first, and of those who
 * began first.
 */
export function turnsOf(uploads: readonly UploadTurn[], nowMs: number): ReadonlyMap<string, number> {
  const held = uploads.filter(isHeld);
  const stay = held.filter((upload) => !isOver(upload, nowMs));
  const over = held.filter((upload) => isOver(upload, nowMs)).toSorted((a, b) => b.movedAtMs - a.movedAtMs);
  const waiting = uploads
    .filter((upload) => !isHeld(upload) && upload.isDue)
    .toSorted((a, b) => (a.answeredAtMs ?? 0) - (b.answeredAtMs ?? 0) || a.movedAtMs - b.movedAtMs);
  const next = [...stay, ...waiting, ...over].slice(0, turnsAtOnce);
  return new Map(next.map(({ uploadId, sinceMs = nowMs }) => [uploadId, sinceMs]));
}

/** Whether the parts of an upload are listed: at each look while its guest sends in its turn, else about once a minute. */
export function isListingDue(
  { movedAtMs, sinceMs }: Pick<UploadTurn, 'movedAtMs' | 'sinceMs'>,
  listedAtMs: number | undefined,
  nowMs: number,
): boolean {
  if (listedAtMs === undefined || nowMs - listedAtMs >= listIdleMs) return true;
  return sinceMs !== undefined && nowMs < Math.max(sinceMs, movedAtMs) + idleMs;
}
