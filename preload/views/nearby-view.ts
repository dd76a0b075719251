// Devices nearby as the window sees them: names and numbers, no path and no address but that of who offers.
import type { FailureView } from './failure-view';

export interface DeviceView {
  readonly id: string;
  readonly name: string;
  /** It takes files by http: others in the network can read along. */
  readonly isPlain?: true;
}

/** In no state that is pushed: it is asked for where it is shown. */
export interface PinView {
  readonly pin: string;
  /** False: the next start of Mayfly makes another. */
  readonly isKept: boolean;
}

export interface OfferView {
  readonly id: string;
  readonly sender: string;
  readonly address: string;
  /** The first of them, with their folders. */
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  readonly fileCount: number;
  readonly sizeBytes: number;
  /** How a message begins; then there are no files. */
  readonly text?: string;
}

export interface ReceivingView {
  readonly sender: string;
  readonly fileCount: number;
  readonly savedCount: number;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
}

export interface SendingView {
  readonly id: string;
  readonly device: string;
  readonly phase: 'reaching' | 'asking' | 'sending' | 'sent' | 'failed';
  /** Others in the network can read along. */
  readonly isPlain?: true;
  /** Of the only file. */
  readonly name?: string;
  readonly fileCount: number;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly failure?: FailureView;
  /** The device wants one, or another. */
  readonly wantsPin?: true;
}

export interface ReceivedView {
  readonly id: string;
  readonly sender: string;
  readonly name?: string;
  readonly fileCount: number;
  readonly sizeBytes: number;
  readonly atMs: number;
}

/** A row of the list of what came. */
export interface ArrivedView extends ReceivedView {
  readonly missingCount: number;
}

export interface ArrivedFilesView {
  readonly folder: string;
  /** The first of them, below the folder. */
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  readonly fileCount: number;
}

export interface NearbyView {
  readonly devices: readonly DeviceView[];
  readonly offer?: OfferView;
  readonly receiving?: ReceivingView;
  readonly sending: readonly SendingView[];
  readonly received: readonly ReceivedView[];
}
