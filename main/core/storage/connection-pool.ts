// Opens object stores by connection, with its credentials; users of one connection share one store.
import { connectionOf, connectionSaved } from '../state/rules/app-state';
import { defaultAmong, type Connection, type Credentials } from '../model/connection';
import { asFailure, Failure, ofUnsaved } from '../model/failure';
import { checkUsable } from '../model/policy/organisation-rule';
import { ruled } from '../model/policy/policy';
import type { ConnectionCredentials } from '../credentials/credentials';
import type { Embedded } from './embedded-bucket';
import type { Ports } from '../ports/ports';
import { encryptedOnNetwork } from '../model/encryption';
import { holdOpen, type HeldConnection, type OpenConnection } from './open-connection';
import type { OnServerClock } from '../model/system';
import type { Store } from '../state/state';
import type { ConnectionChoice } from '../model/share-request';

export interface ConnectionPool {
  /**
   * Runs `action` with the chosen connection (default: the default one, or the bucket on this computer) and closes it afterwards.
   * Raises `connection-unknown`, `connections-lost`, `secret-missing`, `keychain-*`, `bucket-*`.
   */
  withConnection<T>(choice: ConnectionChoice | undefined, action: (open: OpenConnection) => Promise<T>): Promise<T>;
  resolve(choice: ConnectionChoice | undefined): Connection;
  /** The endpoint it was opened with last: that of the bucket on this computer is known only then. */
  lastEndpoint(choice: ConnectionChoice | undefined): string;
  /** Gives an open connection its present credentials. Raises what opening it raises. */
  renew(connectionId: string): Promise<void>;
  /** Runs `action` at the place of `connection`, which is not that of `open`, with the credentials of `open`, and closes it afterwards. */
  withPlace<T>(open: OpenConnection, connection: Connection, action: (open: OpenConnection) => Promise<T>): Promise<T>;
}

/** For whatever gives something away: `set-by-organisation` and `policy-unreadable` are raised before a place is opened that is not allowed. */
export interface JudgedPool extends ConnectionPool {
  /** For lists, and for taking back what was given away before the rule: it opens every place. */
  readonly toEnd: ConnectionPool;
}

export function judgedPool(pool: OwnedPool): JudgedPool {
  return {
    ...pool,
    toEnd: pool,
    resolve(choice) {
      const connection = pool.resolve(choice);
      checkUsable(connection);
      return connection;
    },
    withConnection: (choice, action) => pool.withConnection(choice, action, checkUsable),
    withPlace: (open, connection, action) =>
      pool.withPlace(open, connection, async (there) => {
        checkUsable(there.connection);
        return action(there);
      }),
  };
}

export interface OwnedPool extends ConnectionPool {
  /** `check` raises what keeps the chosen connection from being opened. */
  withConnection<T>(
    choice: ConnectionChoice | undefined,
    action: (open: OpenConnection) => Promise<T>,
    check?: (connection: Connection) => void,
  ): Promise<T>;
  /** Calls `listener` each time a server refuses credentials, so that nobody holds a connection open with them. */
  onRefused(listener: () => void): void;
}

/** The server refuses the credentials. */
const isRefusal = ({ code }: Failure) =>
  code === 'token-expired' || code === 'access-key-unknown' || code === 'signature-rejected';

interface InUse {
  users: number;
  readonly opening: Promise<HeldConnection>;
  /** Of the links of the bucket on this computer, once it is open. */
  origin?: string;
}

