// Which requests the standing request replaced: known to every process that shows a list, without the verbs of this room.
import { formerStandingValue } from '../../model/requests/standing-request';
import type { Ledger } from '../../ports/ledger';

/** Oldest first. */
export const formerIds = ({ value }: Pick<Ledger, 'value'>): readonly string[] =>
  (value(formerStandingValue) ?? '').split(' ').filter((id) => id !== '');
