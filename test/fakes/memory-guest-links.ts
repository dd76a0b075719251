// The twin's signed requests for guests: how they are signed, and how the server in memory answers whoever sends them.
import { createHmac } from 'node:crypto';
import type { Connection, Credentials } from '../../main/core/model/connection';
import { asFailure } from '../../main/core/model/failure';
import { checkLifetime, usualLongestSeconds } from '../../main/core/model/expiry';
import type { SignedRequest } from '../../main/core/model/requests/guest-request';
import type { GuestLinks } from '../../main/core/ports/guest-links';
import { objectTarget } from '../../main/adapters/s3/object-url';
import { assemble, keep, stored } from './memory-bucket';
import type { MemoryAnswer, MemoryServer } from './memory-server';

export interface GuestRequest {
  readonly method: 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface GuestForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Uint8Array;
}

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');
/** A query names the headers that were signed, and their values are signed with it. */
const toSign = (url: URL, headers: Readonly<Record<string, string>>): string => {
  const names = (url.searchParams.get('headers') ?? '').split(';').filter((name) => name !== '');
  return [url.href, ...names.map((name) => `${name}:${headers[name] ?? ''}`)].join('\n');
};
const answer = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): MemoryAnswer => ({
  status,
  headers,
  body: Buffer.from(body),
});

