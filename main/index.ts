// Why this exists: the desktop's front door. Reads top to bottom: harden, find the profile, be the only one, build the adapters, compose,
// serve the border, open the shell.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, globalShortcut } from 'electron';
import { openLedger } from './adapters/ledger';
import { createLog } from './adapters/log';
import { createNotifier } from './adapters/notifications';
import { defaultProfileDir, makePrivateDir } from './adapters/profile';
import { createApp } from './compose';
import { createDesktopPorts } from './desktop-ports';
import { asFailure } from './domain/failure';
import { notificationButtons } from './domain/notification-words';
import { createHandlers } from './ipc/handlers';
import { pushTo } from './ipc/push';
import { serve } from './ipc/serve';
import { createViewSource } from './ipc/view-source';
import type { Log } from './services/ports';
import { createTell } from './services/notices';
import { stepAside } from './shell/aside';
import { setAppMenu } from './shell/app-menu';
import { readArguments } from './shell/arguments';
import { checkLater } from './shell/check-later';
import { runCommand, type Command } from './shell/commands';
import { nameOnDesktop } from './shell/desktop-name';
import { followDesktop } from './shell/follow-desktop';
import { createDragOut } from './shell/drag-out';
import { giveUp, logWhatNobodyCaught } from './shell/fatal';
import { createFileManagers } from './shell/share-entries';
import { followIntents } from './shell/follow-intents';
import { needsNoWindow } from './shell/intent';
import { createLinkHandler } from './shell/link-handler';
import { createProposals } from './shell/proposals';
import { createInbox } from './shell/inbox';
import { followLanguage, speakSystemLanguage } from './shell/language';
import { becomeOnlyInstance, quitWithTheSession, stopBeforeQuit, whenAway } from './shell/lifecycle';
import { createLogin } from './shell/login';
import { ownCommand } from './shell/own-command';
import { listPageFiles, pageOrigin } from './shell/page-files';
import { denyAllPermissions, denyNavigation } from './shell/permissions';
import { mayQuit } from './shell/quit-question';
import { mayRevoke } from './shell/revoke-question';
import { createPictures } from './shell/pictures';
import { registerPageScheme, servePage } from './shell/scheme';
import { createShelf } from './shell/shelf';
import { createShortcut } from './shell/shortcut';
import { showTransfers, type TransferSignsOnDesktop } from './shell/show-transfers';
import { followTheme } from './shell/theme';
import { createTray, type DesktopTray } from './shell/tray';
import { askPortalForShortcuts, isWayland } from './shell/wayland';
import { createWindowDesk } from './shell/window-desk';
import { createWindowHost, isOwnPage, pageSession, type PageOptions } from './shell/window';

const startedWith = readArguments(process.argv, {
  cwd: process.cwd(),
  ...(process.defaultApp && { unpackedAppDir: app.getAppPath() }),
  exists: existsSync,
});
const built = (...path: readonly string[]) => join(app.getAppPath(), 'out', ...path);
const resourcesDir = join(app.getAppPath(), 'resources');

// What cannot be changed any more once Electron is ready.
// Root cannot have Chromium's sandbox and must say so by --no-sandbox; forcing it then crashes every child process in a circle.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerPageScheme();
nameOnDesktop();
askPortalForShortcuts();
denyAllPermissions();
denyNavigation();

// One folder, for its owner only, holds everything Mayfly keeps; Chromium's own files go below it.
const profileDir = makePrivateDir(startedWith.profileDir ?? defaultProfileDir());
app.setPath('userData', profileDir);
app.setPath('sessionData', makePrivateDir(join(profileDir, 'chromium')));

const inbox = createInbox();
if (becomeOnlyInstance(startedWith.intent, inbox)) {
  // Never a top-level await: an ES module that waits for `ready` keeps Electron from ever becoming ready (electron#40719).
  const log = createLog(profileDir);
  void app
    .whenReady()
    .then(() => start(log))
    .catch((error: unknown) => giveUp(error, log));
} else app.quit();

