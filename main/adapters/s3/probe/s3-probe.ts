// The ServerProbe port on S3: each probe is exactly one request, and gives the facts of its answer.
import type { Connection, Credentials } from '../../../core/model/connection';
import type { ProbeResponse, ProbeRequest } from '../../../core/model/probe';
import { asFailure, assertNever, Failure } from '../../../core/model/failure';
import { bucketTarget, encodeKey, objectTarget, targetUrl } from '../object-url';
import type { Route } from '../../../core/model/proxy-route';
import type { ServerProbe, OpenServerProbe } from '../../../core/ports/server-probe';
import { directNetwork, type Network } from '../../network/network';
import { requestFactsOf } from '../wire/response-errors';
import { checksum, completion, removals } from './request-bodies';
import { readProbeResponse } from './read-response';
import { headersOf } from '../upload-requests';
import { createHeaderSigner, type ToSignInHeader } from '../signing/header-signer';
import { send, usualTimeLimits, type Agents, type Outgoing, type TimeLimits } from '../../network/http-client';
import { createServerClock } from '../server-clock';
import { createSdkPresigner } from '../signing/sdk-presigner';
import { createSigner, type ToSign } from '../signing/signer';
import { explained, failureOfSocket } from '../../network/socket-errors';
import { formBody } from './upload-form';
import { signForm } from '../signing/form-signer';
import type { Clock } from '../../../core/model/system';

const linkSeconds = 120;
const formSeconds = 600;
const nothing = new Uint8Array();
/** RFC 6761 section 6.4: a domain of nobody, so a server that allows this origin allows all. */
const strangeOrigin = 'https://mayfly.invalid';

type ProbeOf<Kind extends ProbeRequest['kind']> = Extract<ProbeRequest, { readonly kind: Kind }>;

/** Opens probes of S3 servers. `limits` is for tests. */
export function createServerProbeFactory(
  clock: Clock,
  network: Network = directNetwork,
  limits: TimeLimits = usualTimeLimits,
): OpenServerProbe {
  return async (connection, credentials, offsetMs) => {
    const { endpoint: url, shareEndpoint = url, caFile } = connection;
    const route = await network.routeTo(url);
    const own = await network.agentsTo({ url, maxSockets: 1, caFile, route });
    const anonymous = await network.agentsTo({ url: shareEndpoint, maxSockets: 1, caFile, anonymous: true });
    return openServerProbe(connection, credentials, { now: clock, limits, offsetMs, own, anonymous, route });
  };
}

interface Opening {
  readonly now: Clock;
  readonly limits: TimeLimits;
  readonly offsetMs: number;
  readonly own: Agents;
  readonly anonymous: Agents;
  readonly route: Route;
}

function createSending(
  connection: Connection,
  credentials: Credentials,
  { now, limits, offsetMs, own, anonymous, route }: Opening,
) {
  const serverClock = createServerClock(now);
  const nowThere = () => (serverClock.offsetMs() === undefined ? now() + offsetMs : serverClock.now());
  const presign = createSdkPresigner(connection, credentials);
  const signer = createHeaderSigner(connection, credentials);
  const facts = requestFactsOf(connection, route);
  /** `given`: the body is a stored object, which may be HTML. */
  const exchange = async (
    outgoing: Outgoing,
    who: 'own' | 'anonymous' = 'own',
    given = false,
  ): Promise<ProbeResponse> => {
    const sentAtMs = now();
    const answer = await send({ ...outgoing, once: true }, who === 'own' ? own : anonymous, limits).catch(
      async (error: unknown) => {
        throw await explained(failureOfSocket(error, facts.detail) ?? asFailure(error));
      },
    );
    serverClock.learn(answer.headers.date, sentAtMs, now());
    return readProbeResponse(answer, {
      stored: given || outgoing.method === 'HEAD',
      facts,
      offsetMs: serverClock.offsetMs(),
    });
  };
  return {
    connection,
    credentials,
    /** By the server's clock. */
    nowThere,
    exchange,
    /** Signed in a header, as the SDK signs; without a target, a request about the bucket. */
    inHeader: async (
      method: ToSignInHeader['method'],
      {
        target = bucketTarget(connection),
        query = {},
        headers = {},
        body = nothing,
      }: Partial<Pick<ToSignInHeader, 'target' | 'query' | 'headers' | 'body'>>,
      signal: AbortSignal,
    ) => {
      const signed = signer.sign({ method, target, query, headers, body, signedAtMs: nowThere() });
      const sized = method === 'POST' ? { 'content-length': String(body.length) } : {};
      return exchange({ method, url: signed.url, headers: { ...signed.headers, ...sized }, body, signal });
    },
    /** Signed in the URL, as uploads and links are. */
    inUrl: (request: Omit<ToSign, 'lifetimeSeconds' | 'signedAtMs'>) =>
      presign({ ...request, lifetimeSeconds: linkSeconds, signedAtMs: nowThere() }),
  };
}

/** How requests reach one server. */
type Sending = ReturnType<typeof createSending>;

async function put(
  { exchange, inUrl }: Sending,
  request: Pick<ToSign, 'key' | 'query'> & { readonly headers: Readonly<Record<string, string>> },
  body: Uint8Array,
  signal: AbortSignal,
  signedBytes = body.length,
) {
  const withLength = (bytes: number) => ({ ...request.headers, 'content-length': String(bytes) });
  const url = await inUrl({ ...request, method: 'PUT', headers: withLength(signedBytes) });
  return exchange({ method: 'PUT', url, headers: withLength(body.length), body, signal });
}

