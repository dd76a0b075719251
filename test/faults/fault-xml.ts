// The XML of S3's answers, as little of it as clients read.
import type { FaultBucket, Stored } from './fault-bucket';

const prolog = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const elements = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('');

export const errorXml = (code: string): string =>
  `${prolog}<Error>${elements({ Code: code, Message: 'as planned', RequestId: 'fault' })}</Error>`;

export const wholeXml = (root: string, fields: Readonly<Record<string, string>>, inner = ''): string =>
  `${prolog}<${root} xmlns="${namespace}">${elements(fields)}${inner}</${root}>`;

export function listPartsXml(
  key: string,
  uploadId: string,
  parts: ReadonlyMap<number, Stored>,
  query: URLSearchParams,
  pageSize: number,
  endless: boolean,
): string {
  const after = endless ? 0 : Number(query.get('part-number-marker') ?? 0);
  const sorted = [...parts].filter(([number]) => number > after).toSorted(([a], [b]) => a - b);
  const page = sorted.slice(0, pageSize);
  const inner = page.map(([number, { etag, bytes }]) => {
    const fields = { PartNumber: String(number), ETag: etag, Size: String(bytes.length) };
    return `<Part>${elements(fields)}<LastModified>2026-01-01T00:00:00.000Z</LastModified></Part>`;
  });
  const isTruncated = endless || sorted.length > page.length;
  const fields = {
    Key: key,
    UploadId: uploadId,
    IsTruncated: String(isTruncated),
    ...(isTruncated && { NextPartNumberMarker: String(page.at(-1)?.[0] ?? 1) }),
  };
  return wholeXml('ListPartsResult', fields, inner.join(''));
}

export function listUploadsXml(
  uploads: FaultBucket['uploads'],
  query: URLSearchParams,
  pageSize: number,
  endless: boolean,
): string {
  const prefix = query.get('prefix') ?? '';
  const after = endless ? '' : `${query.get('key-marker') ?? ''}\n${query.get('upload-id-marker') ?? ''}`;
  const place = ([id, { key }]: readonly [string, { readonly key: string }]) => `${key}\n${id}`;
  const sorted = [...uploads]
    .filter(([, { key }]) => key.startsWith(prefix))
    .filter((entry) => !query.has('key-marker') || place(entry) > after)
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const page = sorted.slice(0, pageSize);
  const inner = page.map(([id, { key, startedAtMs }]) => {
    const fields = { Key: key, UploadId: id, Initiated: new Date(startedAtMs).toISOString() };
    return `<Upload>${elements(fields)}</Upload>`;
  });
  const isTruncated = endless || sorted.length > page.length;
  const last = page.at(-1);
  const fields = {
    Bucket: 'faults',
    IsTruncated: String(isTruncated),
    ...(isTruncated && { NextKeyMarker: last?.[1].key ?? 'x', NextUploadIdMarker: last?.[0] ?? 'x' }),
  };
  return wholeXml('ListMultipartUploadsResult', fields, inner.join(''));
}