export function memoryGuestLinks(
  server: MemoryServer,
  connection: Connection,
  credentials: () => Credentials,
): GuestLinks {
  const { bucket } = connection;
  const origin = new URL(connection.shareEndpoint ?? 'https://memory.example').origin;
  const second = (ms = server.now()) => Math.floor(ms / 1_000) * 1_000;
  const sign = async (
    method: GuestRequest['method'],
    { key, lifetimeSeconds, signedAtMs }: { key: string; lifetimeSeconds: number; signedAtMs?: number },
    query: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<SignedRequest> => {
    const { path } = objectTarget({ ...connection, endpoint: origin, addressing: 'path' }, key);
    const expiresAtMs = second(signedAtMs) + checkLifetime(lifetimeSeconds) * 1_000;
    const by = credentials().accessKeyId;
    const params = { by, until: String(expiresAtMs), method, headers: Object.keys(headers).join(';'), ...query };
    const url = new URL(`${path}?${new URLSearchParams(params).toString()}`, origin);
    // A server signs the query in the order of its names.
    url.searchParams.sort();
    url.searchParams.set('X-Amz-Signature', hmac(credentials().secretAccessKey, toSign(url, headers)));
    return { url: url.href, headers, expiresAtMs };
  };
  const length = (bytes: number | undefined) => (bytes === undefined ? {} : { 'content-length': String(bytes) });
  const links: GuestLinks = {
    async signForm({ key, leastBytes, mostBytes, contentType, expiresAtMs, signedAtMs }) {
      const endsAtMs = second(expiresAtMs);
      checkLifetime((endsAtMs - second(signedAtMs)) / 1_000, usualLongestSeconds);
      objectTarget(connection, key);
      const { accessKeyId, secretAccessKey } = credentials();
      const signed = { key, 'Content-Type': contentType };
      const text = JSON.stringify({ bucket, leastBytes, mostBytes, endsAtMs, by: accessKeyId, signed });
      const policy = Buffer.from(text).toString('base64');
      const fields = { ...signed, policy, 'x-amz-signature': hmac(secretAccessKey, policy) };
      return { url: `${origin}/${bucket}/`, fields, expiresAtMs: endsAtMs };
    },
    signWrite: ({ contentType, contentLength, isNew = false, ...request }) =>
      sign(
        'PUT',
        request,
        {},
        {
          ...(contentType !== undefined && { 'content-type': contentType }),
          ...length(contentLength),
          ...(isNew && { 'if-none-match': '*' }),
        },
      ),
    signForms: (keys, form) => Promise.all(keys.map((key) => links.signForm({ ...form, key }))),
    signAlike: (keys, { method, ...request }) =>
      Promise.all(
        keys.map(async (key) => {
          if (method === 'PUT') return links.signWrite({ ...request, key });
          if (method === 'HEAD') return sign(method, { ...request, key });
          // As its ObjectStore signs a link.
          const endpoint = connection.shareEndpoint === undefined ? {} : { endpoint: connection.shareEndpoint };
          return { ...server.sign(credentials(), bucket, { ...endpoint, ...request, key }), headers: {} };
        }),
      ),
    signHead: (request) => sign('HEAD', request),
    signPart: ({ uploadId, partNumber, contentLength, ...request }) =>
      sign('PUT', request, { partNumber: String(partNumber), uploadId }, length(contentLength)),
    signComplete: ({ uploadId, ...request }) => sign('POST', request, { uploadId }),
    signAbort: ({ uploadId, ...request }) => sign('DELETE', request, { uploadId }),
  };
  return links;
}

const typed = (contentType = 'binary/octet-stream') => ({ contentType, contentDisposition: 'attachment' });

/** As a server answers that refuses `x-amz-` headers which are not signed. */
export function answerGuest(
  server: MemoryServer,
  { method, url: text, headers = {}, body = Buffer.alloc(0) }: GuestRequest,
): MemoryAnswer {
  const url = new URL(text);
  const asked = url.searchParams;
  const secret = server.credentials.get(asked.get('by') ?? '');
  const signature = asked.get('X-Amz-Signature');
  asked.delete('X-Amz-Signature');
  asked.sort();
  const sent: Readonly<Record<string, string>> = { ...headers, 'content-length': String(body.length) };
  const signed = (asked.get('headers') ?? '').split(';');
  const allowed =
    secret !== undefined &&
    signature === hmac(secret, toSign(url, sent)) &&
    asked.get('method') === method &&
    server.now() < Number(asked.get('until')) &&
    Object.keys(sent).every((name) => !name.startsWith('x-amz-') || signed.includes(name));
  if (!allowed) return answer(403);
  const [, bucketName = '', ...segments] = url.pathname.split('/');
  const key = segments.map(decodeURIComponent).join('/');
  const bucket = server.buckets.get(bucketName);
  if (bucket === undefined) return answer(404);
  const uploadId = asked.get('uploadId');
  const upload = uploadId === null ? undefined : bucket.uploads.get(uploadId);
  if (uploadId !== null && upload?.key !== key) return answer(404);
  const object = bucket.objects.get(key);
  if (method === 'HEAD') {
    if (object === undefined) return answer(404);
    return answer(200, { 'content-length': String(object.body.length), etag: object.etag });
  }
  if (method === 'DELETE') {
    if (uploadId !== null) bucket.uploads.delete(uploadId);
    return answer(204);
  }
  const arrived = stored(Buffer.from(body), server.proofs, undefined);
  if (method === 'PUT' && upload !== undefined) {
    upload.parts.set(Number(asked.get('partNumber')), arrived);
    return answer(200, { etag: arrived.etag });
  }
  if (method === 'PUT') {
    if (sent['if-none-match'] === '*' && object !== undefined) return answer(412);
    keep(bucket, key, { ...arrived, headers: typed(sent['content-type']), modifiedAtMs: server.now() });
    return answer(200, { etag: arrived.etag });
  }
  const listed = [
    ...Buffer.from(body)
      .toString()
      .matchAll(/<Part>.*?<\/Part>/gs),
  ].map(([part]) => ({
    partNumber: Number(/<PartNumber>(\d+)/.exec(part)?.[1]),
    etag: /<ETag>([^<]*)/.exec(part)?.[1]?.replaceAll('&quot;', '"') ?? '',
  }));
  try {
    keep(bucket, key, { ...assemble(bucket, uploadId ?? '', listed), modifiedAtMs: server.now() });
  } catch (error) {
    return answer(asFailure(error).detail.status ?? 500);
  }
  bucket.uploads.delete(uploadId ?? '');
  return answer(200, {}, '<CompleteMultipartUploadResult/>');
}

/** As a server answers that holds a form to its policy. */
export function answerForm(server: MemoryServer, { fields, file }: GuestForm): MemoryAnswer {
  const { policy = '', 'x-amz-signature': signature, ...rest } = fields;
  const told = JSON.parse(Buffer.from(policy, 'base64').toString('utf8')) as {
    readonly bucket: string;
    readonly leastBytes: number;
    readonly mostBytes: number;
    readonly endsAtMs: number;
    readonly by: string;
    readonly signed: Readonly<Record<string, string>>;
  };
  const secret = server.credentials.get(told.by);
  const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
  const allowed =
    secret !== undefined &&
    signature === hmac(secret, policy) &&
    server.now() < told.endsAtMs &&
    same(rest, told.signed);
  if (!allowed) return answer(403);
  if (file.length < told.leastBytes || file.length > told.mostBytes) return answer(400);
  const bucket = server.buckets.get(told.bucket);
  if (bucket === undefined) return answer(404);
  const headers = typed(told.signed['Content-Type']);
  const object = { ...stored(Buffer.from(file), server.proofs, undefined), headers, modifiedAtMs: server.now() };
  keep(bucket, told.signed['key'] ?? '', object);
  return answer(201);
}

/** One write of a guest's page, of either kind. */
export const answerWrite = (
  server: MemoryServer,
  write:
    | (Omit<GuestForm, 'file'> & { readonly kind: 'form' })
    | (Pick<GuestRequest, 'url' | 'headers'> & { readonly kind: 'put' }),
  body: Uint8Array,
): MemoryAnswer =>
  write.kind === 'form'
    ? answerForm(server, { ...write, file: body })
    : answerGuest(server, { ...write, method: 'PUT', body });
