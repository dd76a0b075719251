// The tray's menu as data, from the state. Pure.
import type { Device } from '../../core/model/devices/device';
import type { TraySign } from './tray-icon';
import { defaultAmong, type Connection } from '../../core/model/connection';
import { shownConnectionName } from '../../core/model/connection-name';
import type { AppState } from '../../core/state/rules/app-state';
import { reachOfRow } from '../../core/model/nearby/row-reach';
import { shareState, type Share } from '../../core/model/share';
import { words } from '../../../resources/words/messages';
import { formats } from '../../core/wording/formats';
import { shortName } from '../../core/wording/short-name';
import { sharesOnTheirWay } from './shares-on-their-way';
import { totals, type Totals } from './transfer-indicators';
import type { Upload } from '../../core/model/upload';
import { steadySeconds } from '../../core/uploads/rules/progress';
import { uploadLines, type UploadLine } from '../../core/uploads/rules/upload-lines';
import type { Rectangle } from '../window/window-state';
import type { ScreenArea } from '../../core/ports/desktop';

/** What the commands of the tray that share say of encryption; absent: the default connection's rule. */
export interface TrayOptions {
  readonly encrypt?: boolean;
}

export type TrayCommand =
  | ({ readonly kind: 'share-files' | 'share-folder' | 'share-clipboard' } & TrayOptions)
  /** Opens the window at the form of a file request. */
  | { readonly kind: 'request-files' }
  /** `icon`: where the tray icon is; empty where the system does not tell. */
  | { readonly kind: 'toggle-shelf'; readonly icon?: Rectangle }
  | { readonly kind: 'screenshot'; readonly area: ScreenArea; readonly encrypt?: boolean }
  | { readonly kind: 'share-paths'; readonly paths: readonly string[] }
  /** Makes it the default connection. */
  | { readonly kind: 'choose-destination'; readonly connectionId: string }
  /** On: opens the window at its question. Off: at once. */
  | { readonly kind: 'open-on-network'; readonly isOn: boolean }
  /** Asks for the files. */
  | { readonly kind: 'send-to-device'; readonly deviceId: string }
  | { readonly kind: 'copy-link'; readonly shareId: string }
  /** Opens the window at the code of its link. */
  | { readonly kind: 'show-code'; readonly shareId: string }
  /** Asks for confirmation. */
  | { readonly kind: 'revoke-link'; readonly shareId: string; readonly name: string }
  | { readonly kind: 'pause-upload' | 'resume-upload' | 'cancel-upload'; readonly uploadId: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'quit' };

export type TrayItem =
  | { readonly kind: 'command'; readonly label: string; readonly command: TrayCommand }
  /** One of several, of which one is chosen. */
  | { readonly kind: 'choice'; readonly label: string; readonly isChosen: boolean; readonly command: TrayCommand }
  /** Whether the commands of this menu encrypt what they share. */
  | { readonly kind: 'encrypt'; readonly label: string; readonly isOn: boolean; readonly isFixed: boolean }
  /** A switch of the app, which the command turns over. */
  | { readonly kind: 'switch'; readonly label: string; readonly isOn: boolean; readonly command: TrayCommand }
  | { readonly kind: 'words'; readonly label: string }
  /** Without items it is shown, and cannot be opened. */
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }
  | { readonly kind: 'separator' };

const w = words.tray;
const mostInSubmenu = 5;

/** Such an upload goes on when the user says so. */
const isHeld = (phase: Upload['phase']['kind']): boolean =>
  ['paused', 'offline', 'awaiting-credentials'].includes(phase);

const running = ({ uploads, pages }: AppState): readonly UploadLine[] =>
  uploadLines(uploads, pages).filter(({ phase }) => phase.kind !== 'failed');

/** Whole percent, rounded down so that 100 means done; in steps of five, which do not flicker. */
const percent = ({ sizeBytes, sentBytes }: Totals): number =>
  sizeBytes === 0 ? 0 : Math.floor((sentBytes * 20) / sizeBytes) * 5;

