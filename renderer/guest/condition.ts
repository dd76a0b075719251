// Whether files can be sent now, and if not, why; with the page's own address as the source of news.
import { isRefused } from './refused';
import { readRequest, type Request } from './request';
import type { Server } from './server';

/**
 * `offline`: the guest's own network is away. `silent`: the storage does not answer although that is there. `storage-full`: it has no room left. `lapsed`: the signatures have ended
 * before the request; they come with the next page that the owner's computer writes. `full`, `ended`, `closed`: as the owner's page says.
 * `gone`: the page is not there any more.
 */
export type Condition =
  | 'open'
  | 'offline'
  | 'silent'
  | 'storage-full'
  | 'lapsed'
  | 'full'
  | 'ended'
  | 'closed'
  | 'gone';

export const isFinal = (condition: Condition): boolean => ['ended', 'closed', 'gone'].includes(condition);
/** Files wait until it is over. */
export const isTrouble = (condition: Condition): boolean => ['offline', 'silent', 'storage-full'].includes(condition);

/** While files cannot be sent the page looks so often whether they can. */
export const lookEveryMs = 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** `isOnline`: false only where this computer surely has no network. */
export function createCondition(first: Request, server: Server, isOnline: () => boolean) {
  let request = first;
  let condition: Condition = 'open';
  let pauseMs = firstPauseMs;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let looking: Promise<void> | undefined;
  let closedAtMs: number | undefined;
  const listeners: (() => void)[] = [];

  const of = ({ state, expiresAtMs, leaseEndsAtMs }: Request): Condition => {
    if (state === 'closed' || state === 'ended') return state;
    if (server.isOver(expiresAtMs)) return 'ended';
    if (state === 'full') return 'full';
    return server.isOver(leaseEndsAtMs) ? 'lapsed' : 'open';
  };
  const become = (next: Condition, isNew = false) => {
    plan(next);
    // What has ended stays ended, whatever a late answer says.
    if (isFinal(condition) || (next === condition && !isNew)) return;
    condition = next;
    for (const listener of listeners) listener();
  };
  /** When to look again by itself. */
  const plan = (next: Condition) => {
    clearTimeout(waiting);
    if (isFinal(condition) || isFinal(next)) return;
    const unanswered = isTrouble(next);
    const untilEnd = request.leaseEndsAtMs - server.nowMs();
    // Of slots that are open the end is past only on a guest's own clock. Timers count in 31 bits, and clocks are set meanwhile.
    const whileOpen = untilEnd < 0 ? lookEveryMs : Math.min(Math.max(1000, untilEnd), 1_800_000);
    const delayMs = unanswered ? pauseMs : next === 'open' ? whileOpen : lookEveryMs;
    if (unanswered) pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    waiting = setTimeout(() => void look(), delayMs);
  };

  const unanswered = (): Condition => (isOnline() ? 'silent' : 'offline');

  const ask = async () => {
    const { status, html, storedAtMs } = await server.page();
    if (status === 200) {
      const found = readRequest(html);
      if (found === undefined) return become('silent');
      const isNew = found.leaseEndsAtMs !== request.leaseEndsAtMs || found.slots.join() !== request.slots.join();
      request = found;
      if (found.state === 'closed') closedAtMs ??= storedAtMs;
      return become(of(request), isNew);
    }
    // Without an answer the server's clock is believed, once it is known.
    if (server.isOver(request.expiresAtMs)) return become('ended');
    if (status === 0) return become(unanswered());
    return become(isRefused(status) ? 'gone' : 'silent');
  };
  const look = (): Promise<void> => (looking ??= ask().finally(() => (looking = undefined)));

  condition = of(request);
  return {
    request: () => request,
    now: () => condition,
    onChange: (listener: () => void) => void listeners.push(listener),
    /** Fetches the page and learns from it. */
    look,
    /** The same, with a page that is fetched from now on. */
    async lookAnew() {
      await looking;
      await look();
    },
    /** Unix ms on the server's clock: since when the storage has the page that says `closed`; undefined where that is not known. */
    closedAtMs: () => closedAtMs,
    /** An upload found that no answer comes, or that there is no room: looks again after growing pauses. */
    unanswered: (isFull: boolean) => become(isFull ? 'storage-full' : unanswered()),
    /** An upload had an answer. */
    answered: () => {
      pauseMs = firstPauseMs;
      if (isTrouble(condition)) become(of(request));
    },
  };
}

export type ConditionOfPage = ReturnType<typeof createCondition>;
