// Screens outside the first paint. Their code loads once the window is open, before the user can reach them.
import { useEffect, useState, type ComponentType } from 'react';
import type { ConnectionsScreenProps } from '../connections/ConnectionsScreen';
import type { ShortLinksDialogProps } from '../connections/short-links/ShortLinksDialog';
import type { RequestFilesDialogProps } from '../requests/RequestFilesDialog';
import type { RequestsScreenProps } from '../requests/RequestsScreen';
import type { SettingsScreenProps } from '../settings/SettingsScreen';

interface Later<Props> {
  readonly Screen: ComponentType<Props>;
  readonly read: () => Promise<void>;
}

/**
 * A screen that draws nothing until its code is here, and from then on draws at once. Not `lazy` of React: that shows something else first
 * even when the code is here, and holds the screen back for a third of a second then.
 */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let Loaded: ComponentType<Props> | undefined;
  const read = async () => {
    Loaded ??= await load();
  };
  function Screen(props: Props) {
    const [here, setHere] = useState(Loaded !== undefined);
    useEffect(() => {
      if (!here) void read().then(() => setHere(true));
    }, [here]);
    return Loaded === undefined ? null : <Loaded {...props} />;
  }
  return { Screen, read };
}

const connections = later<ConnectionsScreenProps>(async () => {
  const { ConnectionsScreen } = await import('../connections/ConnectionsScreen');
  return ConnectionsScreen;
});
const settings = later<SettingsScreenProps>(async () => {
  const { SettingsScreen } = await import('../settings/SettingsScreen');
  return SettingsScreen;
});

const requests = later<RequestsScreenProps>(async () => {
  const { RequestsScreen } = await import('../requests/RequestsScreen');
  return RequestsScreen;
});
const requestFiles = later<RequestFilesDialogProps>(async () => {
  const { RequestFilesDialog } = await import('../requests/RequestFilesDialog');
  return RequestFilesDialog;
});

const shortLinks = later<ShortLinksDialogProps>(async () => {
  const { ShortLinksDialog } = await import('../connections/short-links/ShortLinksDialog');
  return ShortLinksDialog;
});

export const ConnectionsScreen = connections.Screen;
export const SettingsScreen = settings.Screen;
export const RequestsScreen = requests.Screen;
export const RequestFilesDialog = requestFiles.Screen;
export const ShortLinksDialog = shortLinks.Screen;

/** Loads the code of every screen, so that each opens within one frame. */
export async function readScreens(): Promise<void> {
  await Promise.all([connections.read(), settings.read(), requests.read(), requestFiles.read(), shortLinks.read()]);
}
