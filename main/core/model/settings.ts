// What a person may set for the whole app, and how it is before they do.
import { en } from '../../../resources/words/en';
import type { LanguageChoice } from '../../../resources/words/languages';
import { initialDesktop, type DesktopSettings } from './desktop-settings';

export type Theme = 'system' | 'light' | 'dark';

export type Density = 'comfortable' | 'compact';

/** `several`: a page for more than one file; `always`: for one as well; `never`: a link per file. */
export type PageHabit = 'several' | 'always' | 'never';

export type LinkForm = 'link' | 'text' | 'markdown' | 'html' | 'template';

export interface Settings {
  readonly expirySeconds: number;
  readonly theme: Theme;
  /** How close the window's rows and fields stand. */
  readonly density: Density;
  /** Of everything the app says; the command line asks its environment. */
  readonly language: LanguageChoice;
  /** Bytes per second; 0 is no limit. */
  readonly bandwidthBytesPerSecond: number;
  /** Requests in flight at most. */
  readonly parallel: number;
  readonly defaultConnectionId?: string;
  /** What becomes of several items, a folder, or one file: one link to a page, or a link each. */
  readonly pages: PageHabit;
  /** What a link looks like on the clipboard. */
  readonly linkForm: LinkForm;
  /** The user's own form, used when `linkForm` is `template`. */
  readonly linkTemplate: string;
  readonly desktop: DesktopSettings;
  /** The user has chosen how to begin, so the first-run screen is over. */
  readonly welcomed: boolean;
}

export const initialSettings: Settings = {
  expirySeconds: 86_400,
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  bandwidthBytesPerSecond: 0,
  parallel: 32,
  pages: 'several',
  linkForm: 'link',
  linkTemplate: en.links.template,
  desktop: initialDesktop,
  welcomed: false,
};
