// Passes the limits of the settings on to the transfer engine, which runs in a process of its own.

import type { TransferEngine } from '../ports/transfer-engine';
import { type AppState } from '../state/rules/app-state';
import { engineLimits, type Store } from '../state/state';

/** Gives the engine the limits of the settings, now and after each change of them. */
export function followLimits(store: Store, engine: Pick<TransferEngine, 'setLimits'>): void {
  let given = '';
  const follow = (state: AppState) => {
    const limits = engineLimits(state);
    const text = JSON.stringify(limits);
    if (text !== given) engine.setLimits(limits);
    given = text;
  };
  follow(store.get());
  store.subscribe(['settings', 'connections'], follow);
}
