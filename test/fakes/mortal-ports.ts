// A process that is killed between any two things it does to the world, for tests that count them all.
import { createLocalEngine } from '../../main/core/transfer/engine';
import type { ObjectStore } from '../../main/core/ports/object-store';
import type { Ports } from '../../main/core/ports/ports';
import type { TestPorts } from './test-ports';
import type { Ledger } from '../../main/core/ports/ledger';

export interface MortalPorts {
  readonly ports: Partial<Ports>;
  /** How many things it did; the next one after `lastAct` was its last. */
  acts(): number;
  isDead(): boolean;
}

const never = <T>() => new Promise<T>(() => undefined);
const writes = /^(save|forget|remove)/;
const asks = new Set(['serverNowMs', 'clockOffsetMs', 'close']);

/** What is done after `lives` acts does not happen any more: what is asynchronous hangs, a write to the ledger fails. */
export function createMortalPorts({ ports, clock, files }: TestPorts, lives: number): MortalPorts {
  let acts = 0;
  const isDead = () => acts > lives;
  const act = () => {
    acts += 1;
    return !isDead();
  };
  const mortal = (store: ObjectStore): ObjectStore => {
    const wrapped = Object.entries(store).map(([name, method]) => {
      const call = method as (...args: readonly unknown[]) => unknown;
      return [name, asks.has(name) ? call : (...args: readonly unknown[]) => (act() ? call(...args) : never())];
    });
    return Object.fromEntries(wrapped) as ObjectStore;
  };
  const openObjectStore: Ports['openObjectStore'] = async (...args) => mortal(await ports.openObjectStore(...args));
  const ledger = Object.fromEntries(
    Object.entries(ports.ledger).map(([name, method]) => {
      const call = method as (...args: readonly unknown[]) => unknown;
      if (!writes.test(name)) return [name, call];
      return [
        name,
        (...args: readonly unknown[]) => {
          if (!act()) throw new Error('killed');
          return call(...args);
        },
      ];
    }),
  ) as unknown as Ledger;
  return {
    ports: {
      ledger,
      openObjectStore,
      probe: { ask: (url) => (act() ? ports.probe.ask(url) : never()) },
      reader: { read: (...args) => (act() ? ports.reader.read(...args) : never()) },
      engine: createLocalEngine({ clock: clock.now, files, openObjectStore, random: () => 0 }),
    },
    acts: () => acts,
    isDead,
  };
}
