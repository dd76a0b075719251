// The files that Mayfly makes in the user's folders outside of its own, when the user turns that on: written and removed by this one list.
import { desktopId } from './desktop-id';

/** Starts Mayfly with the session; below the folder of the user's settings ($XDG_CONFIG_HOME). */
export const autostartEntry: readonly string[] = ['autostart', `${desktopId}.desktop`];

/** Opens `mayfly:` links; below the folder of the user's data ($XDG_DATA_HOME). The list of defaults ($XDG_CONFIG_HOME) names it. */
export const linksEntry: readonly string[] = ['applications', 'mayfly-links.desktop'];
export const linksType = 'x-scheme-handler/mayfly';
export const defaultsList: readonly string[] = ['mimeapps.list'];

/** “Share with Mayfly” of each file manager of Linux; below the folder of the user's data. */
export const fileManagerEntries = {
  dolphin: ['kio', 'servicemenus', 'mayfly-share.desktop'],
  nemo: ['nemo', 'actions', 'mayfly-share.nemo_action'],
  thunar: ['Thunar', 'sendto', 'mayfly-share.desktop'],
  pcmanfm: ['file-manager', 'actions', 'mayfly-share.desktop'],
  nautilus: ['nautilus', 'scripts', 'Share with Mayfly'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The Quick Action of macOS, a folder below `~/Library/Services`. */
export const quickAction = 'Share with Mayfly.workflow';
