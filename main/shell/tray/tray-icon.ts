// Chooses the image of the tray icon that suits the desktop's panel.
import type { PanelShade } from '../integration/panel-shade';

/** `offline`: uploads wait for the network. */
export type TraySign = 'idle' | 'busy' | 'offline';

/**
 * Relative to the resources folder. Folders are named after the panel: `dark` holds light glyphs, `any` outlined ones. macOS tints a template by
 * itself.
 */
export const trayIconFile = (platform: NodeJS.Platform, shade: PanelShade, sign: TraySign): string =>
  platform === 'darwin' ? `tray/${sign}Template.png` : `tray/${shade}/${sign}.png`;
