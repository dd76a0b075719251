// Where Mayfly puts the doors of a connection by itself, and the address that the server gives to such a place.
import type { Connection } from '../../model/connection';
import type { DoorPlace } from '../../model/door';
import { providerOf } from '../../providers/providers';

type Server = Pick<Connection, 'kind' | 'endpoint' | 'shareEndpoint' | 'provider' | 'bucket' | 'addressing'>;
type Where = Pick<DoorPlace, 'bucket' | 'prefix'>;

/** Of the bucket on this computer. */
const ownBucket = 'mayfly-doors';
const ending = '-go';
const longestName = 63;
const folder = 'd/';

/** A bucket of their own, named after that of the shares: its name is in every address. */
export const doorsBucketFor = ({ kind, bucket }: Pick<Server, 'kind' | 'bucket'>): string =>
  kind === 'embedded'
    ? ownBucket
    : bucket
        .slice(0, longestName - ending.length)
        .replace(/[.-]+$/, '')
        .concat(ending);

/** A folder beside the shares, for keys that make no bucket; `undefined` where no policy opens a folder alone. */
export const doorsFolderFor = (connection: Server): Where | undefined =>
  connection.kind === 's3' && providerOf(connection).publicUnit === 'policy'
    ? { bucket: connection.bucket, prefix: folder }
    : undefined;

/** Whether the provider lets anybody be a reader without a key. */
export const mayHaveDoors = (connection: Server): boolean =>
  connection.kind === 'embedded' || providerOf(connection).publicUnit !== 'no';

/** The server's public address of that place; empty where only the user knows it. */
export function doorsAddressAt(connection: Server, { bucket, prefix }: Where): string {
  const { kind, endpoint, shareEndpoint = endpoint, addressing } = connection;
  const { publicAddress } = providerOf(connection);
  if (kind === 's3' && publicAddress === 'unknown') return '';
  const url = new URL(shareEndpoint);
  // A certificate covers one name before the host, and host names have no capital letters.
  const inFront = (publicAddress === 'virtual-host' || addressing === 'virtual-host') && !/[.A-Z]/.test(bucket);
  const host = inFront ? `${bucket}.${url.host}` : url.host;
  const parts = [url.pathname, inFront ? '' : bucket, prefix].map((part) => part.replaceAll(/^\/+|\/+$/g, ''));
  return [`${url.protocol}//${host}`, ...parts.filter((part) => part !== '')].join('/');
}
