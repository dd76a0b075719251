// The tray's menu as data, from the state. Pure.
import type { TraySign } from './tray-icon';
import { defaultAmong, type Connection } from '../../core/model/connection';
import type { AppState } from '../../core/state/rules/app-state';
import { reachOfShare, shareState, type Share } from '../../core/model/share';
import { words } from '../../../resources/words/messages';
import { formats } from '../../core/wording/formats';
import { shortName } from '../../core/wording/short-name';
import { totals } from './transfer-indicators';
import type { Upload } from '../../core/model/upload';
import { uploadLines, type UploadLine } from '../../core/uploads/rules/upload-lines';
import type { ScreenArea } from '../../core/ports/desktop';

/** What a command of the tray shares to, and how. */
export interface TrayWish {
  /** Absent: to the default connection. */
  readonly connectionId?: string;
  /** Absent: the connection's rule. */
  readonly encrypt?: boolean;
}

export type TrayCommand =
  | ({ readonly kind: 'share-files' | 'share-folder' | 'share-clipboard' } & TrayWish)
  /** Opens the window at the form of a file request. */
  | { readonly kind: 'request-files' }
  | { readonly kind: 'toggle-shelf' }
  | { readonly kind: 'screenshot'; readonly area: ScreenArea; readonly encrypt?: boolean }
  | { readonly kind: 'share-paths'; readonly paths: readonly string[] }
  | { readonly kind: 'copy-link'; readonly shareId: string }
  /** Asks for confirmation. */
  | { readonly kind: 'revoke-link'; readonly shareId: string; readonly name: string }
  | { readonly kind: 'pause-upload' | 'resume-upload' | 'cancel-upload'; readonly uploadId: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'quit' };

export type TrayItem =
  | { readonly kind: 'command'; readonly label: string; readonly command: TrayCommand }
  /** Whether the commands of this menu encrypt what they share. */
  | { readonly kind: 'encrypt'; readonly label: string; readonly isOn: boolean; readonly isFixed: boolean }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }
  | { readonly kind: 'separator' };

const w = words.tray;
const recentLinks = 5;

/** Such an upload goes on when the user says so. */
const isHeld = (phase: Upload['phase']['kind']): boolean =>
  ['paused', 'offline', 'awaiting-credentials'].includes(phase);

const running = ({ uploads, pages }: AppState): readonly UploadLine[] =>
  uploadLines(uploads, pages).filter(({ phase }) => phase.kind !== 'failed');

/** Whole percent, rounded down so that 100 means done; steps of five, because each change redraws a menu that may be open. */
function percent(uploads: readonly Upload[]): number {
  const sizeBytes = uploads.reduce((sum, upload) => sum + upload.sizeBytes, 0);
  const sentBytes = uploads.reduce((sum, upload) => sum + upload.sentBytes, 0);
  return sizeBytes === 0 ? 0 : Math.floor((sentBytes * 20) / sizeBytes) * 5;
}

const separator: TrayItem = { kind: 'separator' };

/** The name, and the recipient where the share has one. */
function linkLabel(share: Share): string {
  const reach = reachOfShare(share);
  const name = shortName(share.name);
  return reach === 'public' ? name : w.reach[reach]({ name });
}

/** A menu beside the one for copying: one level less than a menu per link, and no wrong click by one entry. */
function revoking(links: AppState['shares']): readonly TrayItem[] {
  const ours = links.filter(({ origin }) => origin === 'uploaded');
  if (ours.length === 0) return [];
  const items = ours.map(({ id, name }) => ({
    kind: 'command' as const,
    label: shortName(name),
    command: { kind: 'revoke-link' as const, shareId: id, name },
  }));
  return [{ kind: 'submenu', label: w.revokeRecent, items }];
}

/** A menu of its own, because desktops draw a line without a command in grey. */
function uploading(upload: Upload): TrayItem {
  const { id, phase } = upload;
  const command = (label: string, kind: 'pause-upload' | 'resume-upload' | 'cancel-upload') =>
    ({ kind: 'command', label, command: { kind, uploadId: id } }) as const;
  return {
    kind: 'submenu',
    label: uploadLabel(upload),
    items: [
      isHeld(phase.kind) ? command(w.resumeUpload, 'resume-upload') : command(w.pauseUpload, 'pause-upload'),
      command(w.cancelUpload, 'cancel-upload'),
    ],
  };
}

/** The user's choice in this menu, where the connection leaves one. */
const encrypting = (connection: Connection | undefined, chosen: boolean | undefined): Pick<TrayWish, 'encrypt'> =>
  chosen === undefined || connection?.encryption === 'demanded' ? {} : { encrypt: chosen };

function encryptItem(home: Connection | undefined, chosen: boolean | undefined): TrayItem {
  const isFixed = home?.encryption === 'demanded';
  const label = isFixed ? w.encryptDemanded({ connection: shortName(home.name) }) : w.encrypt;
  return { kind: 'encrypt', label, isOn: isFixed || (chosen ?? home?.encryption === 'usual'), isFixed };
}

