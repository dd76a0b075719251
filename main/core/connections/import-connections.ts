// Adds the connections of a file that another computer wrote. It brings no key.
import { defaultAmong, samePlace, type Connection } from '../model/connection';
import { checkPlace } from '../model/policy/policy';
import { saveConnections, showConnection, type ConnectionsContext } from './connections-context';
import { connectionFromDraft, freeName } from './rules/connection-draft';
import { checkBesideDoors, checkDoorPlace } from './rules/door-place';

export interface Imported {
  readonly imported: readonly Connection[];
  /** Names in the file of connections that are here already: the same bucket at the same place with the same prefix. */
  readonly skipped: readonly string[];
}

/**
 * Adds the connections of the file that are not here yet. They have no keys, the user must confirm a profile and addresses that the file names, and none
 * becomes the default. Raises `connections-file-invalid`, `set-by-organisation` for one that is not allowed, `policy-unreadable`, and `bad-request` where shares
 * would be public.
 */
export async function importConnections(
  context: Pick<ConnectionsContext, 'ports' | 'store' | 'embedded'>,
  content: string,
): Promise<Imported> {
  const { ports, store, embedded } = context;
  const { readConnectionsFile } = await import('./rules/read-connections-file');
  const entries = readConnectionsFile(content);
  const { connections, settings } = store.get();
  const target = defaultAmong(connections, settings.defaultConnectionId);
  const here = [...ports.ledger.connections()];
  const imported: Connection[] = [];
  const skipped: string[] = [];
  for (const { draft, profile, doors } of entries) {
    const read = connectionFromDraft(draft, ports.newId());
    checkPlace(read, ports.policy.now());
    if (here.some((one) => samePlace(one, read) && one.prefix === read.prefix)) {
      skipped.push(read.name);
      continue;
    }
    const name = freeName(
      read.name,
      here.map((one) => one.name),
    );
    const place = doors === undefined ? undefined : checkDoorPlace(doors, read, here);
    const brought = [read.shareEndpoint, place?.address].filter((address) => address !== undefined);
    const connection: Connection = {
      ...read,
      name,
      ...(place !== undefined && { doors: place }),
      ...(brought.length > 0 && { unconfirmedAddresses: brought }),
      ...(profile === undefined
        ? { awaitsKeys: true }
        : { credentials: { kind: 'profile', profile, unconfirmed: true } }),
    };
    checkBesideDoors(connection, here);
    here.push(connection);
    imported.push(connection);
  }
  saveConnections(context, imported);
  for (const connection of imported) showConnection(context, connection);
  // Without a default the first connection with keys becomes it: one that a file brought must not.
  if (target === undefined && imported.length > 0) embedded.ensureConnection();
  return { imported, skipped };
}
