// The desktop's composition root. Reads top to bottom: build the adapters, compose, serve the border, open the shell.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, globalShortcut, nativeTheme } from 'electron';
import { openLedger } from '../adapters/ledger/ledger';
import { openSessionBus } from '../adapters/desktop/dbus-session';
import { createNotifier } from '../adapters/desktop/notifications';
import { createWindowMemory, type WindowMemory } from '../adapters/files/window-state-file';
import { createApp } from '../core/app/compose';
import { emptyState } from '../core/state/rules/app-state';
import { createStore } from '../core/state/state';
import { createDesktopPorts } from './desktop-ports';
import { createPackageUpdates } from './package-updates';
import { asFailure } from '../core/model/failure';
import { notificationButtons } from '../core/wording/notification-words';
import { createHandlers } from '../ipc/handlers';
import { createDocumentTokens } from '../ipc/document-tokens';
import { giveDocumentTokens, pushTo } from '../ipc/push';
import { serve } from '../ipc/serve';
import { createViewSource } from '../ipc/view-source';
import { createAttention } from '../shell/attention';
import { hideWindowsForScreenshot } from '../shell/hide-windows-for-screenshot';
import type { StartArguments } from '../shell/startup/arguments';
import { yieldToEventLoop } from '../shell/startup/yield-to-event-loop';
import { checkLater } from '../shell/startup/deferred-integrity-check';
import { freeLater } from '../shell/startup/start-garbage';
import { notifiedCommand, runCommand, type Command } from '../shell/run-command';
import { createDialogFolders } from '../shell/dialogs/dialog-folders';
import { followDesktop } from '../shell/integration/apply-desktop-settings';
import { followFirstLook } from '../shell/window/first-view-state';
import { createDragOut } from '../shell/window/drag-out';
import { createFileManagers, offersFileManagers } from '../shell/integration/file-manager-entries';
import { followIntents } from '../shell/follow-intents';
import { createLinkHandler } from '../shell/integration/link-handler';
import { createProposals } from '../shell/window/share-requests';
import { createPending, type PendingIntents } from '../shell/startup/pending-intents';
import { followLanguage, applySystemLanguage } from '../shell/startup/language';
import { quitWithTheSession, stopBeforeQuit, whenAway } from '../shell/startup/lifecycle';
import { createLogin } from '../shell/integration/start-at-login';
import { ownCommand } from '../shell/startup/relaunch-command';
import { pageOrigin } from '../shell/window/page-assets';
import { mayFollow, mayQuit, mayRevoke } from '../shell/dialogs/confirmations';
import type { Pictures } from '../shell/window/one-time-images';
import { createRegionPicker } from '../shell/region/region-picker';
import { createShelf } from '../shell/shelf/shelf';
import { createShortcut } from '../shell/integration/global-shortcut';
import { showTransfers } from '../shell/tray/draw-transfer-indicators';
import { followTheme } from '../shell/window/theme';
import { createTray, hintAtTray } from '../shell/tray/tray';
import { isWayland } from '../shell/integration/wayland';
import { createDesktopActions } from '../shell/create-desktop-actions';
import { isOwnPage, type PageLook, type WindowHost } from '../shell/window/window';
import type { DetailedLog } from '../adapters/files/log';

export interface DesktopOptions {
  /** `hidden`: no window was opened; it comes up where there is no tray. */
  readonly startedWith: StartArguments;
  readonly profileDir: string;
  /** The path of a built file. */
  readonly built: (...path: readonly string[]) => string;
  readonly resourcesDir: string;
  readonly log: DetailedLog;
  readonly page: PageLook;
  readonly windows: WindowHost;
  readonly looks: WindowMemory;
  readonly pictures: Pictures;
  readonly pendingIntents: PendingIntents;
  /** Called when every request of a page has a handler. */
  readonly onAnswering: () => void;
}

