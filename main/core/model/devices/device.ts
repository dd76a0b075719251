// Devices near this one that speak LocalSend's protocol, and what they offer.

export type DeviceKind = 'mobile' | 'desktop' | 'web' | 'headless' | 'server';

export const deviceKinds: readonly DeviceKind[] = ['mobile', 'desktop', 'web', 'headless', 'server'];

export type DeviceScheme = 'https' | 'http';

/** The port of the protocol, for UDP and TCP. */
export const localSendPort = 53_317;

/** What a device says of itself, without its address, which the network tells. */
export interface DeviceInfo {
  /** Untrusted text, made visible: it is shown and never believed. */
  readonly alias: string;
  readonly kind: DeviceKind;
  readonly model?: string;
  /** Of the protocol, as it was said, e.g. `2.1`. */
  readonly version: string;
  /** By https SHA-256 of its certificate, 64 hex digits in upper case; by http any text of its own. */
  readonly fingerprint: string;
}

/** Where a device serves. */
export interface DevicePlace {
  /** An IP address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly scheme: DeviceScheme;
}

export interface Device extends DeviceInfo, DevicePlace {
  readonly seenAtMs: number;
}

/** A file that a device offers or is given. */
export interface OfferedFile {
  /** Of the sender, for the addresses of the protocol. */
  readonly id: string;
  /** A name that every disk takes. */
  readonly name: string;
  /** The folders that it lies in, from the outside in; each a name that every disk takes. */
  readonly folders: readonly string[];
  readonly sizeBytes: number;
  /** The media type that the sender gave; only ever shown. */
  readonly type?: string;
  /** Lower-case hex. */
  readonly sha256?: string;
}

/** What a device wants to send, before anybody has decided. */
export interface Offer {
  readonly id: string;
  readonly sender: DeviceInfo;
  /** The address that it came from. */
  readonly from: string;
  readonly files: readonly OfferedFile[];
  /** A message in the place of files. */
  readonly text?: string;
  readonly sizeBytes: number;
  /** Until then somebody may accept it. */
  readonly endsAtMs: number;
}

/** The certificate of this computer and its key. */
export interface DeviceIdentity {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8: a secret. */
  readonly privateKey: string;
  /** As in `DeviceInfo`. */
  readonly fingerprint: string;
}

/** Most files of one offer. */
export const mostOfferedFiles = 10_000;
/** Most bytes of one file and of one offer: 16 TiB. */
export const mostOfferedBytes = 2 ** 44;
