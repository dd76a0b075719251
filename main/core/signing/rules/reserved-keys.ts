// Where no anonymous client may write: what lies in the folders of pages and of short links is opened by everybody who has such a link.
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { pagesFolder } from '../../model/keys/object-key';
import { isBucketOf } from '../../providers/providers';

type Place = Pick<Connection, 'kind' | 'endpoint' | 'bucket' | 'prefix' | 'doors' | 'leftDoors'>;

/** Raises `key-reserved` for a key in the folder of pages, and in a public folder of present or former short links, of any connection to this bucket. */
export function checkKeyIsFree(key: string, connection: Place, known: readonly Place[]): void {
  for (const { kind, endpoint, bucket, prefix, doors, leftDoors = [] } of [connection, ...known]) {
    // The bucket on this computer has another port after each start.
    const at = kind === 'embedded' && connection.kind === 'embedded' ? connection.endpoint : endpoint;
    const folders = [{ bucket, prefix: pagesFolder(prefix) }, ...(doors === undefined ? [] : [doors]), ...leftDoors];
    const isReserved = folders.some(
      (folder) => isBucketOf({ endpoint: at, bucket: folder.bucket }, connection) && key.startsWith(folder.prefix),
    );
    if (isReserved) throw new Failure('key-reserved');
  }
}
