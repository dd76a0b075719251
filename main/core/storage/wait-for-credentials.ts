// Waits for new credentials: typed ones until they are saved, those of a profile until it resolves again, as after `aws sso login`.
import type { Connection } from '../model/connection';
import { asFailure } from '../model/failure';
import type { ConnectionPool } from './connection-pool';
import type { ConnectionCredentials } from '../credentials/credentials';
import type { Clock } from '../model/system';

/** Cheap: looking for a sign-in reads a file. */
const signInEveryMs = 5_000;
/** Any other source may run a program that prompts the user, or call a server. */
const firstWaitMs = 15_000;
const longestWaitMs = 600_000;
/** Credentials refused within this count as refused at once. */
const soonMs = 120_000;

const backOffMs = (count: number) => (count === 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (count - 1)));

export function createCredentialsWatch(
  credentials: Pick<ConnectionCredentials, 'get' | 'forget'>,
  access: Pick<ConnectionPool, 'renew'>,
  clock: Clock,
) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const renewing = new Map<string, Promise<void>>();
  const waiting = new Map<string, { readonly over: Promise<void>; readonly end: () => void }>();
  /** When a profile gave credentials last, and how often in a row they were refused at once. */
  const brought = new Map<string, { readonly atMs: number; readonly refused: number }>();

  const resolve = async (connection: Connection) => {
    credentials.forget(connection);
    await credentials.get(connection);
    await access.renew(connection.id);
  };
  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        done();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });

  const renew = async (connection: Connection) => {
    const last = brought.get(connection.id);
    const refused = last !== undefined && clock() - last.atMs < soonMs + backOffMs(last.refused) ? last.refused + 1 : 0;
    await pause(backOffMs(refused));
    await resolve(connection);
    brought.set(connection.id, { atMs: clock(), refused });
  };

  const lookFor = async (connection: Connection, isOver: () => boolean): Promise<void> => {
    let delayMs = signInEveryMs;
    for (let count = 1; ; count += 1) {
      await pause(delayMs);
      if (isOver() || signal.aborted) return;
      try {
        await resolve(connection);
        return;
      } catch (error) {
        delayMs = asFailure(error).code === 'sso-lapsed' ? signInEveryMs : backOffMs(count);
      }
    }
  };

  return {
    /** Resolves the profile once, with back-off where its last credentials were refused soon. Raises what that raises. */
    renew(connection: Connection) {
      const known = renewing.get(connection.id);
      if (known !== undefined) return known;
      const one = renew(connection).finally(() => renewing.delete(connection.id));
      renewing.set(connection.id, one);
      return one;
    },
    /** Resolves when the connection has new credentials; never rejects. */
    whenRenewed(connection: Connection) {
      const { id } = connection;
      const known = waiting.get(id);
      if (known !== undefined) return known.over;
      let end: () => void = () => undefined;
      const over = new Promise<void>((done) => {
        end = () => {
          waiting.delete(id);
          done();
        };
      });
      const entry = { over, end };
      waiting.set(id, entry);
      if (connection.credentials?.kind === 'profile') {
        void lookFor(connection, () => waiting.get(id) !== entry).then(() => {
          if (!signal.aborted && waiting.get(id) === entry) end();
        });
      }
      return over;
    },
    /** The user saved other credentials for it. */
    changed: (connectionId: string) => waiting.get(connectionId)?.end(),
    stop: () => stopping.abort(),
  };
}

export type CredentialsWatch = ReturnType<typeof createCredentialsWatch>;
