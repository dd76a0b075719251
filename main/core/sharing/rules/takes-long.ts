// Whether an upload takes so long that its link is given before it.
import type { Connection } from '../../model/connection';
import { reachOfUrl } from '../../model/host-reach';
import type { UnfinishedUpload } from '../../model/upload';

/** Longer than that nobody waits for a link gladly. */
const longSeconds = 2;
/** A slow line sends so much in that time; a quick one a little later gives the same link. */
const longBytes = 8_388_608;
/** What a server on this computer stores in a second, at least. */
const bytesPerSecondHere = 268_435_456;

/** `bytesPerSecond`: as last measured of this connection; 0: unknown. */
export function takesLong(
  uploads: readonly Pick<UnfinishedUpload, 'sizeBytes'>[],
  { endpoint }: Pick<Connection, 'endpoint'>,
  bytesPerSecond = 0,
): boolean {
  const bytes = uploads.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytesPerSecond > 0) return bytes > bytesPerSecond * longSeconds;
  return bytes > (reachOfUrl(endpoint) === 'loopback' ? bytesPerSecondHere * longSeconds : longBytes);
}
