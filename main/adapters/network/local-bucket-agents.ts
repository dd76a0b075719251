// Requests to the bucket on this computer. Any program may have its port once its process is gone, so no byte leaves before
// the other end of that very connection has proven to be the server of the folder. Loaded only where there is such a bucket.
import http from 'node:http';
import { Failure } from '../../core/model/failure';
import { connectToOwner, findBucketOwner, type Way } from '../../local-bucket/server/instance-file';
import { UnprovenError } from '../../local-bucket/server/instance-proof';

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

type Created = Parameters<http.Agent['createConnection']>[1];

/** Looks the server up for each connection: another process may have taken over. */
class OwnerAgent extends http.Agent {
  constructor(
    private readonly by: ByOwnerOptions,
    options: http.AgentOptions,
  ) {
    super(options);
  }

  override createConnection({ port }: http.ClientRequestArgs, created: Created): undefined {
    const { folder, way, limitMs } = this.by;
    connectToOwner(folder, Number(port), way, limitMs).then(
      (socket) => created?.(null, socket),
      // Node's own type wants a socket even where there is none.
      (error: unknown) => created?.(failureOf(error, `127.0.0.1:${port}`) as Error, undefined as never),
    );
  }
}

/** The bucket on this computer speaks plain http; nothing for https leads to it. */
class NoAgent extends http.Agent {
  override createConnection(): never {
    throw new Failure('tls-not-spoken');
  }
}

export function createOwnerAgents(
  by: ByOwnerOptions,
  options: http.AgentOptions,
): { readonly http: http.Agent; readonly https: http.Agent } {
  return { http: new OwnerAgent(by, options), https: new NoAgent(options) };
}

/** Whether a server at that address proves to serve the folder. Never raises. */
export async function ownerServes(folder: string, url: string): Promise<boolean> {
  const owner = await findBucketOwner(folder).catch(() => undefined);
  return owner?.port === Number(new URL(url).port);
}
