// The SDK sends by node:http, and so needs agents of it, over the same connections as our own requests.
import http from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Open } from './connection-pool';
import type { Trusted } from './open-connection';
import { watchCertificate } from './peer-certificate';

/** How to reach servers that are not connected to directly. */
export interface Through {
  readonly open: Open;
  /** For a connection. */
  readonly limitMs: number;
  /** Where a proxy takes plain http: it is asked by whole addresses, with these headers. */
  readonly forwarding?: Readonly<Record<string, string>>;
}

/** An agent for https that remembers which certificate it refused. */
class WatchfulAgent extends https.Agent {
  override createConnection(...args: Parameters<https.Agent['createConnection']>) {
    const socket = super.createConnection(...args);
    if (socket instanceof TLSSocket) watchCertificate(socket);
    return socket;
  }
}

type Created = Parameters<http.Agent['createConnection']>[1];

/** Node ends no request without a socket by itself, hence the time limit. */
function create(
  through: Through,
  secure: boolean,
  { host, port }: http.ClientRequestArgs,
  created: Created,
): undefined {
  const server = { secure, hostname: host ?? '', port: Number(port), host: host ?? '' };
  through.open(server, AbortSignal.timeout(through.limitMs)).then(
    (socket) => created?.(null, socket),
    // Node's own type wants a socket even where there is none.
    (error: unknown) => created?.(error as Error, undefined as never),
  );
}

class PlainAgent extends http.Agent {
  constructor(
    options: http.AgentOptions,
    private readonly through: Through,
  ) {
    super(options);
  }

  /** Node calls it before it writes the request's headers. */
  addRequest(request: http.ClientRequest, options: http.RequestOptions): void {
    const { forwarding } = this.through;
    if (forwarding !== undefined) {
      // The path as signed: a URL parser would rewrite it, and read `//` at its start as a host.
      request.path = `http://${String(request.getHeader('host'))}${request.path}`;
      for (const [name, value] of Object.entries(forwarding)) request.setHeader(name, value);
    }
    const { addRequest } = http.Agent.prototype as unknown as { readonly addRequest: PlainAgent['addRequest'] };
    addRequest.call(this, request, options);
  }

  override createConnection(options: http.ClientRequestArgs, created: Created): undefined {
    return create(this.through, false, options, created);
  }
}

class SecureAgent extends https.Agent {
  constructor(
    options: http.AgentOptions,
    private readonly through: Through,
  ) {
    super(options);
  }

  override createConnection(options: http.ClientRequestArgs, created: Created): undefined {
    return create(this.through, true, options, created);
  }
}

/** Those of one way to servers. */
export interface SdkAgents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** `trusted`: instead of the usual authorities. */
export function createSdkAgents(
  maxSockets: number,
  trusted: Trusted | undefined,
  through: Through | undefined,
): SdkAgents {
  const options = { keepAlive: true, maxSockets, scheduling: 'lifo' as const };
  if (through !== undefined)
    return { http: new PlainAgent(options, through), https: new SecureAgent(options, through) };
  return {
    http: new http.Agent(options),
    https: new WatchfulAgent({ ...options, ...(trusted !== undefined && { secureContext: trusted() }) }),
  };
}