const separator: TrayItem = { kind: 'separator' };
const command = (label: string, does: TrayCommand): TrayItem => ({ kind: 'command', label, command: does });

/** The name, and the recipient where the share has one. */
function linkLabel(share: Share, { connections, reach: network }: AppState): string {
  const connection = connections.find(({ id }) => id === share.connectionId);
  const reach = reachOfRow(share, connection, network);
  const name = shortName(share.name);
  return reach === 'public' ? name : w.reach[reach]({ name });
}

/** Only what Mayfly uploaded can be taken back. */
const recentLink = (share: Share, state: AppState): TrayItem => ({
  kind: 'submenu',
  label: linkLabel(share, state),
  items: [
    command(w.copyLink, { kind: 'copy-link', shareId: share.id }),
    command(w.showCode, { kind: 'show-code', shareId: share.id }),
    ...(share.origin === 'uploaded'
      ? [command(w.revokeLink, { kind: 'revoke-link', shareId: share.id, name: share.name })]
      : []),
  ],
});

/** Without its progress: a menu that changes while it is open is rebuilt under the pointer. `isWaitedFor`: people have its link. */
function uploading({ id, name, phase }: Upload, isWaitedFor: boolean): TrayItem {
  const shown = shortName(name);
  const cancel = command(isWaitedFor ? w.cancelWaited : w.cancelUpload, { kind: 'cancel-upload', uploadId: id });
  return {
    kind: 'submenu',
    label: phase.kind === 'offline' ? w.uploadOffline({ name: shown }) : shown,
    items: [
      ...(isWaitedFor ? [{ kind: 'words' as const, label: w.waitedFor }] : []),
      isHeld(phase.kind)
        ? command(w.resumeUpload, { kind: 'resume-upload', uploadId: id })
        : command(w.pauseUpload, { kind: 'pause-upload', uploadId: id }),
      cancel,
    ],
  };
}

function encryptItem(home: Connection | undefined, chosen: boolean | undefined): TrayItem {
  const isFixed = home?.encryption === 'demanded';
  const label = isFixed ? w.encryptDemanded({ connection: shownConnectionName(home) }) : w.encrypt;
  return { kind: 'encrypt', label, isOn: isFixed || (chosen ?? home?.encryption === 'usual'), isFixed };
}

const sendingTo = ({ fingerprint: deviceId, alias }: Device): TrayItem =>
  command(w.sendTo({ device: shortName(alias) }), { kind: 'send-to-device', deviceId });

function networkItem({ opensOnNetwork: isOn }: AppState['settings']): TrayItem {
  return { kind: 'switch', label: w.openOnNetwork, isOn, command: { kind: 'open-on-network', isOn: !isOn } };
}

/** Where everything that is shared from now on goes, by the tray, the window and the command line alike. */
function destination(
  { connections, settings, nearby: { devices } }: AppState,
  home: Connection | undefined,
  encrypts: boolean | undefined,
): TrayItem {
  const nameOf = (connection: Connection) => shortName(shownConnectionName(connection));
  const choices = connections.map((connection) => ({
    kind: 'choice' as const,
    label: nameOf(connection),
    isChosen: connection.id === home?.id,
    command: { kind: 'choose-destination' as const, connectionId: connection.id },
  }));
  return {
    kind: 'submenu',
    label: w.destination({ connection: home === undefined ? words.named.thisComputer : nameOf(home) }),
    items: [
      ...choices,
      ...(choices.length > 1 ? [{ kind: 'words' as const, label: w.destinationRule }] : []),
      ...(devices.length > 0 ? [separator] : []),
      ...devices.slice(0, mostInSubmenu).map(sendingTo),
      ...(choices.length > 0 ? [separator] : []),
      encryptItem(home, encrypts),
      networkItem(settings),
    ],
  };
}

/**
 * The menu for a state at `nowMs` (Unix ms): in every state the same entries in the same order, so that none moves away under the pointer.
 * `folders`: the dialog for files takes no folder, which gets a command of its own. `chosen`: whether its commands encrypt, once the user said so.
 */
