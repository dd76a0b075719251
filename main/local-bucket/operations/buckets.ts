// Operations on buckets: list, create, head, location, delete, and their CORS and lifecycle settings.

import { isBucketName } from '../protocol/address';
import { readTextBody } from '../auth/request-body';
import { changeSettings, maximumSettingsBytes, readSettings } from './bucket-settings';
import { parseCors, renderCors } from './cors';
import { S3Error, type S3ErrorCode, invalidArgument } from '../protocol/errors';
import { ownerElement } from './list-objects';
import { parseLifecycle, renderLifecycle } from './lifecycle-xml';
import { type BucketCall, type Call, type Reply, isoSeconds } from './operation';
import { headerOf } from '../protocol/request';
import { type XmlElement, type XmlNode, element, malformedXml, parseXml, textOf } from '../protocol/xml';
import type { BucketSettings } from '../storage/catalog';

const maximumBuckets = 10_000;

function parseMaximum(text: string | undefined): number {
  if (text === undefined) return maximumBuckets;
  const maximum = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (maximum >= 1 && maximum <= maximumBuckets) return maximum;
  throw invalidArgument('max-buckets', text, 'Argument max-buckets must be an integer between 1 and 10000');
}

/** ListBuckets; the continuation token is the last name of the page before. */
export async function listBuckets(call: Call): Promise<Reply> {
  const { query } = call.request;
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const inRegion = (query.get('bucket-region') ?? call.region) === call.region;
  const candidates = call.store.catalog
    .buckets()
    .filter(({ name }) => inRegion && name.startsWith(prefix) && name > after);
  const shown = candidates.slice(0, parseMaximum(query.get('max-buckets')));
  const xml = element('ListAllMyBucketsResult', [
    ownerElement(),
    element(
      'Buckets',
      shown.map(({ name, createdMs }) =>
        element('Bucket', [element('Name', name), element('CreationDate', isoSeconds(createdMs))]),
      ),
    ),
    element('Prefix', query.get('prefix')),
    element('ContinuationToken', shown.length < candidates.length ? shown.at(-1)?.name : undefined),
  ]);
  return { status: 200, xml };
}

async function checkLocation(call: BucketCall): Promise<void> {
  if (headerOf(call.request, 'content-length') === undefined || headerOf(call.request, 'content-length') === '0')
    return;
  const text = await readTextBody(call.request, call.identity, maximumSettingsBytes);
  if (text === '') return;
  const root = parseXml(text);
  if (root.name !== 'CreateBucketConfiguration') throw malformedXml();
  const location = textOf(root, 'LocationConstraint');
  if (location !== undefined && location !== '' && location !== call.region) {
    throw new S3Error('InvalidLocationConstraint', undefined, { LocationConstraint: location });
  }
}

/** CreateBucket: creating one again succeeds in us-east-1 and is a conflict elsewhere, as on S3. */
export async function createBucket(call: BucketCall): Promise<Reply> {
  const { store, bucket, nowMs, region } = call;
  if (!isBucketName(bucket)) throw new S3Error('InvalidBucketName', undefined, { BucketName: bucket });
  await checkLocation(call);
  await store.exclusively(`bucket ${bucket}`, async () => {
    if (store.catalog.bucket(bucket) === undefined) {
      await store.commit([{ type: 'create-bucket', bucket, createdMs: nowMs }]);
    } else if (region !== 'us-east-1') throw new S3Error('BucketAlreadyOwnedByYou', undefined, { BucketName: bucket });
  });
  return { status: 200, headers: { Location: `/${bucket}` } };
}

export async function headBucket(call: BucketCall): Promise<Reply> {
  call.store.bucket(call.bucket);
  return { status: 200, headers: { 'x-amz-bucket-region': call.region } };
}

/** GetBucketLocation; us-east-1 is an empty constraint. */
export async function getLocation(call: BucketCall): Promise<Reply> {
  call.store.bucket(call.bucket);
  return { status: 200, xml: element('LocationConstraint', call.region === 'us-east-1' ? '' : call.region) };
}

/** DeleteBucket: only when empty; unfinished uploads end with it. */
export async function deleteBucket(call: BucketCall): Promise<Reply> {
  const { store, bucket } = call;
  await store.exclusively(`bucket ${bucket}`, async () => {
    store.bucket(bucket);
    await store.commit([{ type: 'delete-bucket', bucket }]);
  });
  return { status: 204 };
}

/** The operations PUT, GET and DELETE of a setting that is one XML document. */
function settingOperations<Name extends 'cors' | 'lifecycle'>(
  name: Name,
  missing: S3ErrorCode,
  parse: (root: XmlElement) => NonNullable<BucketSettings[Name]>,
  render: (setting: NonNullable<BucketSettings[Name]>) => XmlNode,
) {
  return {
    put: async (call: BucketCall): Promise<Reply> => {
      await changeSettings(call, { [name]: parse(await readSettings(call)) });
      return { status: 200 };
    },
    get: async (call: BucketCall): Promise<Reply> => {
      const setting = call.store.bucket(call.bucket).settings[name];
      if (setting === undefined) throw new S3Error(missing, undefined, { BucketName: call.bucket });
      return { status: 200, xml: render(setting) };
    },
    remove: async (call: BucketCall): Promise<Reply> => {
      await changeSettings(call, { [name]: undefined });
      return { status: 204 };
    },
  };
}

export const cors = settingOperations('cors', 'NoSuchCORSConfiguration', parseCors, renderCors);
export const lifecycle = settingOperations(
  'lifecycle',
  'NoSuchLifecycleConfiguration',
  parseLifecycle,
  renderLifecycle,
);
