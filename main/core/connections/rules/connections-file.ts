// Connections as a file that can be given away: everything about them but their keys. `read-connections-file.ts` reads it.
import type { Connection } from '../../model/connection';
import { chosenDoors } from '../../model/door';

/** Of the format. Another version is refused: nobody can tell what it means. */
export const version = 1;

/** The fields of the file, in its order. */
function exported(connection: Connection): object {
  const { name, provider, endpoint, bucket, region, addressing, prefix, maxExpirySeconds, whenExpired } = connection;
  const {
    defaultExpirySeconds,
    bandwidthBytesPerSecond,
    colour,
    keyTemplate,
    shareEndpoint,
    caFile,
    credentials,
    doors,
    encryption,
  } = connection;
  return {
    name,
    provider,
    endpoint,
    bucket,
    region,
    addressing,
    prefix,
    maxExpirySeconds,
    whenExpired,
    defaultExpirySeconds,
    bandwidthBytesPerSecond,
    colour,
    encryption,
    keyTemplate,
    shareEndpoint,
    caFile,
    doors: doors === undefined ? undefined : chosenDoors(doors),
    // A name alone: its keys lie in `~/.aws`, and every computer has its own.
    profile: credentials?.kind === 'profile' ? credentials.profile : undefined,
  };
}

/** The text of the file, without keys and without the bucket on this computer, which nobody else can reach. */
export function connectionsFile(connections: readonly Connection[]): string {
  const list = connections.filter(({ kind }) => kind === 's3').map(exported);
  return `${JSON.stringify({ mayfly: 'connections', version, connections: list }, undefined, 2)}\n`;
}
