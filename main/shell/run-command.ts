// Runs the commands of the tray, the shortcut and later starts by calling the app.
import { asFailure, assertNever, Failure } from '../core/model/failure';
import { failureWords } from '../core/wording/failure-words';
import { revokedWords, savedWords } from '../core/wording/notification-words';
import type { App } from '../core/app/app';
import type { Attention } from './attention';
import type { Shelf } from './shelf/shelf';
import type { TrayCommand, TrayOptions } from './tray/tray-menu';
import type { Log } from '../core/model/system';
import type { NotificationAction, Notified, Notifier } from '../core/ports/desktop';
import type { Choice } from './dialogs/choose-files';

export type Command =
  | TrayCommand
  /** By the global shortcut: the shelf shows its progress. */
  | { readonly kind: 'share-clipboard-on-shelf' }
  | { readonly kind: 'share-paths-on-shelf'; readonly paths: readonly string[] }
  /** Without an id: the list. */
  | { readonly kind: 'show-share'; readonly shareId?: string }
  /** A file request in the window, or what arrived by it in its folder. */
  | { readonly kind: 'show-request' | 'save-arrivals'; readonly requestId: string };

/** Where the news of a command belong: to the shelf that opens for it, or to the window that a later start opens with its files. */
const placeOf = ({ kind }: Command): Parameters<Attention['touch']>[0] => {
  if (kind === 'share-paths') return 'window';
  const onShelf = kind === 'share-clipboard-on-shelf' || kind === 'share-paths-on-shelf' || kind === 'screenshot';
  return onShelf ? 'shelf' : 'elsewhere';
};

/** Commands that share something now or after a dialog, or that open a place to drop it. */
const mayShare: ReadonlySet<Command['kind']> = new Set([
  'share-files',
  'share-folder',
  'share-paths',
  'share-paths-on-shelf',
  'share-clipboard',
  'share-clipboard-on-shelf',
  'screenshot',
  'toggle-shelf',
]);

/** What a press on a notification asks for. */
export function notifiedCommand(action: NotificationAction, about: Notified | undefined): Command {
  if (about?.kind === 'request')
    return { kind: action === 'save' ? 'save-arrivals' : 'show-request', requestId: about.id };
  if (about === undefined || action === 'open') return { kind: 'show-share', ...(about && { shareId: about.id }) };
  if (action === 'take-back') return { kind: 'revoke-link', shareId: about.id, name: about.name };
  return { kind: 'copy-link', shareId: about.id };
}

/** A list, and the details of one of its rows or the form of a new one. */
type Place =
  | { readonly screen: 'shares'; readonly shareId?: string; readonly dialog?: 'code' }
  | { readonly screen: 'requests'; readonly requestId?: string; readonly dialog?: 'request-files' }
  | { readonly screen: 'settings'; readonly dialog: 'open-on-network' };

export interface CommandContext {
  readonly app: Pick<
    App,
    | 'tell'
    | 'warmUp'
    | 'shareItems'
    | 'shareClipboard'
    | 'shareScreenshot'
    | 'copyLink'
    | 'revoke'
    | 'pauseUpload'
    | 'resumeUpload'
    | 'cancelUpload'
    | 'sendToDevice'
    | 'openOnNetwork'
    | 'setDefaultConnection'
    | 'store'
    | 'fileRequest'
    | 'folderOfRequest'
    | 'prepareFolder'
    | 'saveArrivals'
  >;
  readonly notifier: Notifier;
  /** Told where the command's news belong. */
  readonly touch: Attention['touch'];
  readonly log: Log;
  readonly chooseFiles: (choice: Choice) => Promise<readonly string[]>;
  /** Asks the user to confirm that this link is to be revoked. */
  readonly mayRevoke: (name: string) => Promise<boolean>;
  readonly shelf: Pick<Shelf, 'toggle'> & { readonly showInCorner: () => void };
  readonly openWindow: () => void;
  /** The system's folder for downloads. */
  readonly downloads: () => string;
  /** Shows a place in the open window. */
  readonly visit: (place: Place) => void;
  readonly quit: () => void;
}

const optionsOf = ({ encrypt }: TrayOptions): TrayOptions => (encrypt === undefined ? {} : { encrypt });

