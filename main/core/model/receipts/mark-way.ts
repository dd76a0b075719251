// Which way a recipient's page may write its mark, by what the doctor proved on the connection: a link to write goes to recipients only where the
// server was seen to hold it to what was signed, as with file requests.
import { describesObjects, formsAreLimited, lengthsAreKept, showsPages, unsignedIsRefused } from '../capabilities';
import type { Connection } from '../connection';

/** `form`: a POST whose size is signed. `put`: a PUT whose length is signed. */
export type MarkWay = 'form' | 'put';

/** `undefined` where neither was proven, where nothing shows the page, and where nobody could look for the mark. */
export function markWay(connection: Connection): MarkWay | undefined {
  // The embedded bucket counts by itself.
  if (connection.kind === 'embedded' || !showsPages(connection) || !describesObjects(connection)) return undefined;
  if (formsAreLimited(connection) === true) return 'form';
  return unsignedIsRefused(connection) === true && lengthsAreKept(connection) ? 'put' : undefined;
}
