// One app a worker for the tests of many files, because a start takes more processor time than most of them. Each finds it as after a first start
// whose two ways to begin were answered: no connection, share, upload or notice, the settings of a new profile, one window, an empty clipboard.
// A test that asks about starts, ends, the environment or the profile itself, or waits for the shelf to open, has an app of its own (fixtures.ts).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
import type { AppView } from '../../preload/views/views';
import { expect, launch, quit, setClipboard, test as base, windowStands, type Fixtures, type Mayfly } from './fixtures';
import { viewOf } from './window';

export interface KeptApp {
  readonly profileDir: string;
  /** Resolves to the app, with nothing left of the test before; to another one where a test has ended it. */
  readonly asNew: () => Promise<Mayfly>;
}

export const test = base.extend<Fixtures, { readonly keptApp: KeptApp }>({
  keptApp: [
    async ({ privateDesktop: _privateDesktop }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'mayfly-e2e-'));
      const profileDir = join(folder, 'profile');
      const mayfly = await launch({ profileDir });
      await keepPrograms(mayfly.app);
      const first = await viewOf(mayfly.page);
      await use({
        profileDir,
        async asNew() {
          await forgetAll(mayfly.page, first);
          await loadAnew(mayfly);
          await setClipboard(mayfly.app, '');
          return mayfly;
        },
      });
      await quit(mayfly.app).catch(() => mayfly.app.close());
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  profileDir: async ({ keptApp }, use) => use(keptApp.profileDir),
  mayfly: async ({ keptApp }, use, info) => {
    const mayfly = await keptApp.asNew();
    await use(mayfly);
    if (info.status !== info.expectedStatus) {
      await mayfly.page.screenshot({ path: info.outputPath('window.png') }).catch(() => undefined);
    }
  },
});

export * from './fixtures';

/** Tests answer the system's dialogs and programs themselves, and choose where downloads go. */
async function keepPrograms(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: electron, dialog, shell }) => {
    const downloads = electron.getPath('downloads');
    const kept = [dialog, shell].map((own) => ({ own, functions: { ...own } }));
    const giveBack = () => {
      for (const { own, functions } of kept) Object.assign(own, functions);
      electron.setPath('downloads', downloads);
    };
    Object.assign(globalThis, { giveBack });
  });
}

/** Through the bridge of the window, as its screens do it. */
async function forgetAll(page: Page, first: AppView): Promise<void> {
  const forget = async ({ settings, desktop }: Readonly<Record<'settings' | 'desktop', object>>) => {
    const { mayfly } = window as unknown as { readonly mayfly: Bridge };
    await mayfly['uploads:all']({ action: 'cancel' });
    const now = await mayfly['state:get']();
    if (!now.ok) return false;
    const { connections, notices, uploads } = now.value;
    // Those that failed.
    for (const { id } of uploads) await mayfly['uploads:dismiss']({ uploadId: id });
    for (const { id } of connections) await mayfly['connections:remove']({ connectionId: id, links: 'keep' });
    for (const { id } of notices) await mayfly['notices:dismiss']({ noticeId: id });
    await mayfly['settings:save'](settings);
    await mayfly['settings:save-desktop'](desktop);
    const left = await mayfly['state:get']();
    if (!left.ok) return false;
    const { value } = left;
    return [value.connections, value.uploads, value.shares, value.fileRequests, value.notices].flat().length === 0;
  };
  const { expirySeconds, theme, density, language, bandwidthBytesPerSecond, parallel, pages } = first;
  const { linkForm, linkTemplate, askerName } = first;
  const { startAtLogin, startHidden, staysInTray, shelfAtEdge, deepLinks, fileManagers, shortcut } = first.desktop;
  const looks = { theme, density, language, pages, linkForm, linkTemplate, askerName };
  const ofProfile = {
    settings: { expirySeconds, bandwidthBytesPerSecond, parallel, ...looks },
    desktop: { startAtLogin, startHidden, staysInTray, shelfAtEdge, deepLinks, fileManagers, shortcut },
  };
  await expect
    .poll(() => page.evaluate(forget, ofProfile), { message: 'nothing is left of the test before' })
    .toBe(true);
}

/** Its window alone, of its first size, at its first screen. */
async function loadAnew({ app, page }: Mayfly): Promise<void> {
  await page.emulateMedia({ contrast: null, forcedColors: null, reducedMotion: null });
  await app.evaluate(async ({ BrowserWindow }, url) => {
    (globalThis as unknown as { readonly giveBack: () => void }).giveBack();
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.webContents.getURL() !== url) window.destroy();
      else await window.loadURL(url);
    }
  }, page.url());
  await windowStands(page);
}
