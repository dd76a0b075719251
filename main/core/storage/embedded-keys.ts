// The keys of the bucket on this computer: made once for a profile, whatever processes begin with it at once.
import { untilTaken } from '../async/until-taken';
import type { Connection, Credentials } from '../model/connection';
import { Failure } from '../model/failure';
import type { Ports } from '../ports/ports';
import type { Vault } from '../credentials/credentials';
import { connectionSaved } from '../state/rules/app-state';
import type { Store, Tell } from '../state/state';

/** In the ledger: the id of the process that makes the keys; empty where none does. */
const makerValue = 'bucket-keys-maker';

export interface KeysContext {
  readonly ports: Pick<Ports, 'ledger' | 'randomBytes' | 'clock' | 'log' | 'pid' | 'isAlive'>;
  readonly store: Store;
  readonly vault: Vault;
  readonly tell: Tell;
}

const newKeys = ({ ports: { randomBytes } }: KeysContext): Credentials => ({
  accessKeyId: `MAYFLY${Buffer.from(randomBytes(20)).toString('hex').toUpperCase()}`,
  secretAccessKey: Buffer.from(randomBytes(20)).toString('hex'),
});

/** Keeps new keys of the bucket. Raises `connection-unknown`, and where they cannot be kept there, `keychain-*`. */
async function keepKeys(
  context: KeysContext,
  connection: Connection,
  keys: Credentials,
  place: 'keychain' | 'session',
): Promise<void> {
  const { ports, store, vault } = context;
  const kept = await vault.save(connection.id, keys, place);
  // It may have been removed while its bucket starts, and must not come back without its row.
  if (!ports.ledger.connections().some(({ id }) => id === connection.id)) {
    await vault.remove(connection.id);
    throw new Failure('connection-unknown');
  }
  store.apply(connectionSaved(connection, kept));
}

const takes = ({ ports: { ledger, pid, isAlive } }: KeysContext, evenSo: boolean): boolean =>
  ledger.together(() => {
    const maker = Number(ledger.value(makerValue) ?? '');
    const isFree = evenSo || maker === 0 || maker === pid || !isAlive(maker);
    if (isFree) ledger.saveValue(makerValue, String(pid));
    return isFree;
  });

/** False where another process took over meanwhile: the keys in the keychain are those that it keeps there. */
const isStillMaker = ({ ports: { ledger, pid } }: KeysContext): boolean =>
  ledger.together(() => {
    const isOwn = ledger.value(makerValue) === String(pid);
    if (isOwn) ledger.saveValue(makerValue, '');
    return isOwn;
  });

/** Those in the keychain, or new ones. One process at a time: links of keys that another process replaces would end. Raises as `keepKeys`. */
async function keptKeys(context: KeysContext, connection: Connection): Promise<Credentials> {
  const { ports, vault } = context;
  const kept = await vault.get(connection.id);
  if (kept !== undefined) return kept;
  for (;;) {
    // A keychain may ask the user meanwhile.
    await untilTaken(ports.clock, (evenSo) => takes(context, evenSo));
    let isKept = false;
    let keys: Credentials | undefined;
    try {
      vault.forget(connection.id);
      keys = await vault.get(connection.id);
      if (keys === undefined) {
        keys = newKeys(context);
        await keepKeys(context, connection, keys, 'keychain');
      }
    } finally {
      isKept = isStillMaker(context);
    }
    if (isKept) return keys;
  }
}

/** Makes them where there are none; they stay in memory where the keychain takes none. Raises `connection-unknown`. */
export async function keysOf(context: KeysContext, connection: Connection): Promise<Credentials> {
  const { ports, tell } = context;
  try {
    return await keptKeys(context, connection);
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'connection-unknown') throw error;
    ports.log.info(`the bucket's keys stay in memory: ${error.code}`);
  }
  const keys = newKeys(context);
  await keepKeys(context, connection, keys, 'session');
  tell({ kind: 'session-only' });
  return keys;
}
