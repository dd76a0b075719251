// The settings of the whole app, and their defaults.
import { mostAtOnce } from './upload';
import { en } from '../../../resources/words/en';
import type { LanguageChoice } from '../../../resources/words/languages';
import type { AddressChoice } from './nearby/network-reach';
import { initialDesktop, type DesktopSettings } from './desktop-settings';

export type Theme = 'system' | 'light' | 'dark';

export type Density = 'comfortable' | 'compact';

/** `several`: a page for more than one file; `always`: for one as well; `never`: a link per file. */
export type PageHabit = 'several' | 'always' | 'never';

export const linkForms = ['link', 'text', 'markdown', 'html', 'template'] as const;
export type LinkForm = (typeof linkForms)[number];

export interface Settings {
  readonly expirySeconds: number;
  readonly theme: Theme;
  readonly density: Density;
  /** The language of the app; the command line takes it from the environment. */
  readonly language: LanguageChoice;
  /** Bytes per second; 0 is no limit. */
  readonly bandwidthBytesPerSecond: number;
  /** Requests in flight at most. */
  readonly parallel: number;
  readonly defaultConnectionId?: string;
  readonly pages: PageHabit;
  /** What cannot run there opens in the recipient's browser, instead of being saved. */
  readonly opensInBrowser: boolean;
  /** The form of a link on the clipboard. */
  readonly linkForm: LinkForm;
  /** The user's own form, used when `linkForm` is `template`. */
  readonly linkTemplate: string;
  /** Who asks, on the pages of file requests; empty: nobody is named. */
  readonly askerName: string;
  /** The bucket on this computer opens in its network. */
  readonly opensOnNetwork: boolean;
  readonly networkChoice: AddressChoice;
  /** Devices nearby have to type a PIN before they offer files to the window. */
  readonly asksDevicePin: boolean;
  /** The bucket on this computer counts how often its shares are opened and saved. */
  readonly countsOpenings: boolean;
  readonly desktop: DesktopSettings;
  /** The user has finished the first-run screen. */
  readonly welcomed: boolean;
  /** The user was told that closing the window leaves Mayfly in the tray. */
  readonly trayHinted: boolean;
  /** The user was shown where to connect storage after a share on this computer. */
  readonly storageHinted: boolean;
}

export const initialSettings: Settings = {
  expirySeconds: 86_400,
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  bandwidthBytesPerSecond: 0,
  parallel: mostAtOnce,
  pages: 'several',
  opensInBrowser: false,
  linkForm: 'link',
  linkTemplate: en.links.template,
  askerName: '',
  opensOnNetwork: false,
  networkChoice: {},
  asksDevicePin: false,
  countsOpenings: true,
  desktop: initialDesktop,
  welcomed: false,
  trayHinted: false,
  storageHinted: false,
};
