// A wall in front of a real server: it counts what passes, refuses what a test says, and changes what comes back.
import http from 'node:http';
import type { Front } from './real-servers';
import { startScripted, type Script } from './scripted-server';

/** What a request asks for, as a policy would name it. */
export type Operation =
  | 'lifecycle'
  | 'locate'
  | 'list'
  | 'versions'
  | 'put'
  | 'put-as-copy'
  | 'put-if-new'
  | 'form'
  | 'begin'
  | 'part'
  | 'parts'
  | 'complete'
  | 'abort'
  | 'get'
  | 'head'
  | 'delete'
  | 'delete-version'
  | 'delete-many';

export interface Passing {
  readonly operation: Operation;
  readonly request: http.IncomingMessage;
  /** From 1. */
  readonly number: number;
}

/** What comes back may be changed in place. */
export interface Returning {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  /** It was done, and nobody is told: the connection breaks off. */
  lost?: boolean;
}

export interface Wall extends Front {
  readonly endpoint: string;
  readonly passed: readonly Operation[];
  /** Answered here instead of there. */
  refuse: (passing: Passing) => Script | undefined;
  alter: (operation: Operation, returning: Returning) => void;
  /** Lets everything through, uncounted. */
  open(): void;
  close(): Promise<void>;
}

/** A link to write, sent as what it was not signed for. */
const isUnsignedCopy = (headers: http.IncomingHttpHeaders): boolean =>
  headers['x-amz-copy-source'] !== undefined && headers.authorization === undefined;

function operationOf({ method = '', url = '', headers }: http.IncomingMessage): Operation {
  const { pathname, searchParams: query } = new URL(url, 'http://wall');
  const inHost = (headers.host ?? '').startsWith('files.');
  const ofBucket = pathname.split('/').filter((segment) => segment !== '').length <= (inHost ? 0 : 1);
  if (method === 'POST' && query.has('delete')) return 'delete-many';
  if (method === 'POST') return ofBucket ? 'form' : query.has('uploads') ? 'begin' : 'complete';
  if (method === 'PUT' && isUnsignedCopy(headers)) return 'put-as-copy';
  if (method === 'PUT') return query.has('uploadId') ? 'part' : headers['if-none-match'] === '*' ? 'put-if-new' : 'put';
  if (method === 'DELETE') {
    return query.has('uploadId') ? 'abort' : query.has('versionId') ? 'delete-version' : 'delete';
  }
  if (method === 'HEAD') return ofBucket ? 'locate' : 'head';
  if (query.has('uploadId')) return 'parts';
  if (!ofBucket) return 'get';
  return query.has('lifecycle') ? 'lifecycle' : query.has('versions') ? 'versions' : 'list';
}

/** In front of the server that is given its port. */
export async function startWall(): Promise<Wall> {
  const server = await startScripted();
  let passed: Operation[] = [];
  let behind = 0;
  const wall: Wall = {
    endpoint: server.endpoint,
    port: server.port,
    get passed() {
      return passed;
    },
    serve(port) {
      behind = port;
    },
    refuse: () => undefined,
    alter: () => undefined,
    open() {
      wall.refuse = () => undefined;
      wall.alter = () => undefined;
      passed = [];
    },
    close: () => server.close(),
  };
  server.script = (request, response) => {
    const operation = operationOf(request);
    passed.push(operation);
    const refusal = wall.refuse({ operation, request, number: passed.length });
    if (refusal === undefined) forward(behind, request, response, (returning) => wall.alter(operation, returning));
    else refusal(request, response);
  };
  return wall;
}

function forward(
  port: number,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  alter: (returning: Returning) => void,
): void {
  const { method, url, headers } = request;
  const outgoing = http.request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (incoming) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const returning: Returning = {
        status: incoming.statusCode ?? 0,
        headers: { ...incoming.headers },
        body: Buffer.concat(chunks),
      };
      alter(returning);
      if (returning.lost === true) {
        response.destroy();
        return;
      }
      response.writeHead(returning.status, returning.headers);
      response.end(returning.body);
    });
  });
  outgoing.on('error', () => response.destroy());
  request.pipe(outgoing);
}
