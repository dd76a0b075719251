// What other rooms use of this one: the uploads of this process and of those before it.
import type { Announce } from '../links/links';
import type { Pages } from '../pages/pages';
import type { Ports } from '../ports/ports';
import { type Store, type TellWithId, limitFor } from '../state/state';
import type { JudgedPool, RetryConditions } from '../storage/storage';
import { createSpeeds } from './kept-numbers';
import { measurePages } from './page-speed';
import { createResumeUnfinished } from './resume-unfinished';
import { createUploadCommands, type Uploads } from './upload-commands';
import type { UploadQueue } from './queue-entry';
import { createUploadQueue, type QueueOptions } from './upload-queue';

export { announceGesture, results } from './announce-gesture';
export type { Ended } from './queue-entry';
export { isStoredAlready } from './server-side-copy';
export { createStopSending } from './stop-sending';
export type { Uploads, UploadQueue };

export interface UploadsContext extends QueueOptions {
  readonly tell: TellWithId;
  readonly ports: Ports;
  readonly store: Store;
  readonly access: JudgedPool;
  readonly conditions: RetryConditions;
  readonly pages: Pages;
  readonly announce: Announce;
}

/** `endMeasuring` ends the speeds of pages. `speedOf`: bytes per second of a connection, as last measured and limited now; `undefined`: unknown. */
export function createUploads(context: UploadsContext): {
  readonly queue: UploadQueue;
  readonly uploads: Uploads;
  readonly endMeasuring: () => void;
  readonly speedOf: (connectionId: string) => number | undefined;
} {
  const { ports, store, access, conditions, pages, announce, tell } = context;
  const queue = createUploadQueue(ports, store, access, conditions, pages, context);
  const unfinished = createResumeUnfinished(ports, store, access, queue, pages, announce);
  const uploads = createUploadCommands(store, queue, pages, announce, unfinished, tell);
  const speeds = createSpeeds(ports, store);
  return {
    queue,
    uploads,
    endMeasuring: measurePages(store, ports.clock, (id, speed) => speeds.note(id, speed)),
    speedOf(connectionId) {
      const limit = limitFor(store.get(), connectionId);
      const measured = speeds.of(connectionId);
      return limit === Infinity ? measured : Math.min(limit, measured ?? limit);
    },
  };
}
