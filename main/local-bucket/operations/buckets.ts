// Operations on buckets: list, create, head, location, delete, and their CORS and lifecycle settings.

import { isBucketName } from '../protocol/address';
import { readTextBody } from '../auth/request-body';
import { changeSettings, maximumSettingsBytes, readSettings } from './bucket-settings';
import { parseCors, renderCors } from './cors';
import { S3Error, invalidArgument } from '../protocol/errors';
import { parseLifecycle, renderLifecycle } from './lifecycle-xml';
import { type BucketCall, type Call, type Reply, isoSeconds, owner } from './operation';
import { headerOf } from '../protocol/request';
import { element, parseXml, textOf } from '../protocol/xml';

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
    element('Owner', [element('ID', owner.id), element('DisplayName', owner.displayName)]),
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
  if (root.name !== 'CreateBucketConfiguration') throw new S3Error('MalformedXML');
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

export async function putCors(call: BucketCall): Promise<Reply> {
  await changeSettings(call, { cors: parseCors(await readSettings(call)) });
  return { status: 200 };
}

export async function getCors(call: BucketCall): Promise<Reply> {
  const { cors } = call.store.bucket(call.bucket).settings;
  if (cors === undefined) throw new S3Error('NoSuchCORSConfiguration', undefined, { BucketName: call.bucket });
  return { status: 200, xml: renderCors(cors) };
}

export async function deleteCors(call: BucketCall): Promise<Reply> {
  await changeSettings(call, { cors: undefined });
  return { status: 204 };
}

export async function putLifecycle(call: BucketCall): Promise<Reply> {
  await changeSettings(call, { lifecycle: parseLifecycle(await readSettings(call)) });
  return { status: 200 };
}

export async function getLifecycle(call: BucketCall): Promise<Reply> {
  const { lifecycle } = call.store.bucket(call.bucket).settings;
  if (lifecycle === undefined)
    throw new S3Error('NoSuchLifecycleConfiguration', undefined, { BucketName: call.bucket });
  return { status: 200, xml: renderLifecycle(lifecycle) };
}

export async function deleteLifecycle(call: BucketCall): Promise<Reply> {
  await changeSettings(call, { lifecycle: undefined });
  return { status: 204 };
}
