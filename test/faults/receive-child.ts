// The program that is killed while it receives: the upkeep of file requests over the real ledger, folder and store, which ends itself by
// SIGKILL at a step that its parent names.
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { createArrivalFiles } from '../../main/adapters/files/arrival-files';
import { isAlive } from '../../main/adapters/files/processes';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { createBackOff } from '../../main/core/async/backoff';
import { createKeyedMutex } from '../../main/core/async/keyed-mutex';
import type { Connection, Credentials } from '../../main/core/model/connection';
import type { FileRequest } from '../../main/core/model/requests/file-request';
import type { ArrivalFiles } from '../../main/core/ports/arrival-files';
import type { Ledger } from '../../main/core/ports/ledger';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { openAnswer } from '../fakes/open-answer';
import { createRequestUpkeep } from '../../main/core/requests/request-upkeep';
import { emptyState } from '../../main/core/state/rules/app-state';
import { slotKey } from '../../main/core/model/keys/object-key';
import { createStore } from '../../main/core/state/state-store';
import { partOf } from '../core/requests/guest';
import { memoryRequestPage } from '../fakes/memory-share-page';
import { content, runSeed } from './sizes';

export interface ReceiveOrder {
  readonly profileDir: string;
  readonly connection: Connection;
  readonly credentials: Credentials;
  readonly requestId: string;
  readonly folder: string;
  /** A file with a line for each notification. */
  readonly shown: string;
  /** Of the guest who asks for links to the parts of slot 1, and sends one after each look. */
  readonly asks?: { readonly key: string; readonly sizeBytes: number };
  /** The step at which it is killed, from 1; steps come before and after every write to the ledger, to the folder and to the bucket. */
  readonly killAt?: number;
}

export interface ReceiveReport {
  readonly steps: number;
  readonly failure?: string;
}

/** Each part takes one, and the begin and the end one each. */
const mostLooks = 10;

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
  saveOffer(offer) {
    step();
    ledger.saveOffer(offer);
    step();
  },
  saveArrivals(arrivals) {
    step();
    ledger.saveArrivals(arrivals);
    step();
  },
  together(action) {
    const result = ledger.together(() => {
      const made = action();
      // Within the transaction.
      step();
      return made;
    });
    step();
    return result;
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

const countedObjects = (objects: ObjectStore): ObjectStore => ({
  ...objects,
  put: (...args) => counted(() => objects.put(...args)),
  createUpload: (...args) => counted(() => objects.createUpload(...args)),
  completeUpload: (...args) => counted(() => objects.completeUpload(...args)),
  abortUpload: (...args) => counted(() => objects.abortUpload(...args)),
});

/** The guest's page: sends the next part that is not stored, by its link. */
function guestOf(objects: ObjectStore, endpoint: string, { key, sizeBytes }: NonNullable<ReceiveOrder['asks']>) {
  const file = content(sizeBytes, runSeed);
  const sent = new Set<number>();
  return async ({ folder }: FileRequest): Promise<void> => {
    const answerKey = slotKey(folder, 1, 'answer');
    const there = await objects.describe(answerKey);
    if (there === undefined) return;
    const sealed = await objects.readBack(answerKey, 0, there.sizeBytes);
    const answer = openAnswer(sealed, key, slotKey(folder, 1, 'data'));
    if (answer.state !== 'upload') return;
    const bits = Buffer.from(answer.have, 'base64url');
    const isStored = (part: number) => ((bits[(part - 1) >> 3] ?? 0) & (1 << ((part - 1) & 7))) !== 0;
    for (let part = 1; part <= answer.parts; part += 1) {
      if (isStored(part) || sent.has(part)) continue;
      const from = (part - 1) * answer.partBytes;
      const body = new Uint8Array(file.subarray(from, from + answer.partBytes));
      const { ok } = await fetch(partOf(answer, endpoint, part), { method: 'PUT', body });
      if (ok) sent.add(part);
      return;
    }
  };
}

async function receive(order: ReceiveOrder): Promise<void> {
  const { profileDir, connection, credentials, requestId, folder, asks, shown } = order;
  const { ledger } = openLedger(profileDir);
  const objects = createObjectStoreFactory(Date.now)(connection, credentials, { retries: true });
  const open = {
    connection,
    credentials,
    objects: countedObjects(objects),
    ephemeral: false,
    renew: async () => undefined,
    refreshCredentials: async () => undefined,
    intake: async () => objects,
  };
  const log = { info: () => undefined, error: () => undefined };
  const store = createStore({ ...emptyState, connections: [connection] });
  const upkeep = createRequestUpkeep(
    {
      ledger: countedLedger(ledger),
      arrivalFiles: countedFiles(createArrivalFiles(process.pid, isAlive)),
      requestPageTemplate: async () => ({ text: memoryRequestPage }),
      encryptedRequestPageTemplate: async () => ({ text: memoryRequestPage }),
      notifier: {
        show(title) {
          step();
          appendFileSync(shown, `${title}\n`);
          step();
        },
      },
      log,
      pid: process.pid,
      randomBytes,
    },
    store,
    { with: (_place, action) => action(open) },
    {
      store,
      mutex: createKeyedMutex(),
      backOff: createBackOff(Date.now),
      log,
      tell: () => undefined,
      // So late that no batch waits for another file.
      now: () => Date.now() + 60_000,
    },
    { openHead: () => Promise.reject(new Error('nothing is encrypted here')) },
  );
  try {
    const guest = asks === undefined ? undefined : guestOf(objects, connection.endpoint, asks);
    for (let looks = 0; looks < (guest === undefined ? 1 : mostLooks); looks += 1) {
      const { request, isSettled } = await upkeep.lookForArrivals(requestId, guest !== undefined);
      if (isSettled) break;
      await guest?.(request);
    }
    await upkeep.lookAfterRequests();
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
