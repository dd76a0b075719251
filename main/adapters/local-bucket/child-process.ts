// Under Electron the embedded bucket runs in a process of its own: hashing gigabytes would stall the window and the tray.
import { utilityProcess, type UtilityProcess } from 'electron';
import * as z from 'zod';
import type { LocalBucketOptions } from '../../local-bucket/server/server';
import type { ListenResult, LocalBucketHost } from '../../core/ports/local-bucket';
import { createLocalBucketHost, type HostOptions, type RunningServer } from './host';
import { createServedListeners, type TellServed } from './served-listeners';

const messageFromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), port: z.number().int() }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({
    type: z.literal('listening'),
    id: z.number(),
    results: z.array(z.object({ address: z.string(), state: z.enum(['listening', 'in-use', 'gone']) })),
  }),
  z.object({ type: z.literal('not-listening'), id: z.number(), code: z.string(), message: z.string() }),
  z.object({
    type: z.literal('served'),
    served: z.array(
      z.object({ key: z.string(), what: z.enum(['opened', 'saved']), count: z.number().int(), lastAtMs: z.number() }),
    ),
  }),
  z.object({ type: z.literal('stopped') }),
]);

const stopLimitMs = 3_000;

class ServerStartError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function stop(child: UtilityProcess, gone: Promise<void>): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  child.postMessage({ type: 'stop' });
  const timer = setTimeout(() => child.kill(), stopLimitMs);
  await gone;
  clearTimeout(timer);
}

/** Asks the running server; fails with `ServerStartError`, with the code `gone` where it has ended. */
function listener(child: UtilityProcess, gone: Promise<void>): RunningServer['listenOn'] {
  let last = 0;
  return (addresses) =>
    new Promise<readonly ListenResult[]>((resolve, reject) => {
      const id = (last += 1);
      const answered = (received: unknown) => {
        const { data } = messageFromChild.safeParse(received);
        if (data === undefined || !('id' in data) || data.id !== id) return;
        child.off('message', answered);
        if (data.type === 'listening') resolve(data.results);
        else reject(new ServerStartError(data.code, data.message));
      };
      child.on('message', answered);
      void gone.then(() => reject(new ServerStartError('gone', 'the bucket process has ended')));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      child.postMessage({ type: 'listen', id, addresses });
    });
}

/** The secret travels in the message: an argument or an environment variable could be read by other programs. */
function startServer(entryPath: string, options: LocalBucketOptions, tell: TellServed): Promise<RunningServer> {
  const child = utilityProcess.fork(entryPath, [], { serviceName: 'Mayfly bucket', stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  return new Promise((resolve, reject) => {
    child.on('message', (received: unknown) => {
      const message = messageFromChild.safeParse(received);
      if (!message.success) return;
      if (message.data.type === 'ready') {
        resolve({ port: message.data.port, gone, listenOn: listener(child, gone), stop: () => stop(child, gone) });
      }
      if (message.data.type === 'served') tell(message.data.served);
      if (message.data.type === 'failed') {
        reject(new ServerStartError(message.data.code, message.data.message));
        child.kill();
      }
    });
    void gone.then(() => reject(new ServerStartError('gone', 'the bucket process ended before it served')));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    child.postMessage({ type: 'start', options });
  });
}

/** `entryPath`: the built `bucket-process.cjs`. */
export function createLocalBucketProcess(
  options: Omit<HostOptions, 'start'> & { readonly entryPath: string },
): LocalBucketHost {
  const { tell, onServed } = createServedListeners();
  const start = (server: LocalBucketOptions) => startServer(options.entryPath, server, tell);
  return { ...createLocalBucketHost({ ...options, start }), onServed };
}
