// Where doors may be: never where their public bucket or prefix also holds shares, because a path without its query would open those.
import { reasonWords, type Reason } from '../../../../resources/words/reasons';
import { checkBucketName, normalisePrefix, parseEndpoint, type Connection } from '../../model/connection';
import type { DoorPlace, DoorsDraft } from '../../model/door';
import { asFailure, Failure } from '../../model/failure';
import { reachOfUrl } from '../../model/host-reach';
import { isBucketOf } from '../../providers/providers';
import { keyTemplateOf } from '../../model/keys/key-template';

const mostCharacters = 200;

function checkPrefix(text: string): string {
  const prefix = normalisePrefix(text);
  const isPlain = prefix === '' || /^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)+$/.test(prefix);
  if (isPlain && prefix.length <= mostCharacters) return prefix;
  throw new Failure('bad-request', {
    reason: 'the folder of short links has only letters, digits, dots, hyphens, underscores and slashes',
  });
}

/** Plain http is read by everybody on the way, and a door carries its visitor to a link. */
function checkAddress(text: string): string {
  let address: string;
  try {
    address = parseEndpoint(text).url;
  } catch (error) {
    const { reason, reasonValues } = asFailure(error).detail;
    const why = reasonWords(reason ?? 'it is not a web address', reasonValues);
    throw new Failure(
      'bad-request',
      { reason: 'the address of short links cannot be used: {{why}}', reasonValues: { why } },
      error,
    );
  }
  if (address.length > mostCharacters)
    throw new Failure('bad-request', { reason: 'the address of short links is too long' });
  if (address.startsWith('http:') && reachOfUrl(address) === 'public')
    throw new Failure('bad-request', {
      reason: 'the address of short links needs https, so that nobody reads it on the way',
    });
  return address;
}

/** The first folder below the connection's prefix that its own objects may be in. */
function firstFolder({ keyTemplate }: Pick<Connection, 'keyTemplate'>): RegExp {
  const [first = ''] = keyTemplateOf(keyTemplate).split('/');
  const usual = first
    .replaceAll('.', String.raw`\.`)
    .replace('{date}', String.raw`\d{4}-\d{2}-\d{2}`)
    .replace('{random}', '[A-Za-z0-9_-]{22}');
  return new RegExp(`^(?:f|p|in|session-.*|${usual})$`);
}

/** Whether objects below `prefix` are, or may be, shares of the connection. */
function holdsShares(prefix: string, connection: Pick<Connection, 'prefix' | 'keyTemplate'>): boolean {
  if (connection.prefix.startsWith(prefix)) return true;
  if (!prefix.startsWith(connection.prefix)) return false;
  const [folder = ''] = prefix.slice(connection.prefix.length).split('/');
  return firstFolder(connection).test(folder);
}

const sameBucket: Reason =
  'the shares of this connection are in that bucket, so short links need a folder of their own there';
const sameFolder: Reason = 'shares of this connection would be public in that folder';

/**
 * Checks where the doors of a connection should be. Raises `bucket-name-invalid`, and `bad-request` for an address that is none, plain http to
 * the internet, and a place that would make shares public: those of the connection, or of `others` in the same bucket.
 */
export function checkDoorPlace(
  draft: DoorsDraft,
  connection: Connection,
  others: readonly Connection[] = [],
): DoorPlace {
  const bucket = checkBucketName(draft.bucket);
  const prefix = checkPrefix(draft.prefix ?? '');
  const there = { endpoint: connection.endpoint, bucket };
  if (isBucketOf(there, connection) && holdsShares(prefix, connection))
    throw new Failure('bad-request', { reason: prefix === '' ? sameBucket : sameFolder });
  const exposed = others.find((one) => isBucketOf(there, one) && holdsShares(prefix, one));
  if (exposed !== undefined) {
    throw new Failure('bad-request', {
      reason: 'shares of the connection “{{name}}” would be public there',
      reasonValues: { name: exposed.name },
    });
  }
  return { bucket, prefix, address: checkAddress(draft.address), ...(draft.isUsual === true && { isUsual: true }) };
}

/**
 * Refuses a connection whose shares would be where doors are public: those of the connection itself or of `others`. Raises `bad-request`.
 */
export function checkBesideDoors(connection: Connection, others: readonly Connection[]): void {
  for (const { endpoint, name, doors, leftDoors = [] } of [connection, ...others]) {
    const places = [...(doors === undefined ? [] : [doors]), ...leftDoors];
    const isThere = places.some(
      ({ bucket, prefix }) => isBucketOf({ endpoint, bucket }, connection) && holdsShares(prefix, connection),
    );
    if (!isThere) continue;
    throw new Failure('bad-request', {
      reason: 'its shares would be public: the short links of the connection “{{name}}” are there',
      reasonValues: { name },
    });
  }
}

/** Refuses to leave doors behind that are open, unless the user was told that they stay until they end. Raises `doors-in-use`. */
export function checkNoOpenDoors({ name }: Pick<Connection, 'name'>, open: number, isTold: boolean): void {
  if (open > 0 && !isTold) throw new Failure('doors-in-use', { connectionName: name });
}
