// Writes the list of what devices sent into the ledger, file by file: it has each one whatever ends this process.
import type { Offer } from '../model/devices/device';
import type { ReceivedFile } from '../model/devices/nearby';
import { asFailure, type Failure } from '../model/failure';
import type { DevicesContext } from './devices-context';
import { pushedOut } from './rules/listed-sessions';

type Context = Pick<DevicesContext, 'ports'>;

/**
 * Adds a whole file to the list; the first one of a session adds the session. Gives why it could not: the file is saved all the same.
 */
export function listReceived(
  { ports: { ledger, clock, log } }: Context,
  { id, sender: { alias }, files }: Offer,
  folder: string,
  file: ReceivedFile,
  isFirst: boolean,
): Failure | undefined {
  try {
    ledger.together(() => {
      if (isFirst) {
        for (const old of pushedOut(ledger.receivedSessions(), files.length)) ledger.forgetReceivedSession(old);
        ledger.saveReceivedSession({ id, alias, atMs: clock(), folder, missingCount: 0 });
      }
      ledger.saveReceivedFile(id, file);
    });
    return undefined;
  } catch (error) {
    const failure = asFailure(error);
    log.error('a file of a device nearby is not in the list of what came', failure);
    return failure;
  }
}

/** Notes in the list how many files did not come whole. Never raises. */
export function listMissing({ ports: { ledger, log } }: Context, id: string, count: number): void {
  try {
    const found = ledger.receivedSessions().find((one) => one.id === id);
    if (found === undefined || count === 0) return;
    const { alias, atMs, folder } = found;
    ledger.saveReceivedSession({ id, alias, atMs, folder, missingCount: count });
  } catch (error) {
    log.error('what a device nearby did not send is not in the list of what came', asFailure(error));
  }
}
