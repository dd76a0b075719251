// Whoever decides to trust a server's authority must be able to compare what was shown here; Node's errors do not tell.
import type { TLSSocket } from 'node:tls';

/** Errors of refused certificates, and what was refused. */
const shown = new WeakMap<object, string>();

/** Remembers, until the error is gone, which certificate a connection was broken off for. */
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
