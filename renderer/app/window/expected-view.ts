// The view that a start expects of main: React draws it, unseen, while main reads the real one, and then changes what differs.
import type { AppView, ShareView } from '../../../preload/views/views';
import { languages, type Language } from '../../../resources/words/languages';
import { setLanguage } from '../state/words';

/** The first screen: the welcome, the drop zone alone, or the drop zone above the lists. */
export type FirstFace = 'first-run' | 'empty' | 'usual';

const share: ShareView = {
  id: '',
  kind: 'file',
  origin: 'uploaded',
  name: '',
  sizeBytes: 1_000_000,
  fileCount: 1,
  contentType: '',
  createdAtMs: 0,
  expiresAtMs: Number.MAX_SAFE_INTEGER / 4,
  limitedBy: 'requested',
  state: 'live',
  verified: true,
  connectionName: '',
  reach: 'public',
  endsWithApp: false,
  canReveal: false,
};

/** The usual view has enough shares for the tools above their list. */
const usualShares = Array.from({ length: 6 }, (_, index): ShareView => ({ ...share, id: `expected-${index}` }));

/** Nothing of it is known, and nothing of it is seen. */
export const expectedView = (face: FirstFace, resolvedLanguage: Language): AppView => ({
  connections: [],
  uploads: [],
  shares: face === 'usual' ? usualShares : [],
  shareChanges: 0,
  notices: [],
  examinations: [],
  expirySeconds: 86_400,
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  resolvedLanguage,
  bandwidthBytesPerSecond: 0,
  parallel: 1,
  pages: 'several',
  linkForm: 'link',
  linkTemplate: '',
  desktop: {
    startAtLogin: false,
    startHidden: false,
    staysInTray: false,
    shortcut: '',
    shortcutState: 'off',
    shelfAtEdge: false,
    canStandAtEdge: false,
    deepLinks: false,
    fileManagers: false,
    canJoinFileManagers: false,
    hasTray: false,
  },
  firstRun: face === 'first-run',
  pointsToStorage: false,
  keychain: 'unknown',
  version: '',
  update: { kind: 'unknown', waitsForUploads: false },
});

const isFace = (text: string | undefined): text is FirstFace =>
  text === 'first-run' || text === 'empty' || text === 'usual';

/** Drawn for the first view that stands in the document, and in its language; nothing where there is none. */
export function expectedBy(page: Document): AppView | undefined {
  const face = page.querySelector<HTMLElement>('[data-first-view]')?.dataset['firstView'];
  if (!isFace(face)) return undefined;
  const language = (Object.keys(languages) as Language[]).find((code) => code === page.documentElement.lang) ?? 'en';
  setLanguage(language);
  return expectedView(face, language);
}
