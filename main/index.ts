// The desktop's front door. It hardens what cannot be changed later, finds the profile, is the only one, and opens the
// window; everything else Mayfly is made of loads meanwhile. What is imported here is waited for before the window: keep it light.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { createLog, noLog } from './adapters/files/log';
import { defaultProfileDir, makeChromiumDir, makePrivateDir } from './adapters/files/profile-folder';
import { createWindowMemory } from './adapters/files/window-state-file';
import type { DesktopOptions } from './desktop/desktop';
import { setAppMenu } from './shell/window/app-menu';
import { readArguments } from './shell/startup/arguments';
import { yieldToEventLoop } from './shell/startup/yield-to-event-loop';
import { nameOnDesktop } from './shell/integration/desktop-name';
import { giveUp, logUncaughtErrors } from './shell/startup/fatal';
import { documentOf, toFirstLook } from './shell/window/first-view-state';
import { createPending } from './shell/startup/pending-intents';
import { needsNoWindow, type Intent } from './shell/startup/intent';
import { becomeOnlyInstance } from './shell/startup/lifecycle';
import { listPageFiles } from './shell/window/page-assets';
import { denyAllPermissions, denyDebugging, denyNavigation } from './shell/window/permissions';
import { createPictures } from './shell/window/one-time-images';
import { registerPageScheme, servePage } from './shell/window/app-protocol';
import { askPortalForShortcuts } from './shell/integration/wayland';
import { createWindowHost, pageSession } from './shell/window/window';

const built = (...path: readonly string[]) => join(app.getAppPath(), 'out', ...path);

/** Called once, before Electron is ready. */
export function openApp(): void {
  const startedWith = readArguments(process.argv, {
    cwd: process.cwd(),
    ...(process.defaultApp && { unpackedAppDir: app.getAppPath() }),
    exists: existsSync,
  });

  harden();
  // One folder, for its owner only, holds everything Mayfly keeps.
  const { profileDir = defaultProfileDir() } = startedWith;
  try {
    app.setPath('userData', makePrivateDir(profileDir));
    app.setPath('sessionData', makeChromiumDir(profileDir));
  } catch (error) {
    // There is no place for a log.
    void app.whenReady().then(() => giveUp(error, noLog));
    return;
  }

  const pendingIntents = createPending<Intent>();
  if (becomeOnlyInstance(startedWith.intent, pendingIntents)) {
    // Not awaited: an ES module such as `start.ts` that awaits `ready` keeps Electron from becoming ready (electron#40719).
    const log = createLog(profileDir);
    void app
      .whenReady()
      .then(() => start({ startedWith, profileDir, pendingIntents, log }))
      .catch((error: unknown) => giveUp(error, log));
  } else app.quit();
}

/** What cannot be changed any more once Electron is ready. */
function harden(): void {
  // Root cannot have Chromium's sandbox and must say so by --no-sandbox; forcing it then crashes every child process in a circle.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // No cookie is kept, and secrets are Mayfly's own affair: Chromium must not ask the session for a key to keep something with, and show no
  // window until somebody has answered. The package's fuse says the same; this holds for whatever else in Chromium would ask.
  app.commandLine.appendSwitch('password-store', 'basic');
  registerPageScheme();
  nameOnDesktop();
  askPortalForShortcuts();
  denyDebugging();
  denyAllPermissions();
  denyNavigation();
  // Before Electron builds a whole menu of its own.
  setAppMenu();
}

type Started = Pick<DesktopOptions, 'startedWith' | 'profileDir' | 'pendingIntents' | 'log'>;

async function start({ startedWith, profileDir, pendingIntents, log }: Started): Promise<void> {
  logUncaughtErrors(log);
  log.info(`Mayfly ${app.getVersion()} on ${process.platform}, Electron ${process.versions.electron}`);

  const pictures = createPictures(randomBytes);
  const resourcesDir = join(app.getAppPath(), 'resources');
  // Handing a larger one to the display takes as long as asking for the page.
  const iconPath = join(resourcesDir, 'icons', '128x128.png');
  const page = { preloadPath: built('preload', 'index.cjs'), iconPath };
  const windows = createWindowHost({
    ...page,
    onPageGone: (reason) => log.error(`the page of a window was gone: ${reason}`),
    memory: createWindowMemory(profileDir, 'window.json'),
  });
  let answers: () => void = () => undefined;
  const answering = new Promise<void>((resolve) => {
    answers = resolve;
  });
  const looks = createWindowMemory(profileDir, 'first-look.json');
  nativeTheme.themeSource = toFirstLook(looks.load()).theme;
  servePage(pageSession(), {
    files: listPageFiles(built('renderer')),
    answering,
    takePicture: pictures.take,
    windowDocument: () => documentOf(toFirstLook(looks.load()), app.getPreferredSystemLanguages()),
  });
  const hidden = startedWith.hidden || needsNoWindow(startedWith.intent);
  // The window's own process takes longest to come up, and its first picture needs the thread that everything below would hold.
  if (!hidden) windows.open();
  await windows.shown();
  // From here on in pieces: who presses something meanwhile should not wait for all of it, and neither should the graphics process, which the
  // page waits for with its first picture. Main has nothing else to do until then.
  for (const piece of [
    () => import('./shell/startup/language'),
    () => import('./adapters/ledger/ledger'),
    () => import('./desktop/desktop-ports'),
  ]) {
    await piece();
    await yieldToEventLoop();
  }
  const { openDesktop } = await import('./desktop/desktop');
  await yieldToEventLoop();
  await windows.seen();
  await openDesktop({
    startedWith: { ...startedWith, hidden },
    profileDir,
    built,
    resourcesDir,
    log,
    page,
    windows,
    looks,
    pictures,
    pendingIntents,
    onAnswering: answers,
  });
  log.info('the window stands');
}
