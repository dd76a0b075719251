// A feed of updates in memory, signed or not, for tests of what is done with it.
import { Failure } from '../../main/core/model/failure';
import type { FeedAnswer } from '../../main/core/model/update';
import type { UpdateSource } from '../../main/core/ports/update-source';

export interface MemoryUpdateSource extends UpdateSource {
  offer: FeedAnswer;
  /** What the next looks and fetches raise. */
  refusal: Failure | undefined;
  /** Called while a package is on its way. */
  whileFetching: () => void;
  /** In order. */
  readonly done: readonly ('look' | 'fetch' | 'install')[];
}

export function createMemoryUpdateSource(version: string, signedAtMs: number, notes = 'Faster.'): MemoryUpdateSource {
  const done: ('look' | 'fetch' | 'install')[] = [];
  return {
    offer: { version, notes, signedAtMs },
    refusal: undefined,
    whileFetching: () => undefined,
    done,
    async look() {
      done.push('look');
      if (this.refusal !== undefined) throw this.refusal;
      return this.offer;
    },
    async fetch(onPercent) {
      if (this.refusal !== undefined) throw this.refusal;
      onPercent(50.4);
      this.whileFetching();
      done.push('fetch');
    },
    install() {
      if (!done.includes('fetch')) throw new Failure('update-damaged');
      done.push('install');
    },
  };
}
