// Whether the receiving computer is on, by the object that it writes every minute.
import { onForMs } from './ask';
import type { Request } from './request';
import type { Server } from './server';

export type Presence = 'on' | 'off';

/** A look serves all files for so long. */
const freshMs = 14_000;

export function createPresence(server: Server, request: () => Request, onChange: () => void) {
  let known: Presence | undefined;
  let lookedAtMs = -freshMs;
  let looking: Promise<void> | undefined;
  let waiting: ReturnType<typeof setInterval> | undefined;
  const ask = async () => {
    const href = request().ask?.heartbeat;
    if (href === undefined) return;
    const { status, ageMs = 0 } = await server.head(href);
    // Without an answer, or after its link ended, it is not known. Storage that hides what exists answers 403 for a missing object.
    const isMissing = status === 404 || (status === 403 && !server.isOver(request().leaseEndsAtMs));
    const next = status === 200 ? (ageMs < onForMs ? 'on' : 'off') : isMissing ? 'off' : undefined;
    lookedAtMs = performance.now();
    if (next === known) return;
    known = next;
    onChange();
  };
  const look = async () => {
    if (performance.now() - lookedAtMs >= freshMs) await (looking ??= ask().finally(() => (looking = undefined)));
    return known;
  };
  return {
    /** Undefined while nobody knows. */
    now: () => known,
    look,
    /** While somebody needs to know it looks again by itself. */
    need(isNeeded: boolean) {
      if (isNeeded === (waiting !== undefined)) return;
      clearInterval(waiting);
      waiting = isNeeded ? setInterval(() => void look(), freshMs + 1000) : undefined;
      if (isNeeded) void look();
    },
  };
}

export type PresenceOfReceiver = ReturnType<typeof createPresence>;
