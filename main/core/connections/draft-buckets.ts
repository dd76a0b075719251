// The buckets of a draft's credentials: lists them, and creates the one that the draft names.
import type { NewBucket } from '../model/place';
import type { Connection } from '../model/connection';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import type { DraftCredentials } from './draft-credentials';
import { connectionFromDraft, drafted, type ConnectionDraft } from './rules/connection-draft';

export interface DraftBuckets {
  /** The names of the buckets, as the server sorts them; the draft's own may be empty. Raises what opening and asking raise, such as `access-denied`. */
  draftBuckets(draft: ConnectionDraft): Promise<readonly string[]>;
  /** Creates the bucket of the draft, without an ACL: every server makes it private. Raises the same, `bucket-name-taken`, `bucket-name-invalid`. */
  createBucket(draft: ConnectionDraft): Promise<NewBucket>;
}

/** A list of buckets is asked of the server alone; the connection needs some name all the same. */
const anyBucket = 'mayfly';

export function createDraftBuckets(ports: Ports, store: Store, draftCredentials: DraftCredentials): DraftBuckets {
  const open = async <T>(
    draft: ConnectionDraft,
    action: (objects: ObjectStore, connection: Connection) => Promise<T>,
  ): Promise<T> => {
    const known = store.get().connections.find(({ id }) => id === draft.id);
    const connection = { ...connectionFromDraft(draft, draft.id ?? ports.newId()), ...drafted(draft, known) };
    const credentials = await draftCredentials.of(draft, connection);
    const objects = await ports.openObjectStore(connection, credentials, { retries: true });
    try {
      return await action(objects, connection);
    } finally {
      objects.close();
    }
  };

  return {
    draftBuckets: (draft) =>
      open({ ...draft, bucket: anyBucket, addressing: 'path' }, (objects) => objects.listBuckets()),

    createBucket: (draft) =>
      open(draft, async (objects, connection) => {
        const { bucket, region } = connection;
        const outcome = await objects.createBucket();
        const isPrivate = await isClosed(connection, ports);
        return {
          bucket,
          ...(region !== 'auto' && { region }),
          outcome,
          ...(isPrivate !== undefined && { isPrivate }),
        };
      }),
  };
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
