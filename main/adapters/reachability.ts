// Why this exists: whether the network is back is asked with a bare connection: no request, no credentials, no attempt burnt.
import net from 'node:net';

const limitMs = 2_000;

/** True when a TCP connection to the endpoint opens within two seconds. Never raises. */
export function isReachable(endpointUrl: string): Promise<boolean> {
  return new Promise((resolve) => {
    const url = new URL(endpointUrl);
    const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
    const socket = net.connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port });
    const end = (reachable: boolean) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(limitMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
