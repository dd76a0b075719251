// Takes a free slot: a random one, so that guests who send at once seldom meet, and asked for before it is written.
import type { slotAnswer } from './answer';
import type { Request } from './request';

export type Claim = { readonly slot: number } | 'full' | 'lapsed' | 'trouble' | 'unreachable';

export type AskSlot = (
  href: string,
  leaseEndsAtMs: number,
  signal: AbortSignal,
) => Promise<ReturnType<typeof slotAnswer>>;

/** `random`: at least 0 and less than 1. */
export function createSlots(ask: AskSlot, random: () => number = Math.random) {
  /** Taken by another guest, or by a file of this page. */
  const used = new Set<number>();
  const free = ({ slots }: Request) => slots.filter((slot) => !used.has(slot));
  return {
    /** A slot that nobody has written and that this page keeps from then on. */
    async claim(request: Request, signal: AbortSignal) {
      for (;;) {
        const all = free(request);
        // The last one is that of the form without script, which asks nobody.
        const choice = all.length > 1 ? all.filter((slot) => slot !== request.slots.at(-1)) : all;
        const slot = choice[Math.floor(random() * choice.length)];
        if (slot === undefined) return 'full';
        // At once: the next file asks while this one waits.
        used.add(slot);
        let answer: Awaited<ReturnType<AskSlot>>;
        try {
          answer = await ask(request.taken(slot), request.leaseEndsAtMs, signal);
        } catch (error) {
          used.delete(slot);
          throw error;
        }
        if (answer === 'free') return { slot };
        if (answer === 'taken') continue;
        used.delete(slot);
        return answer;
      }
    },
    /** The slot is one of this page's own files. */
    keep: (slot: number) => void used.add(slot),
    /** Nothing was written there after all. */
    release: (slot: number) => void used.delete(slot),
    /** How many may still be free, as far as the page knows. */
    left: (request: Request) => free(request).length,
  };
}

export type Slots = ReturnType<typeof createSlots>;
