// Warms up for a share that is about to come, as while files hover over a window or while a command looks at its files: the credentials are read,
// the engine runs, and a connection to the server is open. Nothing is sent on it.
import { checkConfirmed, type ConnectionCredentials } from '../credentials/credentials';
import { checkAddresses, defaultAmong, type Connection, type Credentials } from '../model/connection';
import { asFailure } from '../model/failure';
import type { ConnectionChoice } from '../model/share-request';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { ConnectionPool } from './connection-pool';

export interface WarmUp {
  /** Call it before a share, or at a gesture that may end in one, by the default connection unless chosen, of one file unless told. Never raises: what goes wrong, the share itself tells. */
  warmUp(choice?: ConnectionChoice, files?: number): void;
  /** Closes the connection and drops its credentials. */
  coolDown(): void;
}

/** An unused connection stays open for so long after the last gesture. */
const keptMs = 20_000;
/** One drag sends one event per window that it enters. */
const pauseMs = 1_000;

export function createWarmUp(
  { engine, secrets, clock, log, connectAhead }: Pick<Ports, 'engine' | 'secrets' | 'clock' | 'log' | 'connectAhead'>,
  store: Store,
  access: Pick<ConnectionPool, 'withConnection' | 'resolve'>,
  credentials: Pick<ConnectionCredentials, 'get' | 'atHand'>,
): WarmUp {
  let held: { readonly connection: Connection; readonly isKept: boolean; readonly release: () => void } | undefined;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  /** Asks neither a person nor a server: a drag that only passes by must not open a dialog for a password, nor run a program. */
  const haveCredentials = async (connection: Connection, given: Credentials | undefined): Promise<boolean> => {
    if (given !== undefined || credentials.atHand(connection)) return true;
    if (connection.credentials?.kind === 'profile' || (await secrets.state()) !== 'ok') return false;
    return (await credentials.get(connection)) !== undefined;
  };

  const open = async (
    choice: ConnectionChoice,
    connection: Connection,
    files: number,
    isOver: () => boolean,
    over: Promise<void>,
  ): Promise<void> => {
    // What the share will refuse to use is not asked either.
    const usable = access.resolve(choice);
    checkAddresses(usable);
    checkConfirmed(usable);
    if (usable.kind !== 'embedded') connectAhead?.(usable, files);
    const given = choice.kind === 'ephemeral' ? choice.credentials : undefined;
    if (!(await haveCredentials(connection, given)) || isOver()) return;
    await access.withConnection(choice, async (opened) => {
      if (isOver()) return;
      engine.warmUp({ connection: opened.connection, credentials: opened.credentials });
      await over;
    });
  };

  /** Holds the pool's connection until the returned function is called. */
  const hold = (choice: ConnectionChoice, connection: Connection, files: number): (() => void) => {
    let isOver = false;
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    open(choice, connection, files, () => isOver, over).catch((error: unknown) => {
      const failure = asFailure(error);
      if (failure.code === 'unexpected') log.error('the warm-up failed', failure);
    });
    return () => {
      isOver = true;
      end();
    };
  };

  const defaultNow = (): ConnectionChoice | undefined => {
    const { connections, settings } = store.get();
    const connection = defaultAmong(connections, settings.defaultConnectionId);
    return connection === undefined ? undefined : { kind: 'known', connectionId: connection.id };
  };

  const connectionOf = (choice: ConnectionChoice): Connection | undefined =>
    choice.kind === 'ephemeral'
      ? choice.connection
      : store.get().connections.find(({ id }) => id === choice.connectionId);

  const coolDown = () => {
    clearTimeout(timer);
    if (held === undefined) return;
    held.release();
    held = undefined;
    engine.coolDown();
  };
  store.subscribe(['connections'], ({ connections }) => {
    // Changed or removed: the next share must not find it open as it was.
    if (held?.isKept === true && !connections.includes(held.connection)) coolDown();
  });

  return {
    coolDown,
    warmUp(choice = defaultNow(), files = 1) {
      const nowMs = clock();
      const connection = choice && connectionOf(choice);
      if (choice === undefined || connection === undefined || Math.abs(nowMs - lastAtMs) < pauseMs) return;
      lastAtMs = nowMs;
      if (held?.connection !== connection) coolDown();
      clearTimeout(timer);
      timer = setTimeout(coolDown, keptMs);
      timer.unref();
      const before = held;
      // A second gesture opens anew what the server has closed since.
      held = { connection, isKept: choice.kind === 'known', release: hold(choice, connection, files) };
      before?.release();
    },
  };
}
