// Whether a desktop's windows and its panel are dark. Pure.

/** What a Linux desktop says about its colours; each field is absent where it says nothing. */
export interface DesktopLook {
  /** The preference of the person, from the portal. */
  readonly scheme?: 'dark' | 'light';
  readonly gtkTheme?: string;
  /** `themed`: in the colours of the GTK theme; `painted`: in a colour or picture of its own. */
  readonly xfcePanel?: 'dark' | 'themed' | 'painted';
  readonly plasmaTheme?: string;
}

/** `any`: nothing is known. */
export type PanelShade = 'dark' | 'light' | 'any';

/** Desktops whose panel is dark in every theme. */
const alwaysDark = /gnome|unity|cinnamon|budgie/i;
export const isXfce = (desktop: string): boolean => /xfce/i.test(desktop);
export const isKde = (desktop: string): boolean => /kde/i.test(desktop);

/** `Adwaita-dark`, `Mint-Y-Dark-Aqua`; in `Arc-Darker` only the title bars are dark. */
const isDarkTheme = (name: string): boolean => /[-_ ]dark(?![a-z])/i.test(name);
/** Themes whose panel is known to be as light as their windows; that of Greybird is dark. */
const lightPanel = /^(adwaita|default|default-hdpi|default-xhdpi)$/i;
/** The dark variant that GTK has built in. A theme without one stays light in a panel that asks for dark, as XFCE's own `Xfce` does. */
const hasDarkVariant = /^adwaita$/i;

/** True where the windows of other programs are dark. */
export const windowsAreDark = ({ scheme, gtkTheme = '' }: DesktopLook): boolean =>
  scheme === undefined ? isDarkTheme(gtkTheme) : scheme === 'dark';

function shadeOfTheme(name: string): PanelShade {
  if (isDarkTheme(name)) return 'dark';
  return lightPanel.test(name) ? 'light' : 'any';
}

/** `breeze-dark`, `breeze-light`; `default` has the colours of the windows. */
function shadeOfPlasma({ plasmaTheme = 'default', scheme }: DesktopLook): PanelShade {
  if (isDarkTheme(plasmaTheme)) return 'dark';
  if (/[-_ ]light$/i.test(plasmaTheme)) return 'light';
  return plasmaTheme === 'default' ? (scheme ?? 'any') : 'any';
}

/** The panel of the Linux desktop that `XDG_CURRENT_DESKTOP` names. */
export function panelShade(desktop: string, look: DesktopLook): PanelShade {
  if (isXfce(desktop)) {
    const gtkTheme = look.gtkTheme ?? '';
    if (look.xfcePanel === 'themed') return shadeOfTheme(gtkTheme);
    const canBeDark = isDarkTheme(gtkTheme) || hasDarkVariant.test(gtkTheme);
    return look.xfcePanel === 'dark' && canBeDark ? 'dark' : 'any';
  }
  if (isKde(desktop)) return shadeOfPlasma(look);
  return alwaysDark.test(desktop) ? 'dark' : 'any';
}