/** Call it once, when the app is ready. Raises the failure that keeps Mayfly from starting. */
export async function openDesktop(options: DesktopOptions): Promise<void> {
  const { startedWith, profileDir, built, resourcesDir, log, page, windows, looks, pictures, pendingIntents } = options;
  // `onClosed` below decides whether the app ends.
  app.on('window-all-closed', () => undefined);
  applySystemLanguage();
  const { ledger, warning, checkWhole } = openLedger(profileDir, { later: true });
  await yieldToEventLoop();

  const store = createStore(emptyState);
  const commands = createPending<Command>();
  const shelf = createShelf({
    ...page,
    store,
    onPageGone: (why) => log.error(`the page of the shelf was gone: ${why}`),
  });
  const region = createRegionPicker(page, pictures);
  const attention = createAttention(windows, shelf, Date.now);
  const notifier = createNotifier({
    isSeen: () => attention.speaker() !== 'notification',
    labels: notificationButtons,
    onAction: (action, about) => commands.receive(notifiedCommand(action, about)),
  });
  const mayfly = createApp(
    await createDesktopPorts({
      profileDir,
      built,
      ledger,
      notifier,
      mayFollow,
      wayland: isWayland(),
      askForFocus: () => shelf.showInCorner(true),
      ownScreenshots: isWayland() ? undefined : { take: region.take },
      hidingWindows: hideWindowsForScreenshot(() => BrowserWindow.getAllWindows()),
      log,
    }),
    { stays: true, store },
  );
  followLanguage(store);
  await yieldToEventLoop();
  const view = createViewSource(mayfly, app.getVersion(), Date.now, attention.speaker);
  const documentTokens = createDocumentTokens(randomBytes);
  const connect = ({ webContents }: BrowserWindow) => {
    giveDocumentTokens(webContents, documentTokens);
    pushTo(webContents, view);
  };
  shelf.follow({ onCreated: connect, onOpened: () => view.shelfOpened(), onHidden: () => view.shelfHidden() });
  region.follow(connect);
  const ending = stopBeforeQuit(
    async () => {
      const wanted = await mayQuit(store);
      // The last window may be gone already: a person who stays wants to see the uploads.
      if (!wanted) windows.open();
      return wanted;
    },
    async (onLast) => {
      await mayfly.stop(onLast).catch((error: unknown) => log.error('stopping failed', asFailure(error)));
      view.stop();
    },
  );
  ending.add(windows.rememberLast);
  ending.add(shelf.close);
  const shortcut = createShortcut({
    grabber: globalShortcut,
    wayland: isWayland(),
    onPressed: () => commands.receive({ kind: 'share-clipboard-on-shelf' }),
    onState: (shortcutState) => view.desktopIs({ shortcutState }),
  });
  ending.add(() => shortcut.use(''));
  view.desktopIs({ canStandAtEdge: !isWayland() });
  const dragged = join(profileDir, 'temp', 'dragged');
  const dragOut = createDragOut({ folder: dragged, window: windows.current, iconPath: page.iconPath });
  ending.add(() => dragOut.clear());
  quitWithTheSession(ending);
  whenAway(() => mayfly.forgetSecrets(), windows.drawn(), openSessionBus);

  await mayfly.start();
  await yieldToEventLoop();
  if (warning !== undefined) mayfly.tell({ kind: 'failure', failure: warning });
  const desktopLook = followTheme(store, openSessionBus);
  const signs = showTransfers(store, windows.current);
  ending.add(signs.end);
  const proposals = createProposals(randomUUID, (proposal) => view.proposalIs(proposal));
  const command = ownCommand(startedWith.profileDir);
  const updates = createPackageUpdates(resourcesDir, command, mayfly, { log, ledger, view });
  ending.add(() => updates.stop());
  view.updateIs(updates.state());
  const desktopActions = createDesktopActions({
    windows,
    shelf,
    region,
    shortcut,
    pictures,
    proposals,
    dragOut,
    folders: createDialogFolders(createWindowMemory(profileDir, 'dialogs.json'), () => app.getPath('downloads')),
    isDocumentToken: documentTokens.isGood,
  });
  const handlers = createHandlers(mayfly, view, desktopActions, Date.now, updates);
  serve({ handlers, page: { origin: pageOrigin, isOwnWindow: isOwnPage }, log }, attention.touchPage, view.acted);
  /** Whether the tray has the icon, by which a hidden window comes back. */
  const icon = { isThere: false };
  const staysInTray = () => icon.isThere && store.get().settings.desktop.staysInTray;
  windows.follow({
    onCreated: (window) => connect(window.once('show', signs.drawAgain)),
    onPageGone: () => shortcut.rest(false),
    onHidden: () => hintAtTray(mayfly, notifier),
    hidesOnClose: () => !ending.isQuitting() && staysInTray(),
    onClosed: () => {
      if (!staysInTray()) app.quit();
    },
  });
  options.onAnswering();

  commands.open((command) => {
    void runCommand(command, {
      touch: attention.touch,
      app: mayfly,
      notifier,
      log,
      chooseFiles: desktopActions.chooseFiles,
      mayRevoke,
      shelf,
      openWindow: windows.open,
      downloads: desktopActions.downloads,
      visit: (place) => view.visit(place),
      quit: () => app.quit(),
    });
  });
  const follow = followIntents({
    clock: Date.now,
    run: commands.receive,
    openWindow: windows.open,
    visit: (place) => view.visit(place),
    propose: proposals.propose,
    followsLinks: () => store.get().settings.desktop.deepLinks,
  });
  // The window is drawn first; the rest can wait.
  await windows.drawn();
  const fileManagers = createFileManagers(command, resourcesDir);
  view.desktopIs({ canJoinFileManagers: offersFileManagers(fileManagers) });
  followDesktop({
    shortcut,
    shelf,
    store,
    save: (desktop) => mayfly.saveSettings({ desktop }),
    login: createLogin(command),
    links: createLinkHandler(command),
    fileManagers,
    tell: mayfly.tell,
    log,
  });
  const tray = await createTray({
    store,
    clock: () => Date.now() + mayfly.clockOffsetMs(),
    resourcesDir,
    openSessionBus,
    desktopLook,
    onCommand: commands.receive,
    onMenuOpened: () => mayfly.warmUp(),
    onChange(present) {
      icon.isThere = present;
      view.desktopIs({ hasTray: present });
    },
    onGone: windows.open,
  });
  ending.add(() => tray.destroy());
  app.on('activate', windows.open);
  if (startedWith.hidden && !tray.exists()) windows.open();
  if (startedWith.intent.kind !== 'show') follow(startedWith.intent);
  pendingIntents.open(ending.followOrRestart(follow, command));
  followFirstLook(store, looks.load(), looks.save, () => nativeTheme.themeSource);
  void mayfly.keychainState().then((state) => view.keychainIs(state));
  mayfly.followFolders();
  void mayfly.followNetwork(join(desktopActions.downloads(), 'Mayfly'));
  void mayfly.serveLinks();
  if (checkWhole !== undefined) checkLater(checkWhole, mayfly.tell, log);
  freeLater(store);
}
