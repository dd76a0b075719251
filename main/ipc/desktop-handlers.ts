// Handlers for the desktop around the window: settings of the desktop, shelf, shortcut, screenshot, proposals.
import type { Channel, Handlers } from '../../preload/contract';
import { isAccelerator } from '../core/model/desktop-settings';
import { Failure } from '../core/model/failure';
import type { App } from '../core/app/app';
import type { DesktopActions } from './desktop-actions';
import { omitUndefined } from './omit-undefined';
import type { Sharing } from './share-requests';

type DesktopChannel = Extract<
  Channel,
  | 'settings:save-desktop'
  | 'screenshot:share'
  | 'warm-up'
  | 'licences:open'
  | `window:${string}`
  | `shelf:${string}`
  | `region:${string}`
  | `shortcut:${string}`
  | `proposal:${string}`
>;

/** Each rejects with a Failure. */
export function createDesktopHandlers(
  app: Pick<App, 'saveSettings' | 'store' | 'warmUp'>,
  desktop: DesktopActions,
  sharing: Sharing,
): Pick<Handlers, DesktopChannel> {
  return {
    'settings:save-desktop': async (change) => {
      const { shortcut } = change;
      if (shortcut !== undefined && shortcut !== '' && !isAccelerator(shortcut)) throw new Failure('bad-request');
      app.saveSettings({ desktop: { ...app.store.get().settings.desktop, ...omitUndefined(change) } });
    },
    'screenshot:share': ({ options }) => sharing.screenshot(options),
    'region:picture': async ({ screenId }) => ({ picture: desktop.regionPicture(screenId) }),
    'region:end': async ({ screenId, area }) => desktop.endRegion(screenId, area),
    'warm-up': async () => app.warmUp(),
    'licences:open': () => desktop.openLicences(),
    'window:open': async () => desktop.openWindow(),
    'shelf:hide': async () => desktop.hideShelf(),
    'window:drawn': async () => desktop.windowDrawn(),
    'shelf:grow': async () => desktop.growShelf(),
    'shortcut:record': async ({ recording }) => desktop.restShortcut(recording),
    'proposal:accept': async ({ proposalId, options }) => {
      const proposed = desktop.takeProposal(proposalId);
      if (proposed === undefined) throw new Failure('bad-request');
      if (proposed.what === 'clipboard') return sharing.clipboard(options);
      const paths = proposed.what === 'paths' ? proposed.paths : await desktop.chooseFiles('files');
      if (paths.length > 0) await sharing.files(paths, options);
    },
    'proposal:dismiss': async ({ proposalId }) => void desktop.takeProposal(proposalId),
  };
}
