// What other rooms use of this one: open connections, the bucket on this computer, the clock of servers, and what a retry waits for.
import { bind, type Bound } from '../async/verbs';
import type { ConnectionCredentials, Vault } from '../credentials/credentials';
import type { Ports } from '../ports/ports';
import { createReach, type ReachPorts } from '../reach/reach';
import type { Store, Tell } from '../state/state';
import { watchClock } from './clock-watch';
import { createConnectionPool, judgedPool, type ConnectionPool, type JudgedPool } from './connection-pool';
import { createEmbedded, type Embedded } from './embedded-bucket';
import { createRetryConditions, type RetryCondition, type RetryConditions } from './retry-conditions';
import * as servedBucket from './served-bucket';
import { createCredentialsWatch, type CredentialsWatch } from './wait-for-credentials';
import { createNetworkWatch } from './wait-for-network';
import { createWarmUp, type WarmUp } from './warm-up';

export { equalBlocks } from './equal-blocks';
export { lifetimeIn, type OpenConnection } from './open-connection';
export { putVerified, readWhole } from './small-objects';
export type { ConnectionPool, JudgedPool, CredentialsWatch, Embedded, RetryCondition, RetryConditions, WarmUp };

/** For the faces of the app. */
export type ServedBucket = Bound<servedBucket.ServedBucketContext, typeof servedBucket>;

export interface StorageContext {
  readonly ports: Pick<
    Ports,
    | 'clock'
    | 'engine'
    | 'isReachable'
    | 'ledger'
    | 'localBucket'
    | 'log'
    | 'newId'
    | 'openObjectStore'
    | 'pid'
    | 'policy'
    | 'randomBytes'
    | 'secrets'
    | 'connectAhead'
  > &
    ReachPorts;
  readonly store: Store;
  readonly tell: Tell;
  readonly vault: Vault;
  readonly credentials: ConnectionCredentials;
  /** A process that stays waits for the network and for credentials; a command does not. */
  readonly stays: boolean;
}

export function createStorage({ ports, store, tell, vault, credentials, stays }: StorageContext) {
  const { onServerClock, now, offsetMs } = watchClock(ports, tell);
  const reach = createReach(ports, store);
  const embedded = createEmbedded({ ports, store, vault, tell, reach });
  const pool = createConnectionPool(ports, store, credentials, embedded, onServerClock, () => reach.isWanted());
  const access = judgedPool(pool);
  const warmth = createWarmUp(ports, store, access, credentials);
  pool.onRefused(() => warmth.coolDown());
  const network = createNetworkWatch(ports);
  const renewed = createCredentialsWatch(credentials, pool, ports.clock);
  return {
    access,
    embedded,
    warmth,
    /** Of typed credentials and of profiles. */
    renewed,
    conditions: createRetryConditions(pool, network, renewed, { stays }),
    /** Unix ms as the server that answered last would say: by it links live and end. */
    now,
    onServerClock,
    /** What the clock of the server that answered last is ahead of this computer's, ms; 0 while it is less than a minute. */
    clockOffsetMs: offsetMs,
    served: bind({ ports, store, tell, embedded, reach }, servedBucket),
    /** Nothing is waited for any more, and the network is closed again where this process alone wanted it open. */
    stop() {
      network.stop();
      renewed.stop();
      warmth.coolDown();
      return reach.end();
    },
  };
}

export type Storage = ReturnType<typeof createStorage>;
