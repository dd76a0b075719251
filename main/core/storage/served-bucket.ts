// The bucket on this computer as the faces of the app start and serve it.
import type { AddressChoice } from '../model/nearby/network-reach';
import type { Reach } from '../reach/reach';
import type { LocalBucketAddress, LocalBucketHost } from '../ports/local-bucket';
import { asFailure } from '../model/failure';
import { checkOffer } from '../model/policy/policy';
import type { Ports } from '../ports/ports';
import { changeSettings, type Store, type Tell } from '../state/state';
import type { Embedded } from './embedded-bucket';

export interface ServedBucketContext {
  readonly ports: Pick<Ports, 'ledger' | 'log' | 'policy'> & {
    readonly localBucket: Pick<LocalBucketHost, 'serving'>;
  };
  readonly store: Store;
  readonly tell: Tell;
  readonly embedded: Embedded;
  readonly reach: Pick<Reach, 'isWanted' | 'wantForNow'>;
}

/** Starts the bucket if it has live links, or is open to the network. Raises nothing: what keeps them closed is a notice, for nobody asked for it now. */
export async function serveLinks({ ports: { log }, store, tell, embedded, reach }: ServedBucketContext): Promise<void> {
  const served = store.get().connections.find(({ kind }) => kind === 'embedded');
  if (served === undefined || !(reach.isWanted() || embedded.hasLiveLinks(served))) return;
  try {
    await embedded.open(served);
  } catch (error) {
    const failure = asFailure(error);
    log.error('live links are not served', failure);
    tell({ kind: 'failure', failure });
  }
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

/**
 * Opens the bucket on this computer in its network, or closes it to it, from now on and at later starts; `choice`: which addresses, absent: as
 * before. What keeps it from opening is in the state. Raises `set-by-organisation`, `policy-unreadable`, and `bucket-*`; the setting is saved then all the same.
 */
export async function openOnNetwork(
  { ports, store, embedded }: ServedBucketContext,
  isOn: boolean,
  choice: AddressChoice = store.get().settings.networkChoice,
): Promise<void> {
  if (isOn) checkOffer(ports.policy.now(), 'network');
  changeSettings(ports, store, (saved) => ({ ...saved, opensOnNetwork: isOn, networkChoice: choice }));
  if (!isOn && store.get().reach.origin === undefined) return;
  await embedded.open(embedded.ensureConnection());
}

/** After another process has written: opens or closes the bucket to the network as is wanted by now. Raises nothing. */
export function followReach({ ports: { log }, store, embedded, reach }: ServedBucketContext): void {
  const { connections, reach: now } = store.get();
  const here = connections.find(({ kind }) => kind === 'embedded');
  // A process that has not opened it since its start has nothing to follow.
  if (here === undefined || now.origin === undefined || reach.isWanted() === now.isOn) return;
  embedded.open(here).catch((error: unknown) => {
    log.error('the bucket does not follow what is wanted of its network', asFailure(error));
  });
}

/** Opens it for the time of this process, whatever the setting says; gives the ID of its connection. Raises `bucket-*`, `set-by-organisation`, `policy-unreadable`. */
export async function openOnNetworkForNow({ ports, embedded, reach }: ServedBucketContext): Promise<string> {
  checkOffer(ports.policy.now(), 'network');
  reach.wantForNow();
  const { connection } = await embedded.open(embedded.ensureConnection());
  return connection.id;
}
