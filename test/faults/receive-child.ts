// The program that is killed while it receives: the upkeep of file requests over the real ledger, folder and store, which ends itself by
// SIGKILL at a step that its parent names.
import { appendFileSync } from 'node:fs';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { createArrivalFiles } from '../../main/adapters/files/arrival-files';
import { isAlive } from '../../main/adapters/files/processes';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { createBackOff } from '../../main/core/async/backoff';
import { createKeyedMutex } from '../../main/core/async/keyed-mutex';
import type { Connection, Credentials } from '../../main/core/model/connection';
import type { ArrivalFiles } from '../../main/core/ports/arrival-files';
import type { Ledger } from '../../main/core/ports/ledger';
import { createRequestUpkeep } from '../../main/core/requests/request-upkeep';
import { emptyState } from '../../main/core/state/rules/app-state';
import { createStore } from '../../main/core/state/state-store';
import { memoryRequestPage } from '../fakes/memory-share-page';

export interface ReceiveOrder {
  readonly profileDir: string;
  readonly connection: Connection;
  readonly credentials: Credentials;
  readonly requestId: string;
  readonly folder: string;
  /** A file with a line for each notification. */
  readonly shown: string;
  /** The step at which it is killed, from 1; steps come before and after every write to the ledger and to the folder. */
  readonly killAt?: number;
}

export interface ReceiveReport {
  readonly steps: number;
  readonly failure?: string;
}

let steps = 0;
let killAt = 0;
const step = () => {
  steps += 1;
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
};

const counted = async <T>(action: () => Promise<T>): Promise<T> => {
  step();
  const result = await action();
  step();
  return result;
};

const countedLedger = (ledger: Ledger): Ledger => ({
  ...ledger,
  saveArrivals(arrivals) {
    step();
    ledger.saveArrivals(arrivals);
    step();
  },
  together(action) {
    ledger.together(() => {
      action();
      // Within the transaction.
      step();
    });
    step();
  },
});

const countedFiles = (files: ArrivalFiles): ArrivalFiles => ({
  ...files,
  async begin(...args) {
    const writer = await counted(() => files.begin(...args));
    return {
      write: (bytes) => counted(() => writer.write(bytes)),
      finish: (origin) => counted(() => writer.finish(origin)),
      publish: (name) => counted(() => writer.publish(name)),
      discard: () => counted(() => writer.discard()),
    };
  },
});

async function receive({ profileDir, connection, credentials, requestId, folder, shown }: ReceiveOrder): Promise<void> {
  const { ledger } = openLedger(profileDir);
  const objects = createObjectStoreFactory(Date.now)(connection, credentials, { retries: true });
  const open = {
    connection,
    credentials,
    objects,
    ephemeral: false,
    renew: async () => undefined,
    freshen: async () => undefined,
  };
  const upkeep = createRequestUpkeep(
    {
      ledger: countedLedger(ledger),
      arrivalFiles: countedFiles(createArrivalFiles(process.pid, isAlive)),
      requestPageTemplate: async () => memoryRequestPage,
      notifier: {
        show(title) {
          step();
          appendFileSync(shown, `${title}\n`);
          step();
        },
      },
      log: { info: () => undefined, error: () => undefined },
      pid: process.pid,
    },
    createStore({ ...emptyState, connections: [connection] }),
    { with: (_place, action) => action(open) },
    createKeyedMutex(),
    createBackOff(Date.now),
    () => undefined,
    // So late that no batch waits for another file.
    () => Date.now() + 60_000,
  );
  try {
    await upkeep.tendRequests();
    await upkeep.saveArrivals(requestId, { folder });
  } finally {
    objects.close();
    ledger.close();
  }
}

process.once('message', (order: ReceiveOrder) => {
  killAt = order.killAt ?? 0;
  void receive(order)
    .then((): ReceiveReport => ({ steps }))
    .catch((error: unknown): ReceiveReport => ({ steps, failure: String(error) }))
    .then((report) => process.send?.(report, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1));