async function start(log: Log): Promise<void> {
  logWhatNobodyCaught(log);
  log.info(`Mayfly ${app.getVersion()} on ${process.platform}, Electron ${process.versions.electron}`);
  speakSystemLanguage();
  setAppMenu();
  const { ledger, keptAside, checkWhole } = openLedger(profileDir, { later: true });

  let tray: DesktopTray | undefined;
  let signs: TransferSignsOnDesktop | undefined;
  const staysInTray = () => tray?.exists() === true && mayfly.store.get().settings.desktop.staysInTray;
  const page: PageOptions = {
    preloadPath: built('preload', 'index.cjs'),
    iconPath: join(resourcesDir, 'icon.png'),
    onCreated: (window) => pushTo(window.webContents, view),
    onPageGone(reason) {
      shortcut.rest(false);
      log.error(`the page of a window was gone: ${reason}`);
    },
  };
  const windows = createWindowHost({
    ...page,
    onCreated(window) {
      page.onCreated(window);
      window.once('show', () => signs?.drawAgain());
    },
    hidesOnClose: () => !ending.isQuitting() && staysInTray(),
    onClosed: () => {
      if (!staysInTray()) app.quit();
    },
    memory: { load: () => ledger.value('window'), save: (text) => ledger.saveValue('window', text) },
  });
  const notifier = createNotifier({
    isSeen: () => windows.isFocused() || shelf.isOpen(),
    labels: notificationButtons,
    onAction(action, share) {
      if (share === undefined || action === 'open') run({ kind: 'show-share', ...(share && { shareId: share.id }) });
      else if (action === 'copy-again') run({ kind: 'copy-link', shareId: share.id });
      else run({ kind: 'revoke-link', shareId: share.id, name: share.name });
    },
  });
  const mayfly = createApp(
    createDesktopPorts({
      profileDir,
      built,
      ledger,
      notifier,
      aside: stepAside(() => BrowserWindow.getAllWindows()),
      log,
    }),
    { stays: true },
  );
  followLanguage(mayfly.store);
  const view = createViewSource(mayfly, app.getVersion(), Date.now);
  const shelf = createShelf({ ...page, store: mayfly.store, onOpened: () => view.shelfOpened() });
  const shortcut = createShortcut({
    grabber: globalShortcut,
    wayland: isWayland(),
    onPressed: () => run({ kind: 'share-clipboard-on-shelf' }),
    onState: (shortcutState) => view.desktopIs({ shortcutState }),
  });
  view.desktopIs({ canStandAtEdge: !isWayland(), canJoinFileManagers: process.platform === 'linux' });
  const dragOut = createDragOut({
    folder: join(profileDir, 'temp', 'dragged'),
    window: windows.current,
    iconPath: page.iconPath,
  });
  const ending = stopBeforeQuit(
    async () => {
      const wanted = await mayQuit(mayfly.store);
      // The last window may be gone already: who stays wants to see what goes on.
      if (!wanted) windows.open();
      return wanted;
    },
    async () => {
      windows.rememberLast();
      shelf.close();
      dragOut.clear();
      shortcut.use('');
      signs?.end();
      tray?.destroy();
      await mayfly.stop().catch((error: unknown) => log.error('stopping failed', asFailure(error)));
      view.stop();
    },
  );

  quitWithTheSession(ending);
  whenAway(() => mayfly.forgetSecrets());

  await mayfly.start();
  const tell = createTell({ newId: randomUUID, clock: Date.now }, mayfly.store);
  if (keptAside !== undefined) tell({ kind: 'failure', failure: keptAside });
  followTheme(mayfly.store);
  signs = showTransfers(mayfly.store, windows.current);
  const pictures = createPictures(randomBytes);
  servePage(pageSession(), await listPageFiles(built('renderer')), pictures.take);
  const proposals = createProposals(randomUUID, (proposal) => view.proposalIs(proposal));
  const desk = createWindowDesk({ windows, shelf, shortcut, pictures, proposals, dragOut });
  serve(createHandlers(mayfly, view, desk, Date.now), { origin: pageOrigin, isOwnWindow: isOwnPage }, log);

  const run = (command: Command) =>
    void runCommand(command, {
      app: mayfly,
      clock: Date.now,
      newId: randomUUID,
      notifier,
      log,
      chooseFiles: desk.chooseFiles,
      mayRevoke,
      shelf,
      openWindow: windows.open,
      showShare: (shareId) => view.visit({ screen: 'shares', ...(shareId !== undefined && { shareId }) }),
      quit: () => app.quit(),
    });
  const follow = followIntents({
    clock: Date.now,
    run,
    openWindow: windows.open,
    visit: (place) => view.visit(place),
    propose: proposals.propose,
    followsLinks: () => mayfly.store.get().settings.desktop.deepLinks,
  });
  const command = ownCommand(startedWith.profileDir);
  followDesktop({
    shortcut,
    shelf,
    store: mayfly.store,
    save: (desktop) => mayfly.saveSettings({ desktop }),
    login: createLogin(command),
    links: createLinkHandler(command),
    fileManagers: createFileManagers(command, join(resourcesDir, 'linux')),
    tell,
    log,
  });
  tray = await createTray({
    store: mayfly.store,
    clock: () => Date.now() + mayfly.clockOffsetMs(),
    resourcesDir,
    onCommand: run,
    onChange: (present) => view.desktopIs({ hasTray: present }),
    onGone: windows.open,
  });
  // Which window ends the app is decided where it closes.
  app.on('window-all-closed', () => undefined);
  app.on('activate', windows.open);
  const hides = startedWith.hidden || needsNoWindow(startedWith.intent);
  if (!hides || !tray.exists()) windows.open();
  if (startedWith.intent.kind !== 'show') follow(startedWith.intent);
  inbox.open(follow);

  void mayfly.keychainState().then((state) => view.keychainIs(state));
  mayfly.serveLinks().catch((error: unknown) => log.error('live links are not served', asFailure(error)));
  if (checkWhole !== undefined) checkLater(checkWhole, tell, log);
}
