// Why this exists: what the settings say about the desktop is carried out there, at the start and whenever it changes.
import type { AppState } from '../domain/app-state';
import type { DesktopSettings } from '../domain/desktop-settings';
import { asFailure, Failure } from '../domain/failure';
import type { Tell } from '../services/notices';
import type { Log } from '../services/ports';
import type { Store } from '../services/store';
import type { Login } from './login';
import type { Shelf } from './shelf';
import type { Shortcut } from './shortcut';

export interface DesktopContext {
  readonly store: Pick<Store, 'get' | 'subscribe'>;
  readonly save: (desktop: DesktopSettings) => void;
  readonly login: Login;
  readonly shortcut: Pick<Shortcut, 'use'>;
  readonly shelf: Pick<Shelf, 'keepAtEdge'>;
  readonly tell: Tell;
  readonly log: Log;
}

/** Follows the settings from now on. What the desktop refuses is told, and the setting goes back. */
export function followDesktop({ store, save, login, shortcut, shelf, tell, log }: DesktopContext): void {
  const wanted = ({ settings }: AppState) => settings.desktop;
  // Somebody may have taken the entry away where the desktop lists what starts with it.
  let done = { ...wanted(store.get()), startAtLogin: login.isOn() };
  if (done.startAtLogin !== wanted(store.get()).startAtLogin) save(done);

  const reach = (desktop: DesktopSettings) => {
    shortcut.use(desktop.shortcut);
    shelf.keepAtEdge(desktop.shelfAtEdge);
  };
  reach(done);

  store.subscribe((state) => {
    const next = wanted(state);
    const before = done;
    done = next;
    reach(next);
    if (next.startAtLogin === before.startAtLogin && (next.startHidden === before.startHidden || !next.startAtLogin))
      return;
    try {
      login.set(next.startAtLogin, next.startHidden);
    } catch (error) {
      log.error('the entry for the start of the session could not be changed', error);
      tell({ kind: 'failure', failure: new Failure('desktop-refused', {}, asFailure(error)) });
      done = { ...next, startAtLogin: before.startAtLogin, startHidden: before.startHidden };
      save(done);
    }
  });
}
