// POST Object: uploads by an HTML form, authorised and limited by its policy.

import { assertKeyLength } from '../protocol/address';
import { measuredBody, parseContentMd5, receivePieces } from '../auth/request-body';
import { assertChecksumValue, checksumAlgorithms, checksumHeader } from '../protocol/checksums';
import { S3Error, invalidArgument } from '../protocol/errors';
import { type FormUpload, boundaryOf, readForm } from '../protocol/form-data';
import { expirationHeader } from '../storage/lifecycle';
import { collectHeaders, describeChecksum, toWire } from './object-headers';
import { type Reply, maximumPutBytes } from './operation';
import { checkPolicy } from '../auth/post-policy';
import { type S3Request, headerOf } from '../protocol/request';
import type { Credentials } from '../auth/signature';
import { type Writer, assertWritable, writerOf } from '../auth/writer';
import type { Store } from '../storage/store';
import { parseTagging } from './tagging';
import { commitPut, versionHeaders } from './versions';
import { element } from '../protocol/xml';
import type { StoredObject } from '../storage/records';

export interface FormCall {
  readonly store: Store;
  readonly request: S3Request;
  readonly bucket: string;
  readonly credentials: Credentials;
  readonly writer: Writer | undefined;
  readonly nowMs: number;
  /** The longest time until the form's file begins, ms. */
  readonly fieldsMs: number;
  /** Called once the signature of the form's policy is verified; what it raises is the answer. */
  readonly signed: () => Promise<void>;
}

/** True for a form upload, whose policy is signed in place of a header or query. */
export function isFormUpload(request: S3Request): boolean {
  return (
    request.method === 'POST' &&
    request.bucket !== undefined &&
    request.key === undefined &&
    request.query.size === 0 &&
    boundaryOf(headerOf(request, 'content-type')) !== undefined
  );
}

const understood =
  /^(?:acl|bucket|cache-control|content-(?:disposition|encoding|language|md5|type)|expires|key|policy|redirect|success_action_(?:redirect|status)|tagging|x-amz-(?:algorithm|checksum-(?:algorithm|crc32|crc32c|crc64nvme|sha1|sha256)|credential|date|meta-.+|security-token|signature|storage-class)|x-ignore-.*|submit)$/;

function refuseUnknownFields(fields: ReadonlyMap<string, string>): void {
  for (const name of fields.keys()) {
    if (!understood.test(name)) throw new S3Error('NotImplemented', undefined, { Field: name });
  }
  if ((fields.get('acl') ?? 'private') !== 'private') throw new S3Error('NotImplemented', undefined, { Field: 'acl' });
  if ((fields.get('x-amz-storage-class') ?? 'STANDARD') !== 'STANDARD') throw new S3Error('InvalidStorageClass');
}

function storedHeaders(fields: ReadonlyMap<string, string>): StoredObject['headers'] {
  const values = new Map<string, string>();
  for (const [name, value] of fields) {
    const wire = toWire(value);
    if (
      /^(?:cache-control|content-(?:disposition|encoding|language|type)|expires)$/.test(name) ||
      name.startsWith('x-amz-meta-')
    )
      values.set(name, wire);
  }
  return collectHeaders(values);
}

