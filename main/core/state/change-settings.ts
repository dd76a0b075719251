// Changes settings on top of those in the ledger: another process may have saved others since this one looked.
import type { Settings } from '../model/settings';
import type { Ports } from '../ports/ports';
import { settingsAre } from './rules/app-state';
import type { Store } from './state-store';

/** Raises what the ledger raises; the state is as before then, for on a full disk nothing may look as if it had been saved. */
export function changeSettings(
  { ledger }: Pick<Ports, 'ledger'>,
  store: Pick<Store, 'apply'>,
  change: (saved: Settings) => Settings,
): void {
  ledger.together(() => ledger.saveSettings(change(ledger.settings())));
  store.apply(settingsAre(ledger.settings()));
}
