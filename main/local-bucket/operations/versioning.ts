// A bucket's versioning: off until it is enabled, and from then on enabled or suspended.

import { changeSettings, readSettings } from './bucket-settings';
import { S3Error } from '../protocol/errors';
import type { BucketCall, Reply } from './operation';
import { element, malformedXml, textOf } from '../protocol/xml';

/** PutBucketVersioning; MFA delete is `NotImplemented`. */
export async function putVersioning(call: BucketCall): Promise<Reply> {
  const root = await readSettings(call);
  if (root.name !== 'VersioningConfiguration') throw malformedXml();
  const mfaDelete = textOf(root, 'MfaDelete')?.trim() ?? 'Disabled';
  if (mfaDelete === 'Enabled') throw new S3Error('NotImplemented', 'MFA delete is not implemented.');
  const versioning = textOf(root, 'Status')?.trim();
  if (versioning === undefined) throw new S3Error('IllegalVersioningConfigurationException');
  if (mfaDelete !== 'Disabled' || (versioning !== 'Enabled' && versioning !== 'Suspended')) {
    throw malformedXml();
  }
  await changeSettings(call, { versioning });
  return { status: 200 };
}

/** GetBucketVersioning; no status where versioning was never set. */
export async function getVersioning(call: BucketCall): Promise<Reply> {
  const { versioning } = call.store.bucket(call.bucket).settings;
  return { status: 200, xml: element('VersioningConfiguration', [element('Status', versioning)]) };
}
