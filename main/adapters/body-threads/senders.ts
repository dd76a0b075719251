// Where a thread sends to: connections may be opened there before the sender that uses them is.
import type { Ahead, SenderTo } from '../network/body-sender';
import type { Agents } from '../network/http-client';
import { openIdle } from '../network/idle-connection';
import { directNetwork, type To } from '../network/network';

export interface Sender {
  readonly agents: Promise<Agents>;
  readonly to: SenderTo;
}

export function createSenders() {
  const senders = new Map<number, Sender>();
  const agentsAhead = new Map<string, Promise<Agents>>();
  const placeOf = (to: To): string => JSON.stringify(to);
  const openTo = (to: To): Promise<Agents> => {
    const agents = directNetwork.agentsTo(to);
    // Told to every request over them.
    agents.catch(() => undefined);
    return agents;
  };
  return {
    of: (senderId: number) => senders.get(senderId),
    /** With the connections that were opened ahead to the same place. */
    open(senderId: number, to: SenderTo) {
      const place = placeOf(to.to);
      senders.set(senderId, { agents: agentsAhead.get(place) ?? openTo(to.to), to });
      agentsAhead.delete(place);
    },
    /** What goes wrong, the bodies tell. */
    async connect({ to, origin, limits }: Ahead, connections: number) {
      const place = placeOf(to);
      // The newest: it is the one that asks.
      const sender = [...senders.values()].findLast((one) => placeOf(one.to.to) === place);
      const opened = sender?.agents ?? agentsAhead.get(place) ?? openTo(to);
      if (sender === undefined) agentsAhead.set(place, opened);
      const agents = await opened.catch(() => undefined);
      if (agents === undefined) return;
      for (let left = connections; left > 0; left -= 1) void openIdle(origin, agents, limits);
    },
    close(senderId: number) {
      void senders.get(senderId)?.agents.then(
        (agents) => agents.close(),
        () => undefined,
      );
      senders.delete(senderId);
    },
  };
}
