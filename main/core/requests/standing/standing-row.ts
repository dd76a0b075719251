// The row of the standing request.
import type { FileRequest } from '../../model/requests/file-request';
import { standingValue } from '../../model/requests/standing-request';
import type { Ports } from '../../ports/ports';

/** Its row, whatever became of it; `undefined` where there never was one, or it was deleted. */
export function rowOf({ ledger }: Pick<Ports, 'ledger'>): FileRequest | undefined {
  const id = ledger.value(standingValue) ?? '';
  return id === '' ? undefined : ledger.fileRequest(id);
}
