// The store at the place of an object, wherever its connection points by now.
import { placeOf, samePlace } from '../model/connection';
import { Failure } from '../model/failure';
import type { StoredAt } from '../model/place';
import { sessionPid } from '../model/share';
import { type ConnectionPool, learnClock, type OpenConnection } from '../storage/storage';

/**
 * Runs `action` with the store at the object's place, even if its connection points elsewhere now; the store knows the server's clock, if the
 * server answers. Raises what opening a connection raises.
 */
export const openAt = <T>(
  access: Pick<ConnectionPool, 'withConnection' | 'withPlace'>,
  at: StoredAt,
  action: (open: OpenConnection) => Promise<T>,
): Promise<T> =>
  access.withConnection({ kind: 'known', connectionId: at.connectionId }, async (open) => {
    if (open.connection.kind === 'embedded') checkOwner(at.key, open.connection.prefix);
    const act = async (place: OpenConnection) => {
      await learnClock(place.objects, at.key);
      return action(place);
    };
    // The embedded bucket is where it serves now.
    if (open.connection.kind === 'embedded' || samePlace(at, open.connection)) return act(open);
    // The connection points to another place now, but the object and its link are at the old one; nobody examined that for it.
    const { shareEndpoint: _now, capabilities: _ofThere, ...rest } = open.connection;
    const { linkEndpoint: shareEndpoint } = at;
    const connection = { ...rest, ...placeOf(at), ...(shareEndpoint !== undefined && { shareEndpoint }) };
    return access.withPlace(open, connection, act);
  });

/**
 * Raises `keys-elsewhere` or `keychain-unavailable` for an object of another embedded bucket. Without the keychain every process has a bucket of
 * its own, and an object of another one would look deleted here. `prefix` is that of the bucket that serves here.
 */
function checkOwner(key: string, prefix: string): void {
  const owner = sessionPid(key);
  if (owner === sessionPid(prefix)) return;
  if (owner !== undefined) throw new Failure('keys-elsewhere');
  throw new Failure('keychain-unavailable', { reason: 'the keys of this link are in it' });
}
