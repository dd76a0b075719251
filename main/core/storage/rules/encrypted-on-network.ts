// Plain http can be read along in a network, so what the bucket on this computer gives away there is encrypted unless somebody asks for less.
import type { Connection } from '../../model/connection';

/** The connection with the rule that holds for it now. Not to be saved. `isOnNetwork` may read the ledger: it is asked of that bucket alone. */
export const encryptedOnNetwork = <C extends Pick<Connection, 'kind' | 'encryption'>>(
  connection: C,
  isOnNetwork: () => boolean,
): C => (connection.kind === 'embedded' && isOnNetwork() ? { encryption: 'usual', ...connection } : connection);