/** With several connections: the same commands for each, in their order. */
function sharingTo(
  connections: AppState['connections'],
  folders: boolean,
  chosen: boolean | undefined,
): readonly TrayItem[] {
  if (connections.length < 2) return [];
  const items = (kind: 'share-files' | 'share-folder' | 'share-clipboard') =>
    connections.map((connection) => ({
      kind: 'command' as const,
      label: shortName(connection.name),
      command: { kind, connectionId: connection.id, ...encrypting(connection, chosen) },
    }));
  return [
    { kind: 'submenu', label: w.shareFilesTo, items: items('share-files') },
    ...(folders ? [{ kind: 'submenu' as const, label: w.shareFolderTo, items: items('share-folder') }] : []),
    { kind: 'submenu', label: w.shareClipboardTo, items: items('share-clipboard') },
  ];
}

function uploadLabel(upload: Upload): string {
  const about = { name: shortName(upload.name), percent: percent([upload]) };
  return upload.phase.kind === 'offline' ? w.uploadOffline(about) : w.upload(about);
}

/**
 * The menu for a state at `nowMs` (Unix ms). `folders`: the dialog for files takes no folder, which gets a command of its own. `chosen`: whether
 * its commands encrypt, once the user said so.
 */
export function trayMenu(state: AppState, nowMs: number, folders: boolean, chosen?: boolean): readonly TrayItem[] {
  const home = defaultAmong(state.connections, state.settings.defaultConnectionId);
  const wish = encrypting(home, chosen);
  const links = state.shares.filter((share) => shareState(share, nowMs) === 'live').slice(0, recentLinks);
  const uploads = running(state);
  return [
    { kind: 'command', label: w.shareFiles, command: { kind: 'share-files', ...wish } },
    ...(folders
      ? [{ kind: 'command' as const, label: w.shareFolder, command: { kind: 'share-folder' as const, ...wish } }]
      : []),
    { kind: 'command', label: w.shareClipboard, command: { kind: 'share-clipboard', ...wish } },
    ...sharingTo(state.connections, folders, chosen),
    {
      kind: 'submenu',
      label: w.screenshot,
      items: [
        { kind: 'command', label: w.screenshotRegion, command: { kind: 'screenshot', area: 'region', ...wish } },
        { kind: 'command', label: w.screenshotScreen, command: { kind: 'screenshot', area: 'screen', ...wish } },
      ],
    },
    encryptItem(home, chosen),
    { kind: 'command', label: w.requestFiles, command: { kind: 'request-files' } },
    { kind: 'command', label: w.openShelf, command: { kind: 'toggle-shelf' } },
    ...(links.length === 0
      ? []
      : [
          separator,
          {
            kind: 'submenu' as const,
            label: w.copyRecent,
            items: links.map((share) => ({
              kind: 'command' as const,
              label: linkLabel(share),
              command: { kind: 'copy-link' as const, shareId: share.id },
            })),
          },
          ...revoking(links),
        ]),
    ...(uploads.length === 0
      ? []
      : [
          separator,
          ...uploads.slice(0, recentLinks).map(uploading),
          ...(uploads.length > recentLinks
            ? [
                {
                  kind: 'command' as const,
                  label: w.more({ count: uploads.length - recentLinks }),
                  command: { kind: 'open' as const },
                },
              ]
            : []),
        ]),
    separator,
    { kind: 'command', label: w.open, command: { kind: 'open' } },
    { kind: 'command', label: w.quit, command: { kind: 'quit' } },
  ];
}

/** One digit is enough in a tooltip; finer steps would make it flicker. */
const oneDigit = (n: number): number => Number(n.toPrecision(1));

/** In tens of seconds, then whole minutes, then whole hours. */
function steady(seconds: number): number {
  const step = seconds < 60 ? 10 : seconds < 3_600 ? 60 : 3_600;
  return Math.max(step, Math.ceil(seconds / step) * step);
}

export interface TrayFace {
  readonly tooltip: string;
  readonly sign: TraySign;
}

/** The state of the icon. */
export function trayFace(state: AppState): TrayFace {
  const uploads = running(state);
  if (uploads.length === 0) return { tooltip: 'Mayfly', sign: 'idle' };
  const files = uploads.reduce((sum, { page }) => sum + (page?.fileCount ?? 1), 0);
  const what = uploads.length === 1 ? shortName(uploads[0]?.name ?? '') : w.files({ count: files });
  const about = { what, percent: percent(uploads) };
  const moving = uploads.some(({ phase }) => !isHeld(phase.kind));
  // The user knows about paused uploads, not about a lost network.
  const offline = uploads.some(({ phase }) => phase.kind === 'offline');
  if (!moving && offline) return { tooltip: w.offline(about), sign: 'offline' };
  if (!moving) return { tooltip: w.waiting(about), sign: 'idle' };
  const { bytesPerSecond, secondsLeft } = totals(uploads);
  const { bytes, duration } = formats();
  const parts = [
    w.uploading(about),
    ...(bytesPerSecond > 0 ? [w.rate({ bytes: bytes(oneDigit(bytesPerSecond)) })] : []),
    ...(secondsLeft === undefined ? [] : [w.left({ duration: duration(steady(secondsLeft)) })]),
  ];
  return { tooltip: parts.join(', '), sign: 'busy' };
}
