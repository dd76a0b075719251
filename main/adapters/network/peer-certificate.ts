// A user who decides to trust a server's authority compares its fingerprint; Node's errors do not have it.
import type { TLSSocket } from 'node:tls';

/** The fingerprint of the refused certificate, by its error. */
const shown = new WeakMap<object, string>();

/** Remembers a refused certificate for as long as its error exists. */
export function watchCertificate(socket: TLSSocket): void {
  let fingerprint: string | undefined;
  // Before Node's own listener, which judges the certificate and ends the connection.
  socket.prependOnceListener('secure', () => {
    fingerprint = socket.getPeerCertificate().fingerprint256;
  });
  socket.prependOnceListener('error', (error) => {
    if (fingerprint !== undefined) shown.set(error, fingerprint);
  });
}

/** SHA-256 of the certificate a server showed, `AB:CD:…`, where the error is about one. */
export function fingerprintShown(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? shown.get(error) : undefined;
}
