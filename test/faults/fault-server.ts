// An S3 server in memory that fails on demand; after a run its contents are compared with the files.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { assertNever } from '../../main/core/model/failure';
import { createPlan, type Act, type Fault, type Operation, type Plan } from './fault-plan';
import { createFaultBucket, damaged, type Character, type FaultBucket, type Stored } from './fault-bucket';
import { abuse, sendAnswer, type ReadyAnswer } from './fault-acts';
import { errorXml, listPartsXml, listUploadsXml, wholeXml } from './fault-xml';

export interface FaultServer {
  readonly url: string;
  readonly bucket: FaultBucket;
  /** Body bytes of uploads that arrived completely, resent ones too. */
  receivedBytes(): number;
  requests(): readonly { readonly operation: Operation; readonly part?: number }[];
  /** Replaces the plan; counting begins anew. */
  plan(faults: readonly Fault[]): Plan;
  close(): Promise<void>;
}

export interface FaultServerOptions {
  readonly character?: Character;
  /** Entries of a page of any list. */
  readonly pageSize?: number;
  readonly port?: number;
  /** Whether a session token is one that has not ended; others are answered as S3 does. */
  readonly admits?: (sessionToken: string | undefined) => boolean;
}

export const bucketName = 'faults';

interface Request {
  readonly operation: Operation;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly part?: number;
}

