// A proxy of the test's own: it forwards and tunnels, wants a password or not, and remembers what it was asked.
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

export interface ProxyRequest {
  readonly method: string;
  /** As it was asked: `host:port`, or a whole address. */
  readonly target: string;
  /** The name and password that came along, decoded. */
  readonly password: string | undefined;
  /** Whether anything but the proxy's own password was readable for it. */
  readonly readable: boolean;
}

export interface ProxyServer {
  /** host:port. */
  readonly host: string;
  readonly seen: readonly ProxyRequest[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** `name:password`; without it everybody may. */
  readonly password?: string;
  /** Where a host (`name:port`) really is: the proxy's own resolver. Others are unknown. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Instead of doing what was asked. */
  readonly answers?: { readonly status: number; readonly body?: string; readonly contentType?: string };
}

export async function startProxy({ password, hosts = {}, answers }: ProxyOptions = {}): Promise<ProxyServer> {
  const seen: ProxyRequest[] = [];
  const sockets = new Set<Socket>();
  const isAllowed = (request: http.IncomingMessage, target: string): boolean => {
    const basic = /^Basic (.+)$/.exec(request.headers['proxy-authorization'] ?? '')?.[1];
    const given = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8');
    const { method = '' } = request;
    seen.push({ method, target, password: given, readable: request.headers.authorization !== undefined });
    return password === undefined || given === password;
  };
  const placeOf = (host: string) => hosts[host] ?? (/^(127\.|localhost:)/.test(host) ? host : undefined);
  const refusing = (allowed: boolean) =>
    allowed ? answers : { status: 407, body: '<html>Proxy password</html>', contentType: 'text/html' };

  const server = http.createServer((request, response) => {
    const target = request.url ?? '';
    const refusal = refusing(isAllowed(request, target));
    const url = URL.canParse(target) ? new URL(target) : undefined;
    const place = url === undefined ? undefined : placeOf(url.host);
    if (refusal !== undefined || url === undefined || place === undefined) {
      const { status, body = '', contentType = 'text/html' } = refusal ?? { status: 502 };
      request.resume();
      response.writeHead(status, { 'content-type': contentType, 'proxy-authenticate': 'Basic realm="canary"' });
      response.end(body);
      return;
    }
    const { 'proxy-authorization': _ours, 'proxy-connection': _also, ...headers } = request.headers;
    const path = target.slice(target.indexOf(url.host) + url.host.length);
    const [host = '', port] = place.split(':');
    const onward = http.request({ host, port, method: request.method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('connect', (request, socket: Socket, head) => {
    const target = request.url ?? '';
    socket.on('error', () => undefined);
    const refusal = refusing(isAllowed(request, target));
    const place = placeOf(target);
    if (refusal !== undefined || place === undefined) {
      const { status, body = '' } = refusal ?? { status: 502 };
      socket.end(
        `HTTP/1.1 ${status} Whatever\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      return;
    }
    const [host = '', port] = place.split(':');
    const onward = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'));
    socket.on('close', () => onward.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
