// What the state has of devices nearby: who is there, what they offer, what comes and what goes.
import type { Failure } from '../failure';
import type { Device, Offer, OfferedFile } from './device';

/** How this computer can be found. */
export interface NearbyServing {
  readonly alias: string;
  readonly addresses: readonly string[];
  readonly port: number;
  /** False: devices do not find it by themselves, and it is given to them by its address. */
  readonly isHeard: boolean;
  /** Senders have to type one. */
  readonly hasPin: boolean;
}

/** Files that come. */
export interface ReceivingFiles {
  readonly id: string;
  readonly alias: string;
  readonly fileCount: number;
  readonly savedCount: number;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
}

export interface ReceivedFile {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Files that came in one session. */
export interface ReceivedFromDevice {
  readonly id: string;
  /** The name that the sender gives itself. */
  readonly alias: string;
  readonly atMs: number;
  readonly folder: string;
  readonly files: readonly ReceivedFile[];
  /** Announced ones that are not whole. */
  readonly missingCount: number;
}

/** The same session as the ledger lists it, once a file of it is whole. */
export interface ReceivedSession {
  readonly id: string;
  /** The name that the sender gives itself. */
  readonly alias: string;
  /** When its first file was whole. */
  readonly atMs: number;
  readonly folder: string;
  /** Announced ones that did not come whole, once the session has ended. */
  readonly missingCount: number;
}

/** With what is left of it in the list. */
export interface ListedSession extends ReceivedSession {
  readonly fileCount: number;
  readonly sizeBytes: number;
  /** The name of the only file. */
  readonly name?: string;
}

/** `reaching`: the device has not answered; `asking`: the person there has not decided. */
export type SendingPhase = 'reaching' | 'asking' | 'sending' | 'sent' | 'failed';

/** Files that go to a device. */
export interface SendingFiles {
  readonly id: string;
  readonly alias: string;
  readonly phase: SendingPhase;
  /** By http: others in the network can read along. */
  readonly isPlain: boolean;
  /** The name of the only one. */
  readonly name?: string;
  readonly fileCount: number;
  readonly sentCount: number;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  readonly failure?: Failure;
}

export interface NearbyState {
  /** Absent while no device can find this computer. */
  readonly serving?: NearbyServing;
  /** Heard last first. */
  readonly devices: readonly Device[];
  /** One at a time. */
  readonly offer?: Offer;
  readonly receiving?: ReceivingFiles;
  /** Newest first. */
  readonly sending: readonly SendingFiles[];
  /** Newest first. */
  readonly received: readonly ReceivedFromDevice[];
}

export const nobodyNearby: NearbyState = { devices: [], sending: [], received: [] };

const isOnItsWay = ({ phase }: SendingFiles): boolean => phase !== 'sent' && phase !== 'failed';

/** Names of the devices from which or to which files are on their way, each once. */
export const exchangingWith = ({ receiving, sending }: NearbyState): readonly string[] =>
  Array.from(new Set([...(receiving ? [receiving] : []), ...sending.filter(isOnItsWay)].map(({ alias }) => alias)));

export const bytesOf = (files: readonly Pick<OfferedFile, 'sizeBytes'>[]): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
