// TLS between devices that no authority knows: each certificate is signed by itself and known by its hash. So nobody's signature is asked for, and
// in its place the hash is compared, before any byte is sent. The one place of Mayfly that does not ask the authorities.
import { connect, type TLSSocket, type TlsOptions } from 'node:tls';
import type { DeviceIdentity, DevicePlace } from '../../core/model/devices/device';
import { Failure } from '../../core/model/failure';

/** A device on the same network answers at once, or sleeps. */
export const connectMs = 5_000;

/** The server asks for a certificate and takes any, or none: release 1.17 shows none. */
export const serverTls = ({ certificate, privateKey }: DeviceIdentity): TlsOptions => ({
  cert: certificate,
  key: privateKey,
  minVersion: 'TLSv1.2',
  requestCert: true,
  rejectUnauthorized: false,
  handshakeTimeout: connectMs,
});

/** The fingerprint of the other side's certificate, as `DeviceInfo` has it. */
export function shownBy(socket: Pick<TLSSocket, 'getPeerCertificate'>): string | undefined {
  // Without a certificate Node gives an empty object.
  const { fingerprint256 } = socket.getPeerCertificate() as { readonly fingerprint256?: string };
  return fingerprint256?.replaceAll(':', '').toUpperCase();
}

/**
 * A socket to a device whose certificate has that fingerprint, or any where none is known. Rejects with `device-changed`, and with Node's errors.
 */
export const connectPinned = (
  { host, port }: DevicePlace,
  identity: DeviceIdentity | undefined,
  fingerprint: string | undefined,
): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: false,
      ...(identity !== undefined && { cert: identity.certificate, key: identity.privateKey }),
    });
    const refuse = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(connectMs, () => refuse(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })));
    // It stays: the socket may fail when nobody asks by it.
    socket.on('error', refuse);
    socket.once('close', () => refuse(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    socket.once('secureConnect', () => {
      const shown = shownBy(socket);
      if (shown === undefined || (fingerprint !== undefined && shown !== fingerprint)) {
        refuse(new Failure('device-changed'));
        return;
      }
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      // What follows is short questions and the ends of files: none waits for the next.
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
