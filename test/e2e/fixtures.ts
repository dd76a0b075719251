// The packaged app on a throw-away profile, driven as a person would: a real drop, a real clipboard, a real keychain.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { clipboardText, onWayland, setClipboard } from './clipboard';
import { standInTray } from './tray-bus';

const projectDir = join(import.meta.dirname, '..', '..');

/** Root cannot have Chromium's sandbox; nobody else goes without. */
const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

let found: Promise<string> | undefined;

/** The package that this test run made, or one made now. */
export function packagedProgram(): Promise<string> {
  found ??= findProgram();
  return found;
}

async function findProgram(): Promise<string> {
  const made = process.env['MAYFLY_PACKAGED_APP'];
  if (made !== undefined && existsSync(made)) return made;
  const packaging = pathToFileURL(join(projectDir, 'scripts', 'setup', 'packaged-app.mjs')).href;
  const { ensureTestPackage } = (await import(packaging)) as { readonly ensureTestPackage: () => Promise<string> };
  return ensureTestPackage();
}

/** Program and arguments of a start without the driver. */
export const startCommand = async (args: readonly string[]) =>
  [await packagedProgram(), ...sandboxArguments, ...args] as const;

/** Starts the app once more and waits until that start has handed over what it was for. */
export async function startAgain(args: readonly string[], cwd: string): Promise<number | null> {
  const [program, ...rest] = await startCommand(args);
  const child = spawn(program, rest, { cwd, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

export interface Mayfly {
  readonly app: ElectronApplication;
  readonly page: Page;
}

export interface LaunchOptions {
  readonly profileDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Gives the path of a script that starts the program with its own arguments. */
  readonly through?: (program: string) => Promise<string>;
}

/** Sooner than a test's own limit, because this failure tells what the program wrote. */
const launchLimitMs = 40_000;

/**
 * Starts the packaged app; resolves once its window has loaded. The caller closes it. A page that begins just as the driver comes is never
 * answered, so the app waits in a tray until the driver is there. Then the tray goes, and the window comes up by itself; where the test is a
 * desktop whose tray stays, a second start asks for it.
 */
export async function launch({ profileDir, env = {}, through }: LaunchOptions): Promise<Mayfly> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const whole: Record<string, string> = { ...Object.fromEntries(inherited), LC_ALL: 'C.UTF-8', TZ: 'UTC', ...env };
  const profile = `--profile-dir=${profileDir}`;
  const [program, ...args] = await startCommand(['--hidden', profile]);
  const executablePath = through === undefined ? program : await through(program);
  const tray = process.platform === 'linux' ? await standInTray(whole['DBUS_SESSION_BUS_ADDRESS'] ?? '') : undefined;
  let app: ElectronApplication;
  try {
    app = await _electron.launch({ executablePath, args, cwd: projectDir, env: whole, timeout: launchLimitMs });
  } finally {
    await tray?.leave();
  }
  askAgainWhenLost(app);
  if (tray === undefined) await startAgain([profile], projectDir);
  const page = await app.firstWindow();
  await windowStands(page);
  if (onWayland) await windowDraws(app, page);
  return { app, page };
}

/**
 * After its window came up, Chromium 130 under sway now and then waits for the end of a frame that never comes, and the driver with it. A window
 * that is hidden and shown has a new surface. Whoever looks at a window makes it draw by a move of the pointer.
 */
async function windowDraws(app: ElectronApplication, page: Page): Promise<void> {
  const draws = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await Promise.race([draws(), wait(2_000, false)])) return;
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows().filter((shown) => shown.isVisible())) {
        window.hide();
        window.show();
      }
    });
  }
}

/**
 * The driver waits for answers of the main process in promises that the main process may collect while it is busy, before they are answered
 * (“Resulting promise was garbage collected”). What was asked is asked again then.
 */
function askAgainWhenLost(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app) as (...asked: readonly unknown[]) => Promise<unknown>;
  const patient = async (...asked: readonly unknown[]): Promise<unknown> => {
    try {
      return await evaluate(...asked);
    } catch (error) {
      if (!String(error).includes('promise was garbage collected')) throw error;
      return patient(...asked);
    }
  };
  Object.assign(app, { evaluate: patient });
}

