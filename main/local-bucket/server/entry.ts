// Entry of the process that serves the embedded bucket, so that hashing does not block the app: an Electron utility process, or
// a forked Node process with the same messages.

import type { Served } from '../receipts/served';
import type { ListenResult } from './network-listeners';
import { LocalBucketError, type LocalBucket, type LocalBucketOptions, startLocalBucket } from './server';

export type BucketAnswer =
  | { readonly type: 'ready'; readonly endpoint: string; readonly port: number }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'listening'; readonly id: number; readonly results: readonly ListenResult[] }
  | { readonly type: 'not-listening'; readonly id: number; readonly code: string; readonly message: string }
  | { readonly type: 'served'; readonly served: readonly Served[] }
  | { readonly type: 'stopped' };

/** The used part of Electron's `process.parentPort`. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: BucketAnswer): void;
}

const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort };

function tell(answer: BucketAnswer): void {
  if (parentPort === undefined) {
    // Fails once the parent has ended.
    if (process.connected) process.send?.(answer);
    return;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between processes has no origin
  parentPort.postMessage(answer);
}

function isOptions(value: unknown): value is LocalBucketOptions {
  if (typeof value !== 'object' || value === null) return false;
  const options = value as Partial<Record<keyof LocalBucketOptions, unknown>>;
  const texts = [options.dataDir, options.bucket, options.region, options.accessKeyId, options.secretAccessKey];
  return texts.every((text) => typeof text === 'string' && text !== '') && typeof options.port === 'number';
}

let running: Promise<LocalBucket> | undefined;

async function start(options: unknown): Promise<void> {
  try {
    if (running !== undefined) throw new Error('The bucket was started already.');
    if (!isOptions(options)) throw new Error('The options are incomplete.');
    running = startLocalBucket(options, undefined, (served) => tell({ type: 'served', served }));
    const { endpoint, port } = await running;
    tell({ type: 'ready', endpoint, port });
  } catch (cause) {
    running = undefined;
    tell({ type: 'failed', ...told(cause) });
  }
}

const told = (cause: unknown) => ({
  code: cause instanceof LocalBucketError ? cause.code : 'unexpected',
  message: cause instanceof Error ? cause.message : 'unknown',
});

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** `id` comes back with the answer. */
async function listen(id: number, addresses: unknown): Promise<void> {
  try {
    if (running === undefined) throw new Error('The bucket was not started.');
    if (!isTexts(addresses)) throw new Error('The addresses are no texts.');
    tell({ type: 'listening', id, results: await (await running).listenOn(addresses) });
  } catch (cause) {
    tell({ type: 'not-listening', id, ...told(cause) });
  }
}

async function stop(): Promise<void> {
  const bucket = await running?.catch(() => undefined);
  await bucket?.close();
  tell({ type: 'stopped' });
  // A pending message is sent in this iteration of the event loop; then the process can end.
  setTimeout(() => process.exit(0), 50);
}

function receive(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('type' in message)) return;
  if (message.type === 'start') void start('options' in message ? message.options : undefined);
  else if (message.type === 'listen' && 'id' in message && typeof message.id === 'number') {
    void listen(message.id, 'addresses' in message ? message.addresses : undefined);
  } else if (message.type === 'stop') void stop();
}

if (parentPort === undefined) {
  process.on('message', receive);
  // A parent that has ended cannot stop this process any more.
  process.on('disconnect', () => void stop());
} else {
  parentPort.on('message', (event) => {
    receive(event.data);
  });
}
// At an unhandled rejection Electron ends a utility process; from version 37 on it only warns. The parent waits for this process to end.
if (parentPort !== undefined) process.on('unhandledRejection', () => process.exit(1));
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
