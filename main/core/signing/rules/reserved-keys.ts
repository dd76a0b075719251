// Where no anonymous client may write: what lies in the folders of pages and of short links is opened by everybody who has such a link.
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { pagesFolder } from '../../model/keys/object-key';

type Place = Pick<Connection, 'kind' | 'endpoint' | 'bucket' | 'prefix' | 'doors'>;

/** The bucket on this computer has another port after each start. */
const isSameServer = (one: Place, other: Place): boolean =>
  one.endpoint === other.endpoint || (one.kind === 'embedded' && other.kind === 'embedded');

/** Raises `key-reserved` for a key in the folder of pages, and in the public folder of short links, of any connection to this bucket. */
export function checkKeyIsFree(key: string, connection: Place, known: readonly Place[]): void {
  const { bucket } = connection;
  for (const other of [connection, ...known]) {
    if (!isSameServer(connection, other)) continue;
    const isPage = other.bucket === bucket && key.startsWith(pagesFolder(other.prefix));
    const isDoor = other.doors?.bucket === bucket && key.startsWith(other.doors.prefix);
    if (isPage || isDoor) throw new Failure('key-reserved');
  }
}
