// What this computer says of itself to other devices.
import type { DeviceKind, DeviceScheme, OfferedFile } from '../../model/devices/device';

/** The version of the protocol that is spoken here. */
const protocolVersion = '2.1';

/** Milliseconds after the start at which an announcement leaves: three, because multicast is lost easily. The app keeps the same times. */
export const announceAtMs: readonly number[] = [100, 600, 2_600];

export interface OwnInfo {
  readonly alias: string;
  readonly kind: DeviceKind;
  readonly fingerprint: string;
  readonly port: number;
  readonly scheme: DeviceScheme;
}

/** `deviceModel` is the program's name: the model of a computer tells nothing. */
const about = ({ alias, kind, fingerprint }: OwnInfo) => ({
  alias,
  version: protocolVersion,
  deviceModel: 'Mayfly',
  deviceType: kind,
  fingerprint,
});

/** Of registrations and of the sender in an offer. */
export const registrationOf = (own: OwnInfo) => ({
  ...about(own),
  port: own.port,
  protocol: own.scheme,
  // Nothing of this computer is downloaded by this protocol.
  download: false,
});

/** `announce`: whether an answer is wanted. */
export const announcementOf = (own: OwnInfo, announce: boolean) => ({ ...registrationOf(own), announce });

/** The answer to `register` and `info`. */
export const answerOf = (own: OwnInfo) => ({ ...about(own), download: false });

/** The body of `prepare-upload`. */
export const offerOf = (own: OwnInfo, files: readonly (OfferedFile & { readonly path: string })[]) => ({
  info: registrationOf(own),
  files: Object.fromEntries(
    files.map(({ id, path, sizeBytes, type }) => [
      id,
      { id, fileName: path, size: sizeBytes, fileType: type ?? 'application/octet-stream' },
    ]),
  ),
});
