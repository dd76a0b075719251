// A number for each connection that outlives the process: a value of the ledger, by the ID of the connection.
import { asFailure } from '../model/failure';
import { objectIn } from '../model/json-object';
import { mostAtOnce } from '../model/upload';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';

export interface KeptNumbers {
  /** Undefined for a connection that was never used. */
  of(connectionId: string): number | undefined;
  /** Saves it where it has doubled or halved since: thousands of uploads cost a few writes. Never raises. */
  note(connectionId: string, number: number): void;
}

/** An unreadable text is nothing known. */
const parse = (text: string | undefined, most: number): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(objectIn(text)).filter(
      (entry): entry is [string, number] =>
        Number.isInteger(entry[1]) && Number(entry[1]) >= 1 && Number(entry[1]) <= most,
    ),
  );

/** `most`: the largest that is believed; the least is 1. */
function createKeptNumbers(
  { ledger, log }: Pick<Ports, 'ledger' | 'log'>,
  store: Pick<Store, 'get'>,
  { name, most, unsaved }: { readonly name: string; readonly most: number; readonly unsaved: string },
): KeptNumbers {
  let known: ReadonlyMap<string, number> | undefined;
  const read = () => (known ??= parse(ledger.value(name), most));

  return {
    of: (connectionId) => read().get(connectionId),
    note(connectionId, number) {
      const before = read().get(connectionId);
      if (before !== undefined && number < before * 2 && number > before / 2) return;
      // Without those that were removed.
      const ids = new Set(store.get().connections.map(({ id }) => id));
      known = new Map([...read(), [connectionId, number] as const].filter(([id]) => ids.has(id)));
      try {
        ledger.saveValue(name, JSON.stringify(Object.fromEntries(known)));
      } catch (error) {
        log.error(unsaved, asFailure(error));
      }
    },
  };
}

type Needs = [ports: Pick<Ports, 'ledger' | 'log'>, store: Pick<Store, 'get'>];

/** With how many requests at once the uploads of a connection ended. */
export const createRequestsAtOnce = (...needs: Needs): KeptNumbers =>
  createKeptNumbers(...needs, {
    name: 'requests-at-once',
    most: mostAtOnce,
    unsaved: 'the number of requests at once was not saved',
  });

/** How fast the uploads of a connection were together, bytes per second, where no limit held them back. */
export const createSpeeds = (...needs: Needs): KeptNumbers =>
  createKeptNumbers(...needs, {
    name: 'bytes-per-second',
    most: Number.MAX_SAFE_INTEGER,
    unsaved: 'the speed of uploads was not saved',
  });
