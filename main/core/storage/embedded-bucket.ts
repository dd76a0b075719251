// The bucket on this computer as an ordinary connection: its keys, its port, and starting it when it is needed.
import { connectionSaved, settingsChanged } from '../state/rules/app-state';
import { defaultAmong, type Connection, type Credentials } from '../model/connection';
import { embeddedName } from '../model/connection-name';
import { Failure } from '../model/failure';
import { anyLive, sessionPrefix } from '../model/share';
import type { Tell, Store } from '../state/state';
import type { Ports } from '../ports/ports';
import type { Vault } from '../credentials/credentials';

const portValue = 'bucket-port';

/** Below every system's range of ephemeral ports, so that an outgoing connection seldom takes a chosen port. */
const firstPort = 20_000;
const portCount = 12_000;
const portAttempts = 8;

export interface Embedded {
  /** The connection of the bucket on this computer, made when there is none; it is the default where nothing else is. */
  ensureConnection(): Connection;
  /**
   * Starts the bucket (on `port`, if given); gives the connection with its real endpoint, and its keys. While the keys live in memory
   * its keys begin with `session-<process id>/`, so that a later start knows which links ended with this process.
   */
  open(
    connection: Connection,
    port?: number,
  ): Promise<{ readonly connection: Connection; readonly credentials: Credentials }>;
  sessionOnly(): boolean;
  /** Whether anything that was given away leads to the bucket: a link, a file request, a door. */
  hasLiveLinks(connection: Connection): boolean;
}

type Needs = Pick<Ports, 'ledger' | 'localBucket' | 'newId' | 'randomBytes' | 'clock' | 'log' | 'pid'>;

/** Whether the link of any file request of this connection still opens. */
const hasLiveRequests = (ledger: Pick<Ports['ledger'], 'fileRequests'>, connectionId: string, nowMs: number) =>
  ledger
    .fileRequests()
    .some(
      (request) =>
        request.connectionId === connectionId && request.expiresAtMs > nowMs && request.removedAtMs === undefined,
    );

/** The address of its doors with the port of this start; an address of the user's own stays. */
function addressNow(address: string, endpoint: string): string {
  const { hostname, pathname } = new URL(address);
  return hostname === new URL(endpoint).hostname ? `${endpoint}${pathname}` : address;
}

export function createEmbedded(ports: Needs, store: Store, vault: Vault, tell: Tell): Embedded {
  const { ledger, localBucket, newId, randomBytes, clock, log, pid } = ports;
  let opening: Promise<unknown> = Promise.resolve();

  const newKeys = (): Credentials => ({
    accessKeyId: `MAYFLY${Buffer.from(randomBytes(20)).toString('hex').toUpperCase()}`,
    secretAccessKey: Buffer.from(randomBytes(20)).toString('hex'),
  });

  const keysOf = async (connection: Connection): Promise<Credentials> => {
    let refused: Failure | undefined;
    try {
      const kept = await vault.get(connection.id);
      if (kept !== undefined) return kept;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused = error;
    }
    const keys = newKeys();
    if (refused === undefined) {
      try {
        store.apply(connectionSaved(connection, await vault.save(connection.id, keys, 'keychain')));
        return keys;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        refused = error;
      }
    }
    log.info(`the bucket's keys stay in memory: ${refused.code}`);
    store.apply(connectionSaved(connection, await vault.save(connection.id, keys, 'session')));
    tell({ kind: 'session-only' });
    return keys;
  };

  const hasLiveLinks = ({ id: connectionId }: Connection) => {
    const nowMs = clock();
    const { total } = ledger.findShares({ ...anyLive, connectionId, nowMs });
    const hasDoors = ledger.doors().some((door) => door.connectionId === connectionId && door.closedAtMs === undefined);
    return total > 0 || hasDoors || hasLiveRequests(ledger, connectionId, nowMs);
  };

  const newPort = () => {
    const [high = 0, low = 0] = randomBytes(2);
    return firstPort + ((high * 256 + low) % portCount);
  };

  /** Live links name the port: it changes only while there are none. */
  const start = async (connection: Connection, credentials: Credentials, wantedPort: number | undefined) => {
    if (vault.heldInMemory(connection.id)) {
      return localBucket.ensureRunning(credentials, { port: wantedPort, sessionOnly: true });
    }
    if (wantedPort !== undefined)
      return localBucket.ensureRunning(credentials, { port: wantedPort, sessionOnly: false });
    const kept = Number(ledger.value(portValue));
    let port = kept > 0 ? kept : newPort();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const address = await localBucket.ensureRunning(credentials, { port, sessionOnly: false });
        const served = new URL(address.endpoint).port;
        // A write waits for the disk.
        if (served !== ledger.value(portValue)) ledger.saveValue(portValue, served);
        return address;
      } catch (error) {
        const taken = error instanceof Failure && error.code === 'bucket-port-taken';
        if (!taken || attempt === portAttempts || (port === kept && hasLiveLinks(connection))) throw error;
        port = newPort();
      }
    }
  };

  return {
    hasLiveLinks,
    ensureConnection() {
      // Read from the ledger: the command line may have made it while the window was open.
      const connections = ledger.connections();
      const known = connections.find((connection) => connection.kind === 'embedded');
      if (known !== undefined) return known;
      const connection: Connection = {
        id: newId(),
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
      ledger.saveConnection(connection);
      store.apply(connectionSaved(connection, 'missing'));
      // Where files go is asked then, on the first page of the window too.
      if (ledger.connectionsLost()) return connection;
      const before = store.get().settings;
      const { id: defaultConnectionId } = defaultAmong(connections, before.defaultConnectionId) ?? connection;
      const settings = { ...before, defaultConnectionId, welcomed: true };
      ledger.saveSettings(settings);
      store.apply(settingsChanged(settings));
      return connection;
    },
    async open(connection, port) {
      // One at a time: two drops at once must not make two sets of keys.
      const opened = opening.then(async () => {
        const credentials = await keysOf(connection);
        const { endpoint, region, bucket } = await start(connection, credentials, port);
        const prefix = vault.heldInMemory(connection.id) ? sessionPrefix(pid) : connection.prefix;
        const { doors } = connection;
        const moved = doors !== undefined && { doors: { ...doors, address: addressNow(doors.address, endpoint) } };
        return { connection: { ...connection, endpoint, region, bucket, prefix, ...moved }, credentials };
      });
      opening = opened.catch(() => undefined);
      return opened;
    },
    sessionOnly() {
      const embedded = store.get().connections.find((connection) => connection.kind === 'embedded');
      return embedded !== undefined && vault.heldInMemory(embedded.id);
    },
  };
}
