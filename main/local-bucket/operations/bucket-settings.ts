// Reads a bucket setting from a request and records it; each kind of setting has a file of its own.

import { readTextBody } from '../auth/request-body';
import type { BucketSettings } from '../storage/catalog';
import type { BucketCall } from './operation';
import { type XmlElement, parseXml } from '../protocol/xml';

/** The largest body of a request about a bucket. */
export const maximumSettingsBytes = 1024 ** 2;

/** Records the changed settings and keeps the others; one change of a bucket at a time. */
export async function changeSettings(call: BucketCall, change: BucketSettings): Promise<void> {
  const { store, bucket } = call;
  await store.exclusively(`bucket ${bucket}`, async () => {
    await store.commit([{ type: 'settings', bucket, settings: { ...store.bucket(bucket).settings, ...change } }]);
  });
}

/** The XML document of a request about an existing bucket. */
export async function readSettings(call: BucketCall): Promise<XmlElement> {
  call.store.bucket(call.bucket);
  return parseXml(await readTextBody(call.request, call.identity, maximumSettingsBytes));
}
