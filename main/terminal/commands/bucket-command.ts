// `mayfly bucket serve`: the embedded bucket as a server, for scripts and tests too.
import { once } from 'node:events';
import type { App } from '../../core/app/app';
import type { LocalBucketHost } from '../../core/ports/local-bucket';
import { jsonLine, type Terminal } from '../output/output';

export interface ServeRun {
  readonly app: App;
  readonly localBucket: LocalBucketHost;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Serves until interrupted. With AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment those are the keys; the secret is
 * never printed either way.
 */
export async function serveBucket(port: number | undefined, run: ServeRun): Promise<number> {
  const { app, localBucket, terminal, signal, environment } = run;
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'] ?? '';
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'] ?? '';
  const given = accessKeyId !== '' && secretAccessKey !== '';
  const { endpoint, region, bucket, ...rest } = given
    ? {
        ...(await localBucket.ensureRunning({ accessKeyId, secretAccessKey }, { port, sessionOnly: false })),
        accessKeyId,
      }
    : await app.serveBucket(port);
  terminal.print(jsonLine({ endpoint, region, bucket, accessKeyId: rest.accessKeyId }));
  // Where another process of this profile serves, nothing else would keep this process alive.
  const awake = setInterval(() => undefined, 60_000);
  const ends = AbortSignal.any([signal, terminal.lost]);
  if (!ends.aborted) await once(ends, 'abort');
  clearInterval(awake);
  return 130;
}