function statedChecksum(fields: ReadonlyMap<string, string>) {
  const stated = checksumAlgorithms.flatMap((algorithm) => {
    const value = fields.get(checksumHeader(algorithm));
    if (value === undefined) return [];
    assertChecksumValue(algorithm, value);
    return [{ algorithm, value }];
  });
  if (stated.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- field.');
  return stated[0];
}

function answer(call: FormCall, fields: ReadonlyMap<string, string>, key: string, object: StoredObject): Reply {
  const { request, bucket, store } = call;
  const etag = `"${object.etag}"`;
  const base =
    request.path === '/'
      ? `http://${headerOf(request, 'host') ?? ''}`
      : `http://${headerOf(request, 'host') ?? ''}/${bucket}`;
  const location = `${base}/${encodeURIComponent(key)}`;
  const headers = {
    ETag: etag,
    Location: location,
    ...describeChecksum(object.checksum),
    ...versionHeaders(store.bucket(bucket), object),
    ...expirationHeader(store.bucket(bucket).settings.lifecycle, key, object),
  };
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect') ?? '';
  if (URL.canParse(redirect) && /^https?:/i.test(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of [
      ['bucket', bucket],
      ['key', key],
      ['etag', etag],
    ] as const)
      target.searchParams.append(name, value);
    return { status: 303, headers: { ...headers, Location: target.href } };
  }
  switch (fields.get('success_action_status')) {
    case '200':
      return { status: 200, headers };
    case '201':
      return {
        status: 201,
        headers,
        xml: element('PostResponse', [
          element('Location', location),
          element('Bucket', bucket),
          element('Key', key),
          element('ETag', etag),
        ]),
      };
    default:
      return { status: 204, headers };
  }
}

export async function postObject(call: FormCall): Promise<Reply> {
  const { store, request, bucket, credentials, writer, nowMs, fieldsMs, signed } = call;
  const boundary = boundaryOf(headerOf(request, 'content-type')) ?? '';
  const contentLength = Number(headerOf(request, 'content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(contentLength)) throw new S3Error('MissingContentLength');
  const form = await withinLimit(readForm(receivePieces(request), boundary), fieldsMs);
  const template = form.fields.get('key') ?? '';
  if (template === '') {
    throw invalidArgument(
      'key',
      '',
      'Bucket POST must contain a field named "key". If it is specified, please check the order of the fields.',
    );
  }
  const key = template.replaceAll('${filename}', () => form.fileName);
  const fields = new Map(form.fields).set('key', key).set('bucket', bucket);
  const byWriter = writerOf(writer, fields.get('x-amz-credential'), credentials);
  const { minimumBytes, maximumBytes } = checkPolicy(fields, byWriter ?? credentials, nowMs);
  if (writer !== undefined && byWriter !== undefined) assertWritable(writer, key, true);
  await signed();
  refuseUnknownFields(fields);
  store.bucket(bucket);
  assertKeyLength(key);
  const headers = storedHeaders(fields);
  const tagging = fields.get('tagging');
  const tags = tagging === undefined ? [] : parseTagging(tagging);
  const body = measuredBody(form.pieces, {
    lengthBytes: undefined,
    mostBytes: Math.min(maximumBytes ?? maximumPutBytes, maximumPutBytes),
    likelyBytes: contentLength,
    payloadSha256: undefined,
    contentMd5: parseContentMd5(fields.get('content-md5')),
    checksum: statedChecksum(fields),
    fallbackAlgorithm: undefined,
    trailer: () => new Map(),
  });
  const segments = await store.blobs.write(body.pieces);
  try {
    const { sizeBytes, md5Hex, checksum } = await body.verify();
    if (sizeBytes < minimumBytes) {
      throw new S3Error('EntityTooSmall', undefined, {
        ProposedSize: String(sizeBytes),
        MinSizeAllowed: String(minimumBytes),
      });
    }
    const object: StoredObject = { etag: md5Hex, sizeBytes, modifiedMs: nowMs, headers, segments, tags, checksum };
    const stored = await commitPut({ store, bucket, key, nowMs }, object);
    return answer(call, fields, key, stored);
  } finally {
    await store.blobs.release(segments);
  }
}

/** Before its fields are complete a form is unsigned, so it gets no more time than a request's headers: `RequestTimeout`. */
async function withinLimit(form: Promise<FormUpload>, limitMs: number): Promise<FormUpload> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new S3Error('RequestTimeout', undefined, {}, { Connection: 'close' })), limitMs);
  });
  return Promise.race([form, late]).finally(() => clearTimeout(timer));
}
