// Connections to the bucket on this computer. Any program may have its port once its process is gone, so no byte leaves before
// the other end of that very connection has proven to be the server of the folder. Loaded only where there is such a bucket.
import { Failure } from '../../core/model/failure';
import { connectToOwner, findBucketOwner, type Way } from '../../local-bucket/server/instance-file';
import { UnprovenError } from '../../local-bucket/server/instance-proof';
import type { Through } from './sdk-agents';

export interface ByOwnerOptions {
  /** Absolute path of the folder that is served. */
  readonly folder: string;
  readonly way: Way;
  /** For a connection and its proof. */
  readonly limitMs: number;
}

const codes = { nobody: 'connection-refused', unproven: 'bucket-port-taken', silent: 'timed-out' } as const;

const failureOf = (error: unknown, host: string): unknown =>
  error instanceof UnprovenError ? new Failure(codes[error.code], { host }, error) : error;

/** Looks the server up for each connection: another process may have taken over. */
export function throughOwner({ folder, way, limitMs }: ByOwnerOptions): Through {
  return {
    async open({ secure, hostname, port }, signal) {
      // It speaks plain http; nothing for https leads to it.
      if (secure) throw new Failure('tls-not-spoken');
      const socket = await connectToOwner(folder, port, way, limitMs, hostname).catch((error: unknown) => {
        throw failureOf(error, `${hostname}:${port}`);
      });
      // An error between here and the pool's listener must not end the process.
      socket.on('error', () => undefined);
      if (signal.aborted) {
        socket.destroy();
        throw signal.reason;
      }
      return socket;
    },
    limitMs,
  };
}

/** Whether a server at that address proves to serve the folder. Never raises. */
export async function ownerServes(folder: string, url: string): Promise<boolean> {
  const owner = await findBucketOwner(folder).catch(() => undefined);
  return owner?.port === Number(new URL(url).port);
}