async function share(app: CommandContext['app'], paths: readonly string[], options: TrayOptions = {}): Promise<void> {
  if (paths.length > 0) await app.shareItems(paths, { copy: true, linkFirst: 'when-long', ...optionsOf(options) });
}

/** Saves what is not saved yet, and says where everything lies: the press may come after the upkeep has saved it. */
async function saveArrivals(requestId: string, { app, notifier, downloads }: CommandContext): Promise<void> {
  const folder = await app.prepareFolder(await app.folderOfRequest(downloads(), requestId));
  await app.saveArrivals(requestId, { folder });
  const { request, arrivals } = app.fileRequest(requestId);
  const saved = arrivals.filter(({ state }) => state === 'saved');
  const { title, body } = savedWords(saved.length, request.title, folder);
  notifier.show(title, body, { kind: 'request', id: requestId, canSave: false });
}

async function run(command: Command, context: CommandContext): Promise<void> {
  switch (command.kind) {
    case 'share-files':
      return share(context.app, await context.chooseFiles('files'), command);
    case 'share-folder':
      return share(context.app, await context.chooseFiles('folder'), command);
    case 'share-paths':
      return share(context.app, command.paths);
    case 'share-clipboard':
      await context.app.shareClipboard(optionsOf(command));
      return;
    case 'share-clipboard-on-shelf':
      context.shelf.showInCorner();
      await context.app.shareClipboard();
      return;
    case 'share-paths-on-shelf':
      context.shelf.showInCorner();
      return share(context.app, command.paths);
    case 'screenshot':
      await context.app.shareScreenshot(command.area, optionsOf(command), context.shelf.showInCorner);
      return;
    case 'toggle-shelf':
      return context.shelf.toggle(command.icon);
    case 'choose-destination':
      return context.app.setDefaultConnection(command.connectionId);
    case 'open-on-network':
      if (!command.isOn) {
        await context.app.openOnNetwork(false);
        return;
      }
      context.openWindow();
      return context.visit({ screen: 'settings', dialog: 'open-on-network' });
    case 'send-to-device': {
      const to = context.app.store.get().nearby.devices.find(({ fingerprint }) => fingerprint === command.deviceId);
      if (to === undefined) throw new Failure('device-not-found');
      const paths = await context.chooseFiles('files');
      if (paths.length === 0) return;
      // Its row in the window has the progress, and what fails.
      void context.app.sendToDevice({ to, paths }).catch(() => undefined);
      return context.openWindow();
    }
    case 'copy-link':
      await context.app.copyLink(command.shareId);
      return;
    case 'revoke-link': {
      if (!(await context.mayRevoke(command.name))) return;
      await context.app.revoke(command.shareId);
      const { title, body } = revokedWords(command.name);
      context.notifier.show(title, body);
      return;
    }
    case 'pause-upload':
      return context.app.pauseUpload(command.uploadId);
    case 'resume-upload':
      return context.app.resumeUpload(command.uploadId);
    case 'cancel-upload':
      return context.app.cancelUpload(command.uploadId);
    case 'open':
      return context.openWindow();
    case 'show-share':
      context.openWindow();
      return context.visit({
        screen: 'shares',
        ...(command.shareId !== undefined && { shareId: command.shareId }),
      });
    case 'show-code':
      context.openWindow();
      return context.visit({ screen: 'shares', shareId: command.shareId, dialog: 'code' });
    case 'request-files':
      context.openWindow();
      return context.visit({ screen: 'requests', dialog: 'request-files' });
    case 'show-request':
      context.openWindow();
      return context.visit({ screen: 'requests', requestId: command.requestId });
    case 'save-arrivals':
      return saveArrivals(command.requestId, context);
    case 'quit':
      return context.quit();
    default:
      return assertNever(command);
  }
}

/** Never rejects: a failure becomes a notification, and a notice in the window. */
export async function runCommand(command: Command, context: CommandContext): Promise<void> {
  context.touch(placeOf(command));
  if (mayShare.has(command.kind)) context.app.warmUp();
  try {
    await run(command, context);
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'unexpected') context.log.error(`${command.kind} failed`, failure);
    const { message, next } = failureWords(failure, 'window');
    context.notifier.show(message, next);
    context.app.tell({ kind: 'failure', failure });
  }
}
