// Remembers beside the ledger that connections to other servers were saved: a ledger that was lost or emptied cannot tell a profile that
// had connections from a new one, and files would go to the bucket on this computer.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../../core/model/connection';
import type { Ledger } from '../../core/ports/ledger';
import { connectionsMark } from '../files/profile-folder';

export function connectionMarkIn(profileDir: string) {
  const path = join(profileDir, connectionsMark);
  const quietly = (action: () => void) => {
    try {
      action();
    } catch {
      // A profile that cannot be written keeps no mark.
    }
  };
  return {
    isSet: () => existsSync(path),
    /** Errors of the disk are ignored: a full disk must not keep a connection from being saved, and the next start sets it. */
    set: () =>
      quietly(() => {
        if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 });
      }),
    remove: () => quietly(() => rmSync(path, { force: true })),
  };
}

export type ConnectionMark = ReturnType<typeof connectionMarkIn>;

/** In a ledger: `yes` where it began without the connections of the one before it, `no` once the user has said where files go. */
const lostValue = 'connections-lost';

interface Rows extends Pick<Ledger, 'value' | 'saveValue' | 'saveConnection' | 'removeConnection'> {
  /** Whether there is a connection to another server. */
  readonly hasOthers: () => boolean;
}

type Watched = Pick<Ledger, 'saveConnection' | 'removeConnection' | 'connectionsLost' | 'destinationChosen'>;

/** Saves and removes connections, and keeps the mark in step. */
export function markedConnections({ hasOthers, value, saveValue, ...rows }: Rows, mark: ConnectionMark): Watched {
  const isUnanswered = () => value(lostValue) === 'yes';
  const connectionsLost = () => isUnanswered() || (mark.isSet() && !hasOthers());
  // The disk may have been full when it was to be set.
  if (hasOthers()) mark.set();
  return {
    connectionsLost,
    saveConnection(connection: Connection) {
      const isOther = connection.kind === 's3';
      // What comes without having been chosen, such as an imported one, leaves the question open.
      if (isOther && connectionsLost()) saveValue(lostValue, 'yes');
      rows.saveConnection(connection);
      if (isOther) mark.set();
    },
    removeConnection(id) {
      rows.removeConnection(id);
      if (!hasOthers() && !isUnanswered()) mark.remove();
    },
    destinationChosen() {
      if (!connectionsLost()) return;
      saveValue(lostValue, 'no');
      if (!hasOthers()) mark.remove();
    },
  };
}