/** Resolves when the window has taken the place of its first view. */
export async function windowStands(page: Page): Promise<void> {
  await page.getByRole('navigation').waitFor();
  await page.locator('[data-first-view]').waitFor({ state: 'detached' });
}

/** Ends the app as “Quit” does; an upload that still runs is paused. */
export async function quit(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  await app.close();
}

/** Drops files and folders where a person would, as the operating system does it: the page gets real paths. */
export const drop = (page: Page, paths: readonly string[]): Promise<void> => dropData(page, [], paths);

/** Drops a text, or a link as a browser gives it. */
export const dropText = (page: Page, text: string, ...types: readonly string[]): Promise<void> =>
  dropData(
    page,
    types.map((mimeType) => ({ mimeType, data: text })),
  );

async function dropData(
  page: Page,
  items: readonly { readonly mimeType: string; readonly data: string }[],
  paths: readonly string[] = [],
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const zone = page.getByTestId('drop-zone');
  await zone.scrollIntoViewIfNeeded();
  const box = await zone.boundingBox();
  if (box === null) throw new Error('the drop zone is not on the screen');
  const data = { items: [...items], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  }
  await session.detach();
}

/** Waits until `count` links are on the clipboard, one a line, and gives them. */
export async function copiedLinks(app: ElectronApplication, count = 1): Promise<readonly string[]> {
  await expect
    .poll(
      async () => (await clipboardText(app)).split('\n').filter((line) => line.includes('X-Amz-Signature=')).length,
      {
        message: `${count} links on the clipboard`,
        intervals: [100, 100, 200, 200, 400],
      },
    )
    .toBe(count);
  return (await clipboardText(app)).split('\n');
}

export async function copiedLink(app: ElectronApplication): Promise<string> {
  const [link = ''] = await copiedLinks(app);
  return link;
}

export interface Fixtures {
  /** Leaves tests with the tag `@x11` out where there is no X11. */
  readonly needsX11: void;
  /** Of the app's environment, beside what every test has. */
  readonly launchEnv: Readonly<Record<string, string>>;
  /** A folder of the test's own. */
  readonly folder: string;
  readonly profileDir: string;
  readonly mayfly: Mayfly;
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Writes a file into the test's folder and gives its path. */
  readonly file: (name: string, content: string | Uint8Array) => Promise<string>;
}

export interface WorkerFixtures {
  /** Bus, keychain, clipboard, display and tray of this worker alone: workers run side by side. */
  readonly privateDesktop: void;
}

interface DesktopSession {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

async function openDesktopSession(): Promise<DesktopSession> {
  const script = pathToFileURL(join(projectDir, 'scripts', 'desktop-session.mjs')).href;
  const { openDesktopSession: open } = (await import(script)) as {
    readonly openDesktopSession: () => Promise<DesktopSession>;
  };
  return open();
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  privateDesktop: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's text and insists on a pattern
    async ({}, use) => {
      const { env, close } = await openDesktopSession();
      Object.assign(process.env, env);
      await use();
      await close();
    },
    { scope: 'worker', auto: true, timeout: 60_000 },
  ],
  needsX11: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's text and insists on a pattern
    async ({}, use, info) => {
      info.skip(onWayland && info.tags.includes('@x11'), 'needs X11');
      await use();
    },
    { auto: true },
  ],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's text and insists on a pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mayfly-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  profileDir: async ({ folder }, use) => use(join(folder, 'profile')),
  file: async ({ folder }, use) =>
    use(async (name, content) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    }),
  launchEnv: [{}, { option: true }],
  mayfly: async ({ profileDir, launchEnv }, use, info) => {
    const mayfly = await launch({ profileDir, env: launchEnv });
    await setClipboard(mayfly.app, '');
    await use(mayfly);
    if (info.status !== info.expectedStatus) {
      await mayfly.page.screenshot({ path: info.outputPath('window.png') }).catch(() => undefined);
    }
    // Most tests leave it open; those that end it themselves leave nothing to evaluate in.
    await quit(mayfly.app).catch(() => mayfly.app.close());
  },
  app: async ({ mayfly }, use) => use(mayfly.app),
  page: async ({ mayfly }, use) => use(mayfly.page),
});

export { clipboardText, expect, onWayland, setClipboard };