export async function startFaultServer(options: FaultServerOptions = {}): Promise<FaultServer> {
  const { character = 'crc', pageSize = 1_000, port = 0, admits = () => true } = options;
  const bucket = createFaultBucket(character);
  const sockets = new Set<Socket>();
  const log: { readonly operation: Operation; readonly part?: number }[] = [];
  let plan = createPlan([]);
  let received = 0;

  const server = createServer((message, response) => {
    void handle(message, response).catch(() => response.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = read(message);
    log.push({ operation: request.operation, ...(request.part !== undefined && { part: request.part }) });
    const act = plan.meet(request.operation, request.part);
    message.on('error', () => undefined);
    response.on('error', () => undefined);
    if (act?.kind === 'call' && act.at === 'before') await act.call();
    if (act !== undefined && (await abuse(act, message, response, 'arrived'))) return;
    const body = await readAll(message, act);
    if (body === undefined) return;
    if (request.operation === 'put' || request.operation === 'part') received += body.length;
    if (!admits(tokenOf(message, request))) {
      sendAnswer(response, undefined, { status: 400, body: errorXml('ExpiredToken') });
      return;
    }
    const refusesChecksum = character === 'refuses-checksums' && hasChecksum(message, request);
    const answer = refusesChecksum
      ? { status: 400, body: errorXml('InvalidArgument') }
      : perform(request, body, act, message);
    if (act?.kind === 'call' && act.at === 'stored') await act.call();
    if (act !== undefined && (await abuse(act, message, response, 'stored'))) return;
    sendAnswer(response, act, message.method === 'HEAD' ? { ...answer, headOnly: true } : answer);
  }

  const hasChecksum = (message: IncomingMessage, { operation }: Request) =>
    operation === 'create'
      ? message.headers['x-amz-checksum-algorithm'] !== undefined
      : Object.keys(message.headers).some((name) => name.startsWith('x-amz-checksum-crc'));

  /** What a request does and what an honest server says. */
  function perform(
    { operation, key, query, part }: Request,
    body: Buffer,
    act: Act | undefined,
    message: IncomingMessage,
  ): ReadyAnswer {
    const uploadId = query.get('uploadId') ?? '';
    const noEffect = act?.kind === 'refuse' || (act?.kind === 'false-200' && !act.stored);
    if (act?.kind === 'forget') bucket.uploads.delete(uploadId);
    const upload = bucket.uploads.get(uploadId);
    const gone = { status: 404, body: errorXml('NoSuchUpload') };
    if (noEffect) return { status: 200 };
    switch (operation) {
      case 'put':
      case 'part': {
        if (operation === 'part' && upload === undefined) return gone;
        const sent = bucket.describe(body);
        const kept = act?.kind === 'damage' ? bucket.describe(damaged(body, act.how)) : sent;
        // A lie: the answer tells of what was sent, and so does the list of parts.
        const stored = act?.kind === 'damage' && act.lies === true ? { ...sent, bytes: kept.bytes } : kept;
        if (operation === 'put') bucket.objects.set(key, stored);
        else upload?.parts.set(part ?? 0, stored);
        return { status: 200, headers: storedHeaders(stored) };
      }
      case 'create':
        return {
          status: 200,
          body: wholeXml('InitiateMultipartUploadResult', {
            Bucket: bucketName,
            Key: key,
            UploadId: bucket.create(key, Date.now()),
          }),
        };
      case 'complete': {
        if (upload === undefined) return gone;
        const stored = bucket.complete(uploadId, partsOf(body.toString('utf8')));
        if (stored === undefined) return { status: 400, body: errorXml('InvalidPart') };
        const crc = stored.crc32 === undefined ? {} : { ChecksumCRC32: stored.crc32 };
        return {
          status: 200,
          body: wholeXml('CompleteMultipartUploadResult', { Bucket: bucketName, Key: key, ETag: stored.etag, ...crc }),
        };
      }
      case 'abort':
        return bucket.uploads.delete(uploadId) ? { status: 204 } : gone;
      case 'delete':
        bucket.objects.delete(key);
        return { status: 204 };
      case 'list-parts':
        if (upload === undefined) return gone;
        return {
          status: 200,
          body: listPartsXml(key, uploadId, upload.parts, query, pageSize, act?.kind === 'endless-list'),
        };
      case 'list-uploads':
        return { status: 200, body: listUploadsXml(bucket.uploads, query, pageSize, act?.kind === 'endless-list') };
      case 'list-objects':
        return {
          status: 200,
          body: wholeXml('ListBucketResult', { Name: bucketName, KeyCount: '0', IsTruncated: 'false' }),
        };
      case 'head':
      case 'get':
        return readObject(bucket.objects.get(key), message.headers.range);
      default:
        return assertNever(operation);
    }
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket,
    receivedBytes: () => received,
    requests: () => log,
    plan: (faults) => (plan = createPlan(faults)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function tokenOf({ headers }: IncomingMessage, { query }: Request): string | undefined {
  const header = headers['x-amz-security-token'];
  return query.get('X-Amz-Security-Token') ?? (typeof header === 'string' ? header : undefined);
}

function read(message: IncomingMessage): Request {
  const url = new URL(message.url ?? '/', 'http://fault');
  const [, , ...segments] = url.pathname.split('/');
  const key = segments.map(decodeURIComponent).join('/');
  const query = url.searchParams;
  const inUpload = query.has('uploadId');
  const part = query.has('partNumber') ? Number(query.get('partNumber')) : undefined;
  const operations: Readonly<Record<string, Operation>> = {
    PUT: inUpload ? 'part' : 'put',
    POST: inUpload ? 'complete' : 'create',
    DELETE: inUpload ? 'abort' : 'delete',
    HEAD: 'head',
    GET: inUpload ? 'list-parts' : query.has('uploads') ? 'list-uploads' : key === '' ? 'list-objects' : 'get',
  };
  return { operation: operations[message.method ?? ''] ?? 'get', key, query, ...(part !== undefined && { part }) };
}

/** `undefined` when the connection ended, or was ended, in the middle. */
async function readAll(message: IncomingMessage, act: Act | undefined): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  const length = Number(message.headers['content-length'] ?? 0);
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (act?.kind === 'reset' && act.at === 'mid' && size * 2 >= length) {
        message.socket.resetAndDestroy();
        return undefined;
      }
      if (act?.kind === 'trickle' && act.reads) await new Promise((resolve) => setTimeout(resolve, act.everyMs));
    }
  } catch {
    return undefined;
  }
  if (act?.kind === 'reset' && act.at === 'mid') {
    message.socket.resetAndDestroy();
    return undefined;
  }
  return size < length ? undefined : Buffer.concat(chunks);
}

const storedHeaders = ({ etag, crc32 }: Stored) => ({
  etag,
  ...(crc32 !== undefined && { 'x-amz-checksum-crc32': crc32 }),
});

function readObject(stored: Stored | undefined, range: string | undefined): ReadyAnswer {
  if (stored === undefined) return { status: 404, body: errorXml('NoSuchKey') };
  const { bytes } = stored;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (first === undefined) return { status: 200, headers: storedHeaders(stored), bytes };
  if (Number(first) >= bytes.length) {
    return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, body: errorXml('InvalidRange') };
  }
  const cut = bytes.subarray(Number(first), Number(last) + 1);
  const contentRange = `bytes ${first}-${Number(first) + cut.length - 1}/${bytes.length}`;
  return { status: 206, headers: { ...storedHeaders(stored), 'content-range': contentRange }, bytes: cut };
}

function partsOf(xml: string): readonly { readonly number: number; readonly etag: string }[] {
  return [...xml.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }));
}
