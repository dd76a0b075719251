// A request that somebody waits for at a button deserves another try as well, but no minutes of silence.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure } from '../model/failure';
import { isSilence, retryDelayMs } from '../async/retry-delay';
import type { ObjectStore } from '../ports/object-store';

const mostAttempts = 3;

/**
 * The store, its small requests tried up to three times; after silence at once told. Only for requests outside of a transfer: that has
 * its own attempts (core/transfer/with-retries). `random` gives 0 to 1.
 */
export function askingAgain(objects: ObjectStore, random: () => number): ObjectStore {
  const again = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        const failure = asFailure(error);
        const delayMs = retryDelayMs(failure, attempt, random());
        if (delayMs === undefined || attempt >= mostAttempts || isSilence(failure)) throw error;
        await wait(delayMs);
      }
    }
  };
  return {
    ...objects,
    put: (...args) => again(() => objects.put(...args)),
    copy: (...args) => again(() => objects.copy(...args)),
    readBack: (...args) => again(() => objects.readBack(...args)),
    listParts: (...args) => again(() => objects.listParts(...args)),
    listUploads: (...args) => again(() => objects.listUploads(...args)),
    abortUpload: (...args) => again(() => objects.abortUpload(...args)),
    describe: (...args) => again(() => objects.describe(...args)),
    list: (...args) => again(() => objects.list(...args)),
    lifecycleRules: () => again(() => objects.lifecycleRules()),
    saveLifecycleRules: (...args) => again(() => objects.saveLifecycleRules(...args)),
    remove: (...args) => again(() => objects.remove(...args)),
    removeMany: (...args) => again(() => objects.removeMany(...args)),
    checkBucket: () => again(() => objects.checkBucket()),
  };
}
