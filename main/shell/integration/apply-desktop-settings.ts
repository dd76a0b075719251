// Applies the settings to the desktop, at the start and after each change.
import type { DesktopSettings } from '../../core/model/desktop-settings';
import { asFailure, Failure } from '../../core/model/failure';
import type { Tell, Store } from '../../core/state/state';
import type { FileManagers } from './file-manager-entries';
import type { LinkHandler } from './link-handler';
import type { Login } from './start-at-login';
import type { Shelf } from '../shelf/shelf';
import type { Shortcut } from './global-shortcut';
import type { Log } from '../../core/model/system';

export interface DesktopContext {
  readonly store: Pick<Store, 'get' | 'subscribe'>;
  readonly save: (desktop: DesktopSettings) => void;
  readonly login: Login;
  readonly links: LinkHandler;
  readonly fileManagers: FileManagers;
  readonly shortcut: Pick<Shortcut, 'use'>;
  readonly shelf: Pick<Shelf, 'keepAtEdge'>;
  readonly tell: Tell;
  readonly log: Log;
}

type Entry = 'startAtLogin' | 'deepLinks' | 'fileManagers';
const entries: readonly Entry[] = ['startAtLogin', 'deepLinks', 'fileManagers'];

/** Follows the settings from now on. When the desktop refuses one, a notice says so and the setting is reset. */
export function followDesktop({ store, save, tell, log, ...parts }: DesktopContext): void {
  const { login, links, fileManagers, shortcut, shelf } = parts;
  const wanted = (): DesktopSettings => store.get().settings.desktop;
  const carryOut: Readonly<Record<Entry, (desktop: DesktopSettings) => void>> = {
    startAtLogin: ({ startAtLogin, startHidden }) => login.set(startAtLogin, startHidden),
    deepLinks: (desktop) => links.set(desktop.deepLinks),
    fileManagers: (desktop) => fileManagers.set(desktop.fileManagers),
  };
  const changed = (entry: Entry, next: DesktopSettings, before: DesktopSettings): boolean =>
    next[entry] !== before[entry] ||
    (entry === 'startAtLogin' && next.startAtLogin && next.startHidden !== before.startHidden);
  const reach = (desktop: DesktopSettings) => {
    shortcut.use(desktop.shortcut);
    shelf.keepAtEdge(desktop.shelfAtEdge);
  };

  // The user may have removed an entry in the desktop's own settings. Links are never enabled except by Mayfly's setting.
  const asked = wanted();
  let done: DesktopSettings = {
    ...asked,
    startAtLogin: login.isOn(),
    deepLinks: asked.deepLinks && links.isOn(),
    fileManagers: asked.fileManagers && fileManagers.isOn(),
  };
  try {
    if (entries.some((entry) => done[entry] !== asked[entry])) save(done);
  } catch (error) {
    // A full disk keeps nobody from starting; the next start saves it. The settings count as applied, or the next change would make the entry again.
    log.error('what the desktop has is not saved', asFailure(error));
    done = asked;
  }
  reach(done);

  store.subscribe(['settings'], () => {
    const before = done;
    const next = wanted();
    done = next;
    reach(next);
    for (const entry of entries.filter((one) => changed(one, next, before))) {
      try {
        carryOut[entry](next);
      } catch (error) {
        log.error(`the desktop did not take ${entry}`, error);
        tell({ kind: 'failure', failure: new Failure('desktop-refused', {}, asFailure(error)) });
        done = {
          ...done,
          [entry]: before[entry],
          ...(entry === 'startAtLogin' && { startHidden: before.startHidden }),
        };
      }
    }
    if (done !== next) save(done);
  });
}
