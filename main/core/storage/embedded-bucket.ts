// The bucket on this computer as an ordinary connection: its keys, its port, and starting it when it is needed.
import { bind, type Bound } from '../async/verbs';
import { connectionSaved } from '../state/rules/app-state';
import { changeSettings } from '../state/state';
import { defaultAmong, type Connection, type Credentials } from '../model/connection';
import { addressNow } from '../model/nearby/network-reach';
import { embeddedName } from '../model/connection-name';
import { Failure } from '../model/failure';
import { anyLive, sessionPrefix } from '../model/share';
import type { LocalBucketAddress } from '../ports/local-bucket';
import type { Ports } from '../ports/ports';
import type { Reach } from '../reach/reach';
import { keysOf, type KeysContext } from './embedded-keys';

const portValue = 'bucket-port';

/** Below every system's range of ephemeral ports, so that an outgoing connection seldom takes a chosen port. */
const firstPort = 20_000;
const portCount = 12_000;
const portAttempts = 8;

interface EmbeddedContext extends KeysContext {
  readonly ports: KeysContext['ports'] & Pick<Ports, 'localBucket' | 'newId'>;
  readonly reach: Pick<Reach, 'apply'>;
  /** The present start, or the last one. */
  readonly opening: { last: Promise<unknown> };
}

const embeddedOf = (connections: readonly Connection[]) => connections.find(({ kind }) => kind === 'embedded');

/** The connection of the bucket on this computer, made when there is none; it is the default where nothing else is. */
function ensureConnection({ ports, store }: EmbeddedContext): Connection {
  const { ledger } = ports;
  // Read from the ledger: the command line may have made it while the window was open.
  let connections = ledger.connections();
  const connection: Connection = {
    id: ports.newId(),
    name: embeddedName,
    kind: 'embedded',
    provider: 'embedded',
    endpoint: 'http://127.0.0.1',
    region: 'us-east-1',
    bucket: 'mayfly',
    addressing: 'path',
    prefix: '',
    whenExpired: 'delete',
  };
  if (embeddedOf(connections) === undefined) {
    // Several first commands may come here at once, and each would take the row of the one before.
    ledger.together(() => {
      connections = ledger.connections();
      if (embeddedOf(connections) === undefined) ledger.saveConnection(connection);
    });
  }
  const known = embeddedOf(connections);
  if (embeddedOf(store.get().connections) === undefined) store.apply(connectionSaved(known ?? connection, 'missing'));
  if (known !== undefined) return known;
  // Where files go is asked then, on the first page of the window too.
  if (ledger.connectionsLost()) return connection;
  changeSettings(ports, store, (saved) => {
    const { id: defaultConnectionId } = defaultAmong(connections, saved.defaultConnectionId) ?? connection;
    return { ...saved, defaultConnectionId, welcomed: true };
  });
  return connection;
}

/**
 * Starts the bucket (on `port`, if given), open to the network where that is wanted; gives the connection with its real endpoints, and its keys. While the keys live in memory
 * its keys begin with `session-<process id>/`, so that a later start knows which links ended with this process. Raises `bucket-*`,
 * `connection-unknown` where it was removed meanwhile.
 */
function open(
  context: EmbeddedContext,
  connection: Connection,
  port?: number,
): Promise<{ readonly connection: Connection; readonly credentials: Credentials }> {
  const { opening, ports, vault } = context;
  // One at a time: two drops at once must not make two sets of keys.
  const opened = opening.last.then(async () => {
    const credentials = await keysOf(context, connection);
    const { endpoint, region, bucket } = await start(context, connection, credentials, port);
    const prefix = vault.heldInMemory(connection.id) ? sessionPrefix(ports.pid) : connection.prefix;
    const shareEndpoint = await context.reach.apply(endpoint);
    const { doors } = connection;
    const origin = shareEndpoint ?? endpoint;
    const given = {
      ...(shareEndpoint !== undefined && { shareEndpoint }),
      ...(doors !== undefined && { doors: { ...doors, address: addressNow(doors.address, origin) } }),
    };
    return { connection: { ...connection, endpoint, region, bucket, prefix, ...given }, credentials };
  });
  opening.last = opened.catch(() => undefined);
  return opened;
}

/** Whether the keys of the bucket are in memory only. */
function sessionOnly({ store, vault }: EmbeddedContext): boolean {
  const embedded = embeddedOf(store.get().connections);
  return embedded !== undefined && vault.heldInMemory(embedded.id);
}

/** Whether anything that was given away leads to the bucket: a link, a file request, a door. */
function hasLiveLinks({ ports: { ledger, clock } }: EmbeddedContext, { id: connectionId }: Connection): boolean {
  const nowMs = clock();
  const { total } = ledger.findShares({ ...anyLive, connectionId, nowMs });
  const hasDoors = ledger.doors().some((door) => door.connectionId === connectionId && door.closedAtMs === undefined);
  return total > 0 || hasDoors || hasLiveRequests(ledger, connectionId, nowMs);
}

/** Whether the link of any file request of this connection still opens. */
const hasLiveRequests = (ledger: Pick<Ports['ledger'], 'fileRequests'>, connectionId: string, nowMs: number) =>
  ledger
    .fileRequests()
    .some(
      (request) =>
        request.connectionId === connectionId && request.expiresAtMs > nowMs && request.removedAtMs === undefined,
    );

function newPort({ ports }: EmbeddedContext): number {
  const [high = 0, low = 0] = ports.randomBytes(2);
  return firstPort + ((high * 256 + low) % portCount);
}

/** Live links name the port: it changes only while there are none. */
async function start(
  context: EmbeddedContext,
  connection: Connection,
  credentials: Credentials,
  wantedPort: number | undefined,
): Promise<LocalBucketAddress> {
  const { ledger, localBucket } = context.ports;
  const isSession = context.vault.heldInMemory(connection.id);
  if (isSession || wantedPort !== undefined)
    return localBucket.ensureRunning(credentials, { port: wantedPort, sessionOnly: isSession });
  const kept = Number(ledger.value(portValue));
  let port = kept > 0 ? kept : newPort(context);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const address = await localBucket.ensureRunning(credentials, { port, sessionOnly: false });
      const served = new URL(address.endpoint).port;
      // A write waits for the disk.
      if (served !== ledger.value(portValue)) ledger.saveValue(portValue, served);
      return address;
    } catch (error) {
      const taken = error instanceof Failure && error.code === 'bucket-port-taken';
      if (!taken || attempt === portAttempts || (port === kept && hasLiveLinks(context, connection))) throw error;
      port = newPort(context);
    }
  }
}

const verbs = { ensureConnection, open, sessionOnly, hasLiveLinks };

export type Embedded = Bound<EmbeddedContext, typeof verbs>;

export const createEmbedded = (needs: Omit<EmbeddedContext, 'opening'>): Embedded =>
  bind({ ...needs, opening: { last: Promise.resolve() } }, verbs);
