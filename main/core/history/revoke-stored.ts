// Revokes a share of a one-off connection by the address of its object: the ledger has no row of it.
import { learnClock, removeAndProve } from '../given/given';
import { signedPlaceOf } from '../model/connection';
import { asFailure, endingLink, Failure } from '../model/failure';
import type { ObjectAddress } from '../model/keys/object-address';
import { isPageFolder, looksOurs } from '../model/keys/object-key';
import type { ConnectionPool } from '../storage/storage';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { Revoked } from './revoke';
import type { ConnectionChoice } from '../model/share-request';

const listedAtOnce = 1_000;

export function createRevokeStored({ probe }: Pick<Ports, 'probe'>, access: ConnectionPool) {
  return {
    /** The keys that `revokeStored` would delete. Raises `bad-request`, `object-not-found`, and what listing raises. */
    async keysToRevokeStored(choice: ConnectionChoice, address: ObjectAddress): Promise<readonly string[]> {
      checkOurs(address);
      return access.withConnection(choice, async ({ objects, connection }) => {
        const keys =
          address.kind === 'folder'
            ? await keysBelow(address.prefix, objects)
            : (await isThere(address.key, objects))
              ? [address.key]
              : [];
        const fileName = address.kind === 'object' ? address.key : address.prefix;
        if (keys.length === 0) throw new Failure('object-not-found', { fileName, bucket: connection.bucket });
        return keys;
      });
    },
    /**
     * Deletes an object that Mayfly stored, or all files of a page by their folder, with every version, and opens the link of each anonymously
     * until it fails. `choice` is of the bucket of the address. Raises `bad-request` for a key that Mayfly does not make, `object-not-found`,
     * `revoke-unproven`, what deleting raises, and `versions-kept` after the links have failed.
     */
    async revokeStored(choice: ConnectionChoice, address: ObjectAddress): Promise<Revoked> {
      checkOurs(address);
      const name = address.kind === 'object' ? address.key : address.prefix;
      const ending = access.withConnection(choice, async (open) => {
        const { objects, connection } = open;
        const keys = address.kind === 'object' ? [address.key] : await keysBelow(address.prefix, objects);
        const wasThere = address.kind === 'object' ? await isThere(address.key, objects) : keys.length > 0;
        await learnClock(objects, keys[0] ?? name);
        const fileName = name.slice(name.lastIndexOf('/', name.length - 2) + 1);
        const at = { connectionId: connection.id, ...signedPlaceOf(connection), key: name };
        const ended = await removeAndProve({ probe }, keys, { at, name: fileName }, open);
        return { keys, wasThere, ended, bucket: connection.bucket };
      });
      const { keys, wasThere, ended, bucket } = await endingLink(ending);
      const { objectsRemoved, statuses, kept } = ended;
      // After the deletion, because a deleted object may have had earlier versions.
      if (!wasThere) throw new Failure('object-not-found', { fileName: name, bucket });
      if (kept !== undefined) throw kept;
      return { status: statuses.get(keys[0] ?? '') ?? 0, objectsRemoved, linksAsked: keys.length };
    },
  };
}

export type RevokeStored = ReturnType<typeof createRevokeStored>;

/** A mistyped address must not delete other objects of the bucket. Raises `bad-request`. */
function checkOurs(address: ObjectAddress): void {
  const ours = address.kind === 'object' ? looksOurs(address.key) : isPageFolder(address.prefix);
  if (!ours) throw new Failure('bad-request', { reason: 'Mayfly gives no object a key like this one' });
}

/** Without the right to read, assumes that the object exists. */
async function isThere(key: string, objects: ObjectStore): Promise<boolean> {
  try {
    return (await objects.describe(key)) !== undefined;
  } catch (error) {
    if (asFailure(error).code === 'access-denied') return true;
    throw error;
  }
}

async function keysBelow(prefix: string, objects: ObjectStore): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await objects.list(prefix, { limit: listedAtOnce, ...(after !== '' && { after }) });
    keys.push(...page.objects.map(({ key }) => key));
    ({ after } = page);
  }
  return keys;
}
