// The addresses and routes of this computer, from the system; its firewall is asked by `firewall.ts`, loaded when it is.
import { networkInterfaces } from 'node:os';
import type { OwnNetwork } from '../../core/ports/own-network';

/** For documentation (RFC 5737, RFC 3849): the way there is the way to the internet. */
const elsewhere = { udp4: '192.0.2.1', udp6: '2001:db8::1' } as const;

/** Connecting a datagram socket looks a route up and sends nothing (connect(2)). `undefined` without a route. */
async function sourceAddress(type: keyof typeof elsewhere): Promise<string | undefined> {
  const { createSocket } = await import('node:dgram');
  return new Promise((resolve) => {
    const socket = createSocket(type);
    const end = (address?: string) => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => end());
    socket.connect(9, elsewhere[type], (error?: Error) =>
      end(error instanceof Error ? undefined : socket.address().address),
    );
  });
}

export const createOwnNetwork = (): OwnNetwork => ({
  addresses: () =>
    Object.entries(networkInterfaces()).flatMap(([interfaceName, found = []]) =>
      found
        .filter(({ internal }) => !internal)
        .map(({ address, family }) => ({ interfaceName, address, family: family === 'IPv6' ? 6 : 4 })),
    ),
  async routed() {
    const found = await Promise.all(
      [sourceAddress('udp4'), sourceAddress('udp6')].map((one) => one.catch(() => undefined)),
    );
    return found.filter((address) => address !== undefined);
  },
  async firewallBefore(port) {
    if (process.platform !== 'linux') return undefined;
    const { firewallBefore } = await import('./firewall');
    return firewallBefore(port);
  },
});
