// Remembers with how many requests at once each connection ended: its next use, in this process or a later one, begins there.
import { asFailure } from '../model/failure';
import { mostAtOnce } from '../model/upload';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';

export interface RequestsAtOnce {
  /** Undefined for a connection that was never used. */
  of(connectionId: string): number | undefined;
  /** Saves it where it has doubled or halved since: thousands of uploads cost a few writes. Never raises. */
  note(connectionId: string, limit: number): void;
}

const valueName = 'requests-at-once';

/** By connection id. An unreadable text is nothing known. */
function parse(text: string | undefined): ReadonlyMap<string, number> {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    return new Map(
      Object.entries(found ?? {}).filter(
        (entry): entry is [string, number] =>
          Number.isInteger(entry[1]) && Number(entry[1]) >= 1 && Number(entry[1]) <= mostAtOnce,
      ),
    );
  } catch {
    return new Map();
  }
}

export function createRequestsAtOnce(
  { ledger, log }: Pick<Ports, 'ledger' | 'log'>,
  store: Pick<Store, 'get'>,
): RequestsAtOnce {
  let known: ReadonlyMap<string, number> | undefined;
  const read = () => (known ??= parse(ledger.value(valueName)));

  return {
    of: (connectionId) => read().get(connectionId),
    note(connectionId, limit) {
      const before = read().get(connectionId);
      if (before !== undefined && limit < before * 2 && limit > before / 2) return;
      // Without those that were removed.
      const ids = new Set(store.get().connections.map(({ id }) => id));
      known = new Map([...read(), [connectionId, limit] as const].filter(([id]) => ids.has(id)));
      try {
        ledger.saveValue(valueName, JSON.stringify(Object.fromEntries(known)));
      } catch (error) {
        log.error('the number of requests at once was not saved', asFailure(error));
      }
    },
  };
}