export function createConnectionPool(
  ports: Pick<Ports, 'openObjectStore' | 'engine' | 'clock' | 'log' | 'ledger' | 'policy'>,
  store: Store,
  known: ConnectionCredentials,
  embedded: Embedded,
  onServerClock: OnServerClock,
  isOnNetwork: () => boolean,
): OwnedPool {
  let refused: () => void = () => undefined;
  const found = (choice: ConnectionChoice | undefined): Connection => {
    if (choice?.kind === 'ephemeral') return choice.connection;
    const { connections, settings } = store.get();
    if (choice !== undefined) return connectionOf(connections, choice.connectionId);
    // The bucket on this computer would take what went elsewhere before.
    if (ports.ledger.connectionsLost()) throw new Failure('connections-lost');
    return defaultAmong(connections, settings.defaultConnectionId) ?? embedded.ensureConnection();
  };
  const chosen = (choice: ConnectionChoice | undefined) => ruled(found(choice), ports.policy.now());
  const resolve = (choice: ConnectionChoice | undefined) => encryptedOnNetwork(chosen(choice), isOnNetwork);

  const credentialsOf = async (connection: Connection): Promise<Credentials> => {
    const credentials = await known.get(connection);
    if (credentials === undefined) {
      // Renamed or removed while the keychain answered: it is shown as it is now, or not at all.
      const now = store.get().connections.find(({ id }) => id === connection.id);
      if (now !== undefined) store.apply(connectionSaved(now, 'missing'));
      throw await known.missing(connection);
    }
    return credentials;
  };

  const endpoints = new Map<string, string>();
  const open = async (choice: ConnectionChoice | undefined, connection: Connection): Promise<HeldConnection> => {
    const given = choice?.kind === 'ephemeral' ? choice.credentials : undefined;
    const local = connection.kind === 'embedded';
    const opened = local
      ? await embedded.open(connection)
      : { connection, credentials: given ?? (await credentialsOf(connection)) };
    endpoints.set(connection.id, opened.connection.endpoint);
    const objects = await ports.openObjectStore(opened.connection, opened.credentials, { retries: true });
    return holdOpen(
      { ...opened, objects, ephemeral: choice?.kind === 'ephemeral' },
      {
        // The connection may have been changed since it was opened.
        ...(given === undefined && !local && { look: () => credentialsOf(currentOf(connection)) }),
        byItself: connection.credentials?.kind === 'profile',
        openIntake: async () =>
          ports.openObjectStore(opened.connection, await known.intake(opened.connection), { retries: true }),
        onRenewed: (credentials) => ports.engine.renew(connection.id, credentials),
        clock: ports.clock,
        log: ports.log,
      },
    );
  };
  const currentOf = (connection: Connection) =>
    store.get().connections.find(({ id }) => id === connection.id) ?? connection;

  /** A thousand files to one connection ask the keychain once and share their sockets. */
  const inUse = new Map<unknown, InUse>();
  const opened = (choice: ConnectionChoice | undefined, connection: Connection): InUse => {
    const one: InUse = { users: 0, opening: open(choice, connection) };
    if (connection.kind === 'embedded')
      one.opening.then(
        ({ connection: { endpoint, shareEndpoint = endpoint } }) => (one.origin = shareEndpoint),
        () => undefined,
      );
    return one;
  };
  /** A connection that is held open for long, as by a warm-up, keeps no other user at an address that this computer has no more. */
  const isLeft = ({ origin }: InUse) => origin !== undefined && origin !== store.get().reach.origin;

  return {
    onRefused(listener) {
      refused = listener;
    },
    resolve,
    lastEndpoint(choice) {
      const { id, endpoint } = chosen(choice);
      return endpoints.get(id) ?? endpoint;
    },
    async withPlace(held, place, action) {
      const connection = ruled(place, ports.policy.now());
      const objects = await ports.openObjectStore(connection, held.credentials, { retries: true });
      try {
        return await action({ ...held, connection, objects });
      } finally {
        onServerClock(objects.clockOffsetMs());
        objects.close();
      }
    },
    async renew(connectionId) {
      const held = await inUse.get(connectionId)?.opening;
      await held?.renew();
    },
    async withConnection(choice, action, check) {
      const connection = chosen(choice);
      check?.(connection);
      const identity = choice?.kind === 'ephemeral' ? choice : connection.id;
      const there = inUse.get(identity);
      const shared = there === undefined || isLeft(there) ? opened(choice, connection) : there;
      inUse.set(identity, shared);
      shared.users += 1;
      try {
        const held = await shared.opening;
        await held.refreshCredentials();
        return await action(held);
      } catch (error) {
        // The next user gets the credentials of then.
        if (isRefusal(asFailure(error))) {
          known.forget(connection);
          refused();
        }
        // A cancel, a file and what else is ours is told as before.
        throw choice?.kind === 'ephemeral' && error instanceof Failure ? ofUnsaved(error) : error;
      } finally {
        shared.users -= 1;
        if (shared.users === 0) {
          if (inUse.get(identity) === shared) inUse.delete(identity);
          void shared.opening.then(
            (held) => {
              onServerClock(held.objects.clockOffsetMs());
              held.close();
            },
            () => undefined,
          );
        }
      }
    },
  };
}
