// Chooses the image of the tray icon that suits the desktop's panel.

/** `offline`: uploads wait for the network. */
export type TraySign = 'idle' | 'busy' | 'offline';

export interface Panel {
  readonly platform: NodeJS.Platform;
  /** XDG_CURRENT_DESKTOP. */
  readonly desktop: string;
  readonly systemIsDark: boolean;
}

/** Desktops whose panel is dark in every theme. */
const alwaysDark = /gnome|unity|cinnamon|budgie/i;

/** Relative to the resources folder. Folders are named after the panel: `dark` holds light glyphs. macOS tints a template by itself. */
export function trayIconFile({ platform, desktop, systemIsDark }: Panel, sign: TraySign): string {
  if (platform === 'darwin') return `tray/${sign}Template.png`;
  const dark = systemIsDark || (platform === 'linux' && alwaysDark.test(desktop));
  return `tray/${dark ? 'dark' : 'light'}/${sign}.png`;
}
