// What the window may ask of the desktop around it, and what becomes of what the desktop asks of the window.
import type { Channel, Handlers } from '../../preload/contract';
import { isAccelerator } from '../core/model/accelerator';
import { Failure } from '../core/model/failure';
import type { App } from '../core/app/app';
import type { Desk } from './desktop-actions';
import { given } from './omit-undefined';
import type { Sharing } from './share-requests';

type DesktopChannel = Extract<
  Channel,
  | 'settings:save-desktop'
  | 'screenshot:share'
  | `window:${string}`
  | `shelf:${string}`
  | `shortcut:${string}`
  | `proposal:${string}`
>;

/** All requests about the desktop. Each rejects with a Failure. */
export function createDesktopHandlers(
  app: Pick<App, 'saveSettings' | 'store'>,
  desk: Desk,
  sharing: Sharing,
): Pick<Handlers, DesktopChannel> {
  return {
    'settings:save-desktop': async (change) => {
      const { shortcut } = change;
      if (shortcut !== undefined && shortcut !== '' && !isAccelerator(shortcut)) throw new Failure('bad-request');
      app.saveSettings({ desktop: { ...app.store.get().settings.desktop, ...given(change) } });
    },
    'screenshot:share': ({ wish }) => sharing.screenshot(wish),
    'window:open': async () => desk.openWindow(),
    'shelf:hide': async () => desk.hideShelf(),
    'window:drawn': async () => desk.windowDrawn(),
    'shelf:grow': async () => desk.growShelf(),
    'shortcut:record': async ({ recording }) => desk.restShortcut(recording),
    'proposal:accept': async ({ proposalId, wish }) => {
      const proposed = desk.takeProposal(proposalId);
      if (proposed === undefined) throw new Failure('bad-request');
      if (proposed.what === 'clipboard') return sharing.clipboard(wish);
      const paths = proposed.what === 'paths' ? proposed.paths : await desk.chooseFiles();
      if (paths.length > 0) await sharing.files(paths, wish);
    },
    'proposal:dismiss': async ({ proposalId }) => void desk.takeProposal(proposalId),
  };
}
