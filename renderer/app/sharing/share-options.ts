// Options of the next share that override the settings.
import type { DeviceView } from '../../../preload/views/nearby-view';
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { ShareOptions } from '../../../preload/contract';
import type { AppView } from '../../../preload/views/views';

/** The position of a switch that a connection has a rule for, and the connection for which the user set it. */
export interface Chosen {
  /** Absent: while there is only this computer. */
  readonly connectionId: string | undefined;
  readonly isOn: boolean;
}

export interface ShareDraft {
  /** Download name of a single file. */
  readonly name: string;
  readonly title: string;
  readonly message: string;
  /** Absent: the connection's rule. */
  readonly encrypt?: Chosen;
  /** Of the next encrypted share; empty: none. */
  readonly password: string;
  /** Absent: the connection's rule. */
  readonly door?: Chosen;
  /** Own name of the short link, as typed; empty: random characters. */
  readonly doorName: string;
  /** Its page tells when it is opened, where the connection can. */
  readonly tellWhenOpened: boolean;
  /** Its page follows the folder, where it is one. */
  readonly keepInStep: boolean;
  /** A device nearby, which takes the files in the place of a link. */
  readonly device?: DeviceView | undefined;
}

/** What belongs to one share, and goes with it. */
const ofOneShare = {
  name: '',
  title: '',
  message: '',
  password: '',
  doorName: '',
  tellWhenOpened: false,
  keepInStep: false,
};

export const noDraft: ShareDraft = ofOneShare;

/** The sender's words and the password belong to one share: they go with it. The rest stays for the next files, which stay encrypted. */
export const afterSending = (draft: ShareDraft): ShareDraft => ({ ...draft, ...ofOneShare });

/** Where files go; nothing before the first share of a profile. */
export const destinationOf = ({ connections }: Pick<AppView, 'connections'>): ConnectionView | undefined =>
  connections.find(({ isDefault }) => isDefault);

/** How long links live: the connection's default, else the setting, and never longer than the connection allows. */
export function expiryOf(view: Pick<AppView, 'connections' | 'expirySeconds'>): number {
  const {
    defaultExpirySeconds,
    maxExpirySeconds = Infinity,
    longestExpirySeconds = Infinity,
  } = destinationOf(view) ?? {};
  return Math.min(defaultExpirySeconds ?? view.expirySeconds, maxExpirySeconds, longestExpirySeconds);
}

export interface EncryptionChoice {
  readonly isOn: boolean;
  /** Why the user cannot change it. */
  readonly fixed?: 'demanded' | 'no-pages';
}

/** "On" stays on for every connection: it is never lost by another destination. "Off" holds for the connection it was chosen for. */
export function encryptionOf(view: Pick<AppView, 'connections'>, draft: ShareDraft): EncryptionChoice {
  const to = destinationOf(view);
  if (to?.encryption === 'demanded') return { isOn: true, fixed: 'demanded' };
  if (to?.showsPages === false) return { isOn: false, fixed: 'no-pages' };
  const { encrypt } = draft;
  if (encrypt !== undefined && (encrypt.isOn || encrypt.connectionId === to?.id)) return { isOn: encrypt.isOn };
  return { isOn: to?.encryption === 'usual' };
}

/** Whether a new share or file request gets a short link; `undefined` where the connection makes none. */
export function doorFor(to: ConnectionView | undefined, chosen: Chosen | undefined): boolean | undefined {
  if (to?.doors?.state !== 'proven') return undefined;
  return chosen?.connectionId === to.id ? chosen.isOn : to.doors.isUsual;
}

/** As it will stand in the address. */
export const doorNameOf = (typed: string): string => typed.trim().toLowerCase();

export const isDoorName = (name: string): boolean => /^[a-z0-9_-]{1,64}$/.test(name);

/** Words of the sender need a page to stand on, even for a single file. */
export const needsPage = ({ title, message }: ShareDraft): boolean => title.trim() !== '' || message.trim() !== '';

/** Whether the page of the next share tells when it is opened. */
export const tellsWhenOpened = (view: Pick<AppView, 'connections'>, { tellWhenOpened }: ShareDraft): boolean =>
  tellWhenOpened && destinationOf(view)?.tellsOpenings === true;

/** Whether a folder that is shared next becomes a page, which can follow it. */
export const mayKeepInStep = (view: Pick<AppView, 'connections'> & Partial<Pick<AppView, 'pages'>>): boolean =>
  view.pages !== 'never' && destinationOf(view)?.showsPages !== false;

/** Of a request that nothing is known about. */
const nowhere = { connections: [] };

/** The options as a request carries them. */
export function optionsOf(draft: ShareDraft, view: Parameters<typeof mayKeepInStep>[0] = nowhere): ShareOptions {
  if (draft.device !== undefined) return { deviceId: draft.device.id };
  const to = destinationOf(view);
  const { isOn } = encryptionOf(view, draft);
  const door = doorFor(to, draft.door);
  const doorName = doorNameOf(draft.doorName);
  const name = draft.name.trim();
  const title = draft.title.trim();
  const message = draft.message.trim();
  return {
    ...((isOn || to?.encryption === 'usual') && { encrypt: isOn }),
    ...(isOn && draft.password !== '' && { password: draft.password }),
    ...(door !== undefined && { door }),
    ...(door === true && doorName !== '' && { doorName }),
    ...(needsPage(draft) && { page: 'always' as const }),
    ...(tellsWhenOpened(view, draft) && { tellWhenOpened: true }),
    ...(draft.keepInStep && mayKeepInStep(view) && { keepInStep: true }),
    ...(name !== '' && { name }),
    ...(title !== '' && { title }),
    ...(message !== '' && { message }),
  };
}
