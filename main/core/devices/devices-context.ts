// What the verbs of devices nearby work with, and what this process remembers of them.
import type { Vault } from '../credentials/credentials';
import type { Device, DeviceIdentity, DevicePlace, Offer } from '../model/devices/device';
import type { ReceivedFile, ReceivedFromDevice } from '../model/devices/nearby';
import type { Failure } from '../model/failure';
import type { DeviceServer } from '../ports/localsend';
import type { Ports } from '../ports/ports';
import type { Store, Tell } from '../state/state';
import type { OwnInfo } from './rules/own-info';
import type { OwnPin } from './rules/own-pin';
import type { PinTries } from './rules/pin';
import type { Session } from './rules/session';

export interface StartOptions {
  /** IP addresses of this computer. Default: those that its owner opens it at. */
  readonly addresses?: readonly string[];
  /** Where received files are saved; absolute. It is made with the first of them. */
  readonly folder: string;
  /** How other devices show this computer; its name in the network where absent. */
  readonly alias?: string;
  /** Senders have to type it: 4 to 32 letters and digits. */
  readonly pin?: string;
  /** `ask`: the state has the offer until somebody decides. Default: `ask`. */
  readonly accepts?: 'ask' | 'all' | 'none';
  /** Default: that of the protocol. */
  readonly port?: number;
  /** Default: https. */
  readonly scheme?: 'https' | 'http';
  readonly onSaved?: (file: ReceivedFile, alias: string) => void;
  readonly onEnded?: (received: ReceivedFromDevice) => void;
}

/** An accepted session while its files come. */
export interface Receiving {
  session: Session;
  readonly offer: Offer;
  /** The real path of the folder, once the first file has come. */
  readonly root: () => Promise<string>;
  /** The real path of a folder below it, made once. */
  readonly within: (folders: readonly string[]) => Promise<string>;
  /** By folder and name: the number of the file that had it last. */
  readonly numbers: Map<string, number>;
  readonly files: ReceivedFile[];
  /** Why the list does not have some of them. */
  unlisted: Failure | undefined;
  /** Ends the files that are coming. */
  readonly end: AbortController;
  /** Shows the progress in a moment. */
  show: () => void;
  receivedBytes: number;
  coming: number;
  idle: NodeJS.Timeout | undefined;
}

export interface Running {
  readonly options: StartOptions;
  readonly own: OwnInfo;
  readonly server: DeviceServer;
  readonly announcing: AbortController;
  /** Senders have to type it. */
  pin: string | undefined;
  tries: PinTries;
  /** Somebody decides, or an offer is being read: no other is taken. `decide` with `gone`: its sender went away. */
  deciding: { readonly from: string; decide(answer: Decision): void } | undefined;
  receiving: Receiving | undefined;
  /** By address: when it was answered last. */
  readonly answered: Map<string, number>;
}

export type Decision = 'accepted' | 'declined' | 'late' | 'gone';

export interface DevicesContext {
  readonly ports: Pick<
    Ports,
    | 'arrivalFiles'
    | 'clock'
    | 'contentTypeOf'
    | 'files'
    | 'ledger'
    | 'localSend'
    | 'log'
    | 'mayFollow'
    | 'newId'
    | 'notifier'
    | 'ownNetwork'
    | 'policy'
    | 'randomBytes'
  >;
  readonly store: Store;
  readonly tell: Tell;
  readonly vault: Pick<Vault, 'get' | 'save'>;
  readonly now: {
    running?: Running | undefined;
    starting?: Promise<unknown> | undefined;
    endFollowing?: (() => Promise<void>) | undefined;
    /** Follows what has changed at once. */
    lookAgain?: (() => Promise<void>) | undefined;
    identity?: Promise<DeviceIdentity> | undefined;
    pin?: Promise<OwnPin> | undefined;
    /** Of what ran last: others in the network can make addresses change, and tries must not begin anew by that. */
    tried?: Pick<Running, 'pin' | 'tries'>;
  };
  /** Ends what is being sent, by the id of its row. */
  readonly sending: Map<string, Sending>;
  /** By the id of their rows; as many as the state has rows. */
  readonly sentBefore: Map<string, SentBefore>;
}

/** What was sent, to send it again. */
export interface SentBefore {
  readonly to: Device | Omit<DevicePlace, 'scheme'>;
  readonly paths: readonly string[];
}

export interface Sending {
  readonly end: AbortController;
  readonly host: string;
  sessionId?: string;
  /** The device ended it. */
  cutOff?: true;
}

export const devicesContext = (needs: Pick<DevicesContext, 'ports' | 'store' | 'tell' | 'vault'>): DevicesContext => ({
  ...needs,
  now: {},
  sending: new Map(),
  sentBefore: new Map(),
});

/** Text of letters, digits, `-` and `_` that nobody guesses. */
export const newSecret = ({ ports }: Pick<DevicesContext, 'ports'>): string =>
  Buffer.from(ports.randomBytes(18)).toString('base64url');
