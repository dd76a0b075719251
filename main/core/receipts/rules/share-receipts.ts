// What a state knows of the recipients of a share.
import { noReceipts, type ShareReceipts } from '../../model/receipts/receipt';
import type { Share } from '../../model/share';
import type { AppState } from '../../state/rules/app-state';

/** `undefined` for a share whose storage counts nothing, and where nothing is to be counted. */
export function receiptsIn(
  { receipts, connections, settings }: Pick<AppState, 'receipts' | 'connections' | 'settings'>,
  { id, connectionId }: Pick<Share, 'id' | 'connectionId'>,
): ShareReceipts | undefined {
  const found = receipts.get(id);
  if (found !== undefined || !settings.countsOpenings) return found;
  const isCounted = connections.some((one) => one.id === connectionId && one.kind === 'embedded');
  return isCounted ? noReceipts : undefined;
}
