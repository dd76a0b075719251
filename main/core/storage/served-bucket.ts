// The bucket on this computer as the faces of the app start and serve it.
import type { LocalBucketAddress, LocalBucketHost } from '../ports/local-bucket';
import type { Store } from '../state/state';
import type { Embedded } from './embedded-bucket';

export interface ServedBucketContext {
  readonly ports: { readonly localBucket: Pick<LocalBucketHost, 'serving'> };
  readonly store: Pick<Store, 'get'>;
  readonly embedded: Embedded;
}

/** Starts the bucket if it has live links. Raises `bucket-*`. */
export async function serveLinks({ store, embedded }: ServedBucketContext): Promise<void> {
  const served = store.get().connections.find(({ kind }) => kind === 'embedded');
  if (served !== undefined && embedded.hasLiveLinks(served)) await embedded.open(served);
}

/** Starts the bucket, on `port` if given, and gives its address. Raises `bucket-*`. */
export async function serveBucket(
  { embedded }: ServedBucketContext,
  port?: number,
): Promise<LocalBucketAddress & { readonly accessKeyId: string }> {
  const { connection, credentials } = await embedded.open(embedded.ensureConnection(), port);
  const { endpoint, region, bucket } = connection;
  return { endpoint, region, bucket, accessKeyId: credentials.accessKeyId };
}

/** Whether this process serves the bucket now, and no other of the profile. */
export const servesBucket = ({ ports }: ServedBucketContext): boolean => ports.localBucket.serving();

/** Whether the bucket's keys are in memory only: its links end with this process then. */
export const embeddedIsSessionOnly = ({ embedded }: ServedBucketContext): boolean => embedded.sessionOnly();
