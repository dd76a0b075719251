// The front door of the transfer engine's own process: an Electron utility process, or a forked Node process that
// speaks the same messages.
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { createBodyThreads } from './adapters/body-threads/pool';
import { createThreadStarts } from './adapters/body-threads/thread-starts';
import { encryptFiles } from './adapters/encryption/encrypt-files';
import { serveEngine } from './adapters/engine-process/server';
import type { FromEngine, ToEngine } from './adapters/engine-process/messages';
import { createFiles } from './adapters/files/files';
import { directNetwork } from './adapters/network/network';
import { usualTimeLimits } from './adapters/network/http-client';
import { createNetworkedStores } from './adapters/s3/object-store';
import { bodyWorkInPlace, createLocalEngine } from './core/transfer/transfer';

/** The little of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: readonly ToEngine[] }) => void): void;
  postMessage(messages: readonly FromEngine[]): void;
}

const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort };

/** Of -20 to 19 (setpriority(2)). Threads that are begun later inherit it; Windows knows no step between this and the usual one. */
const behindTheWindow = 5;

// The window draws how far an upload is: where both want a processor, its frame comes first. A free processor is used as before.
try {
  setPriority(behindTheWindow);
} catch {
  // A sandbox that forbids it.
}

// This file is always out/main/engine.cjs.
const bodies = createBodyThreads({
  starts: createThreadStarts(join(import.meta.dirname, 'body-thread.cjs')),
  inPlace: bodyWorkInPlace,
});

const engine = createLocalEngine({
  clock: Date.now,
  files: createFiles(),
  // The way to the server comes with each transfer: only the app can ask the system for it.
  openObjectStore: createNetworkedStores(Date.now, directNetwork, usualTimeLimits, bodies.openSender),
  random: Math.random,
  bodies,
  encrypt: encryptFiles,
});

serveEngine(
  engine,
  {
    send(messages) {
      if (parentPort === undefined) process.send?.(messages);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between processes has no origin
      else parentPort.postMessage(messages);
    },
    onMessages(listener) {
      if (parentPort === undefined) process.on('message', (messages: readonly ToEngine[]) => listener(messages));
      else parentPort.on('message', ({ data }) => listener(data));
    },
  },
  // A message in flight is sent before the event loop turns; then nothing holds the process back.
  () => setTimeout(() => process.exit(0), 20),
);
// Electron ends a utility process at an unhandled rejection; from version 37 on it only warns. The parent waits for this process to end.
if (parentPort !== undefined) process.on('unhandledRejection', () => process.exit(1));
// Without its parent nothing can be saved any more; the ledger has all reported parts.
process.on('disconnect', () => process.exit(0));
