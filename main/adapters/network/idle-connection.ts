// Opens a connection before there is a request for it: the request then waits for no handshake.
import { EventEmitter } from 'node:events';
import type http from 'node:http';
import type { Socket } from 'node:net';
import type { Agents, TimeLimits } from './http-client';

/** What an agent asks of a request; this one writes nothing. */
class NoRequest extends EventEmitter {
  readonly shouldKeepAlive = true;
  path = '';
  constructor(
    private readonly host: string,
    readonly onSocket: (socket: Socket | undefined, error?: Error) => void,
  ) {
    super();
  }
  /** By `Host` the agent knows the server's name for TLS. */
  getHeader(name: string): string | undefined {
    return name === 'host' ? this.host : undefined;
  }
  setHeader(): void {}
}

interface AgentWithRequests extends http.Agent {
  addRequest(request: NoRequest, options: object): void;
}

/**
 * Opens a connection to the server of `url` and leaves it with its agent, where none is idle; sends nothing but the handshakes. Resolves once it is
 * open or has failed: the next request tells why.
 */
export function openIdle(url: string, agents: Agents, { connectMs }: TimeLimits): Promise<void> {
  const { protocol, hostname, port, host } = new URL(url);
  const secure = protocol === 'https:';
  const agent = (secure ? agents.https : agents.http) as AgentWithRequests;
  if (Object.values(agent.freeSockets).some((sockets) => (sockets?.length ?? 0) > 0)) return Promise.resolve();
  return new Promise((resolve) => {
    let opening: Socket | undefined;
    const timer = setTimeout(() => opening?.destroy(), connectMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const request = new NoRequest(host, (socket, error) => {
      if (socket === undefined || error) {
        done();
        return;
      }
      opening = socket;
      // A tunnel shakes hands once it has its request.
      request.emit('socket', socket);
      const open = () => {
        socket.off('close', done);
        Object.assign(socket, { _httpMessage: request });
        socket.emit('free');
        done();
      };
      socket.on('error', () => undefined);
      socket.once('close', done);
      const isShaking =
        socket.connecting || (socket as { readonly secureConnecting?: boolean }).secureConnecting === true;
      if (isShaking) socket.once(secure ? 'secureConnect' : 'connect', open);
      else open();
    });
    const server = hostname.replace(/^\[|\]$/g, '');
    const usualPort = secure ? 443 : 80;
    agent.addRequest(request, {
      protocol,
      host: server,
      hostname: server,
      port: port === '' ? usualPort : Number(port),
    });
  });
}