async function form(
  { connection, credentials, nowThere, exchange }: Sending,
  { key, body: content, mostBytes, instead = {} }: ProbeOf<'form'>,
  signal: AbortSignal,
) {
  const signedAtMs = nowThere();
  const limits = { leastBytes: 0, mostBytes, signedAtMs, expiresAtMs: signedAtMs + formSeconds * 1_000 };
  const fields = {
    ...signForm(connection, credentials, { key, contentType: 'application/octet-stream', ...limits }),
    ...(instead.key !== undefined && { key: instead.key }),
    ...(instead.contentType !== undefined && { 'Content-Type': instead.contentType }),
  };
  const url = targetUrl(bucketTarget(connection));
  return exchange({ method: 'POST', url, ...formBody(fields, content), signal });
}

async function open(
  { connection, credentials, nowThere, exchange }: Sending,
  { key, overrides }: ProbeOf<'open'>,
  signal: AbortSignal,
) {
  const query = {
    'response-content-type': overrides.responseContentType,
    'response-content-disposition': overrides.responseContentDisposition,
    'response-cache-control': overrides.responseCacheControl,
  };
  // The endpoint of links may have another host: by the signer of links.
  const sign = createSigner({ ...connection, endpoint: connection.shareEndpoint ?? connection.endpoint }, credentials);
  const url = await sign({ method: 'GET', key, query, lifetimeSeconds: linkSeconds, signedAtMs: nowThere() });
  const headers = { range: 'bytes=0-0', origin: strangeOrigin };
  return exchange({ method: 'GET', url, headers, signal }, 'anonymous', true);
}

/** A presigned PUT sent with an unsigned `x-amz-copy-source` (CVE-2026-54330), to the endpoint of the credentials. */
async function smuggle(
  { connection, exchange, inUrl }: Sending,
  { key, source }: ProbeOf<'smuggle'>,
  signal: AbortSignal,
) {
  const headers = { 'content-length': '0', 'x-amz-copy-source': `/${connection.bucket}/${encodeKey(source)}` };
  return exchange({ method: 'PUT', url: await inUrl({ method: 'PUT', key }), headers, signal });
}

async function publish({ exchange, inUrl }: Sending, { key, body }: ProbeOf<'publish'>, signal: AbortSignal) {
  const headers = { 'content-length': String(body.length), 'x-amz-acl': 'public-read' };
  return exchange({ method: 'PUT', url: await inUrl({ method: 'PUT', key }), headers, body, signal });
}

async function ask(sending: Sending, request: ProbeRequest, signal: AbortSignal): Promise<ProbeResponse> {
  const { connection, exchange, inHeader, inUrl } = sending;
  const target = 'key' in request ? objectTarget(connection, request.key) : bucketTarget(connection);
  switch (request.kind) {
    case 'lifecycle':
      return inHeader('GET', { query: { lifecycle: '' } }, signal);
    case 'locate':
      return inHeader('HEAD', {}, signal);
    case 'put': {
      const { key, body, crc32, onlyNew = false, signedBytes } = request;
      const headers = { ...headersOf(request.headers), ...checksum(crc32), ...(onlyNew && { 'if-none-match': '*' }) };
      return put(sending, { key, headers }, body, signal, signedBytes);
    }
    case 'smuggle':
      return smuggle(sending, request, signal);
    case 'publish':
      return publish(sending, request, signal);
    case 'visit':
      return exchange({ method: 'GET', url: targetUrl(target), headers: {}, signal }, 'own', true);
    case 'fetch':
      return exchange(
        { method: 'GET', url: await inUrl({ method: 'GET', key: request.key }), headers: {}, signal },
        'own',
        true,
      );
    case 'open':
      return open(sending, request, signal);
    case 'describe':
      return inHeader('HEAD', { target, headers: { 'x-amz-checksum-mode': 'ENABLED' } }, signal);
    case 'form':
      return form(sending, request, signal);
    case 'begin': {
      const announced = request.withChecksum && { 'x-amz-checksum-algorithm': 'CRC32' };
      const headers = { ...headersOf(request.headers), ...announced };
      return inHeader('POST', { target, query: { uploads: '' }, headers }, signal);
    }
    case 'part': {
      const { key, uploadId, body, crc32 } = request;
      return put(sending, { key, query: { partNumber: '1', uploadId }, headers: checksum(crc32) }, body, signal);
    }
    case 'parts':
      return inHeader('GET', { target, query: { uploadId: request.uploadId } }, signal);
    case 'complete':
      return inHeader('POST', { target, query: { uploadId: request.uploadId }, ...completion(request) }, signal);
    case 'uploads':
      return inHeader('GET', { query: { uploads: '', prefix: request.prefix } }, signal);
    case 'abort':
      return inHeader('DELETE', { target, query: { uploadId: request.uploadId } }, signal);
    case 'remove': {
      const { versionId } = request;
      return inHeader('DELETE', { target, query: versionId === undefined ? {} : { versionId } }, signal);
    }
    case 'remove-many':
      return inHeader('POST', { query: { delete: '' }, ...removals(request.objects) }, signal);
    case 'list': {
      const listing = { prefix: request.prefix, 'max-keys': '100', 'encoding-type': 'url' };
      const query = { ...(request.versions ? { versions: '' } : { 'list-type': '2' }), ...listing };
      return inHeader('GET', { query }, signal);
    }
    default:
      return assertNever(request);
  }
}

function openServerProbe(connection: Connection, credentials: Credentials, opening: Opening): ServerProbe {
  const sending = createSending(connection, credentials, opening);
  return {
    async ask(request, signal) {
      if (signal.aborted) throw new Failure('cancelled');
      return ask(sending, request, signal);
    },
    close() {
      opening.own.close();
      opening.anonymous.close();
    },
  };
}
