// The buckets of a draft's credentials: lists them, and creates the one that the draft names.
import type { Connection } from '../model/connection';
import type { NewBucket } from '../model/place';
import { checkPlace } from '../model/policy/policy';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { ConnectionsContext } from './connections-context';
import { draftKeys } from './draft-credentials';
import { connectionFromDraft, drafted, type ConnectionDraft } from './rules/connection-draft';

/** A list of buckets is asked of the server alone; the connection needs some name all the same. */
const anyBucket = 'mayfly';

/** The names of the buckets, as the server sorts them; the draft's own may be empty. Raises what opening and asking raise, such as `access-denied`. */
export const draftBuckets = (context: ConnectionsContext, draft: ConnectionDraft): Promise<readonly string[]> =>
  openDraft(context, { ...draft, bucket: anyBucket, addressing: 'path' }, (objects) => objects.listBuckets());

/** Creates the bucket of the draft, without an ACL: every server makes it private. Raises the same, `bucket-name-taken`, `bucket-name-invalid`. */
export const createBucket = (context: ConnectionsContext, draft: ConnectionDraft): Promise<NewBucket> =>
  openDraft(context, draft, async (objects, connection) => {
    const { bucket, region } = connection;
    const outcome = await objects.createBucket();
    const isPrivate = await isClosed(connection, context.ports);
    return {
      bucket,
      ...(region !== 'auto' && { region }),
      outcome,
      ...(isPrivate !== undefined && { isPrivate }),
    };
  });

async function openDraft<T>(
  context: ConnectionsContext,
  draft: ConnectionDraft,
  action: (objects: ObjectStore, connection: Connection) => Promise<T>,
): Promise<T> {
  const { ports, store } = context;
  const known = store.get().connections.find(({ id }) => id === draft.id);
  const connection = { ...connectionFromDraft(draft, draft.id ?? ports.newId()), ...drafted(draft, known) };
  checkPlace(connection, ports.policy.now(), connection.bucket === anyBucket);
  const objects = await ports.openObjectStore(connection, await draftKeys(context, draft, connection), {
    retries: true,
  });
  try {
    return await action(objects, connection);
  } finally {
    objects.close();
  }
}

/** Asks for the bucket's list without credentials; `undefined`: the answer does not tell. */
async function isClosed(connection: Connection, { probe }: Pick<Ports, 'probe'>): Promise<boolean | undefined> {
  const { endpoint, bucket, addressing } = connection;
  const url = new URL(endpoint);
  if (addressing === 'virtual-host') url.hostname = `${bucket}.${url.hostname}`;
  else url.pathname = `${url.pathname.replace(/\/$/, '')}/${bucket}`;
  try {
    const { status } = await probe.ask(url.href, connection);
    if (status === 401 || status === 403) return true;
    return status < 300 ? false : undefined;
  } catch {
    return undefined;
  }
}
