// The network of LocalSend's protocol: a server that other devices find, and ways to their servers.
import type { DeviceIdentity, DevicePlace } from '../model/devices/device';

/** A request of another device. */
export interface DeviceRequest {
  readonly method: string;
  /** Without its query, e.g. `/api/localsend/v2/upload`. */
  readonly path: string;
  readonly query: Pick<URLSearchParams, 'get'>;
  /** The address of the device, as `plainAddress` writes it. */
  readonly from: string;
  /** The fingerprint of the certificate by which it has proven itself. */
  readonly certificate?: string;
  /** The whole body; `undefined` where it has more than `mostBytes`, is no UTF-8 or does not come in time. */
  readonly text: (mostBytes: number) => Promise<string | undefined>;
  /** The body piece by piece. Raises where the device breaks off or is silent for half a minute. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** Fires when the device has gone away before its answer. */
  readonly gone: AbortSignal;
}

export interface DeviceAnswer {
  readonly status: number;
  readonly json?: unknown;
}

export interface ServeOptions {
  /** IP addresses of this computer, and no others are listened on. */
  readonly addresses: readonly string[];
  /** The wanted port; where another program has it, one of the next ones. Announcements go to the protocol's own port in any case. */
  readonly port: number;
  /** Without it http is served. */
  readonly identity?: DeviceIdentity;
  readonly onRequest: (request: DeviceRequest) => Promise<DeviceAnswer>;
  /** A datagram, of at most 4 KiB. */
  readonly onDatagram: (text: string, from: string) => void;
}

export interface DeviceServer {
  readonly port: number;
  /** Those of the options on which it listens. */
  readonly addresses: readonly string[];
  /** Whether other devices hear announcements, by one address at least. */
  readonly isHeard: boolean;
  /** Sends the text to all devices of the networks. What is lost is lost. */
  announce(text: string): void;
  close(): Promise<void>;
}

export interface AskLimits {
  readonly signal?: AbortSignal;
  /** Until the whole answer is there. */
  readonly timeoutMs: number;
  /** The device is there, and is the one that was meant. */
  readonly onReached?: () => void;
}

export interface SentFile {
  readonly type: string;
  readonly sizeBytes: number;
  /** As `OpenFile.read`. */
  readonly read: (positionBytes: number, target: Uint8Array) => Promise<number>;
  readonly onBytes: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * One device. No byte leaves before its certificate was compared with the fingerprint. Follows no redirect. Raises `device-changed`, `device-unreachable`,
 * `cancelled`.
 */
export interface DeviceConnection {
  /** The fingerprint of the certificate that it showed; `undefined` before the first request and for http. */
  readonly shown: () => string | undefined;
  ask(
    path: string,
    json: object | undefined,
    limits: AskLimits,
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** Also raises what reading raises, and `file-changed` for a file that became shorter. Gives the status of the answer. */
  send(path: string, file: SentFile): Promise<number>;
  close(): void;
}

export interface LocalSend {
  /** Raises `nearby-unavailable`. */
  serve(options: ServeOptions): Promise<DeviceServer>;
  /** `fingerprint`: of https; without it any certificate counts at first, and the same from then on. */
  connect(place: DevicePlace, identity: DeviceIdentity | undefined, fingerprint?: string): Promise<DeviceConnection>;
  /** What this computer is called in its network, without a domain. */
  ownName(): string;
}