export function trayMenu(state: AppState, nowMs: number, folders: boolean, chosen?: boolean): readonly TrayItem[] {
  const home = defaultAmong(state.connections, state.settings.defaultConnectionId);
  const options: TrayOptions = chosen === undefined || home?.encryption === 'demanded' ? {} : { encrypt: chosen };
  const links = state.shares.filter((share) => shareState(share, nowMs) === 'live').slice(0, mostInSubmenu);
  const uploads = running(state);
  const unlisted = uploads.length - mostInSubmenu;
  const waitedFor = sharesOnTheirWay(state);
  return [
    command(w.shareFiles, { kind: 'share-files', ...options }),
    command(w.shareClipboard, { kind: 'share-clipboard', ...options }),
    {
      kind: 'submenu',
      label: w.shareMore,
      items: [
        ...(folders ? [command(w.shareFolder, { kind: 'share-folder', ...options })] : []),
        command(w.screenshotRegion, { kind: 'screenshot', area: 'region', ...options }),
        command(w.screenshotScreen, { kind: 'screenshot', area: 'screen', ...options }),
        command(w.openShelf, { kind: 'toggle-shelf' }),
      ],
    },
    command(w.requestFiles, { kind: 'request-files' }),
    destination(state, home, chosen),
    { kind: 'submenu', label: w.recentLinks, items: links.map((share) => recentLink(share, state)) },
    {
      kind: 'submenu',
      label: w.uploads,
      items: [
        ...uploads.slice(0, mostInSubmenu).map((upload) => uploading(upload, waitedFor.has(upload.id))),
        ...(unlisted > 0 ? [command(w.more({ count: unlisted }), { kind: 'open' })] : []),
      ],
    },
    command(w.open, { kind: 'open' }),
    separator,
    command(w.quit, { kind: 'quit' }),
  ];
}

/** One digit is enough in a tooltip; finer steps would make it flicker. */
const oneDigit = (n: number): number => Number(n.toPrecision(1));

export interface TrayFace {
  readonly tooltip: string;
  readonly sign: TraySign;
}

/** The state of the icon. `tellsProgress`: the tooltip says how far the uploads are, and is another one as they go on. */
export function trayFace(state: AppState, tellsProgress: boolean): TrayFace {
  const uploads = running(state);
  if (uploads.length === 0) return { tooltip: 'Mayfly', sign: 'idle' };
  const files = uploads.reduce((sum, { page }) => sum + (page?.fileCount ?? 1), 0);
  const what = uploads.length === 1 ? shortName(uploads[0]?.name ?? '') : w.files({ count: files });
  const sums = totals(uploads);
  const progress = tellsProgress ? [`${percent(sums)}%`] : [];
  const tooltip = (...parts: readonly string[]) => parts.join(', ');
  const moving = uploads.some(({ phase }) => !isHeld(phase.kind));
  const onTheirWay = sharesOnTheirWay(state);
  const waited = uploads.some(({ id }) => onTheirWay.has(id)) ? [w.waited] : [];
  // The user knows about paused uploads, not about a lost network.
  const offline = uploads.some(({ phase }) => phase.kind === 'offline');
  if (!moving && offline) return { tooltip: tooltip(w.offline({ what }), ...progress, ...waited), sign: 'offline' };
  if (!moving) return { tooltip: tooltip(w.waiting({ what }), ...progress, ...waited), sign: 'idle' };
  if (!tellsProgress) return { tooltip: tooltip(w.uploading({ what }), ...waited), sign: 'busy' };
  const { bytesPerSecond, secondsLeft } = sums;
  const { bytes, duration } = formats();
  const rate = bytesPerSecond > 0 ? [w.rate({ bytes: bytes(oneDigit(bytesPerSecond)) })] : [];
  const left = secondsLeft === undefined ? [] : [w.left({ duration: duration(steadySeconds(secondsLeft)) })];
  return { tooltip: tooltip(w.uploading({ what }), ...progress, ...rate, ...left, ...waited), sign: 'busy' };
}
