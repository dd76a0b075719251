// Screens outside the first paint. Their code loads once the window is open, before the user can reach them.
import { useEffect, useState, type ComponentType } from 'react';

const reads: (() => Promise<void>)[] = [];

/**
 * A screen that draws nothing until its code is here, and from then on draws at once. Not `lazy` of React: that shows something else first
 * even when the code is here, and holds the screen back for a third of a second then.
 */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let Loaded: ComponentType<Props> | undefined;
  const read = async () => {
    Loaded ??= await load();
  };
  reads.push(read);
  return function Screen(props: Props) {
    const [here, setHere] = useState(Loaded !== undefined);
    useEffect(() => {
      if (!here) void read().then(() => setHere(true));
    }, [here]);
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
}

export const ConnectionsScreen = later(
  async () => (await import('../connections/ConnectionsScreen')).ConnectionsScreen,
);
export const SettingsScreen = later(async () => (await import('../settings/SettingsScreen')).SettingsScreen);
export const RequestsScreen = later(async () => (await import('../requests/RequestsScreen')).RequestsScreen);
export const RequestFilesDialog = later(
  async () => (await import('../requests/RequestFilesDialog')).RequestFilesDialog,
);
export const CodeDialog = later(async () => (await import('../codes/CodeDialog')).CodeDialog);
export const ShortLinksDialog = later(
  async () => (await import('../connections/short-links/ShortLinksDialog')).ShortLinksDialog,
);

/** Loads the code of every screen, so that each opens within one frame. */
export async function readScreens(): Promise<void> {
  await Promise.all(reads.map((read) => read()));
}
