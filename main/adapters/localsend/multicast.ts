// Announcements by UDP multicast on given addresses. Source: localsend/protocol, README, "Defaults".
import { createSocket, type Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import { plainAddress } from '../../core/model/devices/plain-address';
import { localSendPort } from '../../core/model/devices/device';

/** Some Android devices take no group outside of 224.0.0.0/24. */
const group = '224.0.0.167';
const mostDatagramBytes = 4_096;

export interface Multicast {
  /** On how many addresses others are heard. */
  readonly joined: number;
  send(text: string): void;
  close(): void;
}

/** Resolves to `undefined` where the system refuses. */
const bound = (port: number, address: string, reuse: boolean): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    // LocalSend's own app may run on this computer: both hear what comes to the group.
    const socket = createSocket({ type: 'udp4', reuseAddr: reuse });
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ port, address, exclusive: true }, () => {
      socket.removeAllListeners('error');
      // A network that went away is no reason to end.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });

const tried = (action: () => void): boolean => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};

/** Windows binds to addresses of its own alone, other systems to the group: what is sent to the port in another way is not heard. */
const listening = (addresses: readonly string[]): readonly string[] =>
  process.platform === 'win32' ? addresses : [group];

/** `addresses`: of this computer; the protocol has no group of IPv6. */
export async function openMulticast(
  addresses: readonly string[],
  onDatagram: (text: string, from: string) => void,
): Promise<Multicast> {
  const own = addresses.filter(isIPv4);
  const senders = (await Promise.all(own.map((address) => bound(0, address, false)))).map((socket, index) => {
    const address = own[index] ?? '';
    return socket !== undefined && tried(() => socket.setMulticastInterface(address)) ? socket : undefined;
  });
  const hearing = own.length === 0 ? [] : listening(own);
  const receivers = (await Promise.all(hearing.map((address) => bound(localSendPort, address, true)))).flatMap(
    (socket) => socket ?? [],
  );
  let joined = 0;
  for (const socket of receivers) {
    socket.on('message', (bytes, { address }) => {
      if (bytes.length <= mostDatagramBytes) onDatagram(bytes.toString('utf8'), plainAddress(address));
    });
    joined += own.filter((address) => tried(() => socket.addMembership(group, address))).length;
  }
  const all = [...senders.flatMap((socket) => socket ?? []), ...receivers];
  return {
    joined,
    send(text) {
      const bytes = Buffer.from(text);
      for (const socket of senders) socket?.send(bytes, localSendPort, group, () => undefined);
    },
    close() {
      for (const socket of all) socket.close();
    },
  };
}
