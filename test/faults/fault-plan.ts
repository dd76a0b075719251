// A fault is data: which request it meets, and what happens to it. A plan with its seed can be printed and run again.

export type Operation =
  | 'put'
  | 'part'
  | 'create'
  | 'complete'
  | 'abort'
  | 'list-parts'
  | 'list-uploads'
  | 'head'
  | 'get'
  | 'delete'
  | 'list-objects';

export type Act =
  /** RST: when the headers are there, after `bytes` of the body, or when everything was stored. */
  | { readonly kind: 'reset'; readonly at: 'before' | 'mid' | 'stored' }
  /** FIN without an answer, after everything was stored or before. */
  | { readonly kind: 'hang-up'; readonly stored: boolean }
  /** Reads nothing of the body, or reads and stores it and never answers, or sends headers and stops inside the body. */
  | { readonly kind: 'stall'; readonly in: 'body' | 'answer' | 'answer-body' }
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly code?: string;
      readonly contentType?: string;
      readonly body?: string;
      /** Answers before the body was read, and closes. */
      readonly early?: boolean;
      readonly headers?: Readonly<Record<string, string>>;
      /** What the Date header says, relative to now; changes sign with every answer when `swings`. */
      readonly dateOffsetMs?: number;
      readonly swings?: boolean;
    }
  /** A 200 that is none. `stored`: the request took effect all the same. */
  | {
      readonly kind: 'false-200';
      readonly body: 'empty' | 'html' | 'error' | 'truncated' | 'prolog' | 'prototype' | 'huge';
      readonly stored: boolean;
    }
  | { readonly kind: 'etag'; readonly value: 'missing' | 'wrong' }
  | { readonly kind: 'wrong-crc' }
  /** The stored bytes differ from those that were sent. Answers tell of what was stored, unless `lies` (only later answers do). */
  | { readonly kind: 'damage'; readonly how: 'flip' | 'zero-block' | 'cut' | 'longer'; readonly lies?: boolean }
  /** One byte of the answer every `everyMs`; of the body, when `reads`, a slice at a time. */
  | { readonly kind: 'trickle'; readonly everyMs: number; readonly reads: boolean }
  /** The upload is gone on the server, and it says so. */
  | { readonly kind: 'forget' }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'garbage' }
  /** Lists say that there is more and never get further. */
  | { readonly kind: 'endless-list' }
  /** Calls back when the headers are there (`before`) or everything was stored but not answered (`stored`), then goes on. */
  | { readonly kind: 'call'; readonly at: 'before' | 'stored'; readonly call: () => void | Promise<void> };

export interface Fault {
  readonly match: {
    readonly operation: Operation | readonly Operation[];
    readonly part?: number;
    /** The how-manieth such request, from 1; `undefined`: every one. */
    readonly nth?: number;
    /** The first so many. */
    readonly first?: number;
  };
  readonly act: Act;
}

export interface Plan {
  /** The act for this request, if a fault meets it. */
  meet(operation: Operation, part: number | undefined): Act | undefined;
  /** How many requests met a fault. */
  readonly met: number;
}

export function createPlan(faults: readonly Fault[]): Plan {
  const seen = faults.map(() => 0);
  let met = 0;
  return {
    get met() {
      return met;
    },
    meet(operation, part) {
      for (const [index, { match, act }] of faults.entries()) {
        const operations = typeof match.operation === 'string' ? [match.operation] : match.operation;
        if (!operations.includes(operation) || (match.part !== undefined && match.part !== part)) continue;
        const count = (seen[index] ?? 0) + 1;
        seen[index] = count;
        if ((match.nth ?? count) !== count || count > (match.first ?? count)) continue;
        met += 1;
        return act;
      }
      return undefined;
    },
  };
}

/** Deterministic numbers from 0 to 1 (mulberry32): a seed that was printed brings the same run again. */
export function seeded(seed: number): () => number {
  let state = Math.trunc(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
