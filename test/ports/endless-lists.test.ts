// A server may say for ever that there is more. Every list ends all the same, as what no S3 server does.
import { expect, test } from 'vitest';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { asFailure } from '../../main/core/model/failure';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { isDeep } from '../volume';
import { answer, startScripted } from './scripted-server';
import { operations, type OperationName } from './store-operations';

const uploads = (n: string, entries = '') =>
  `<ListMultipartUploadsResult><Bucket>files</Bucket><IsTruncated>true</IsTruncated><NextKeyMarker>k${n}</NextKeyMarker><NextUploadIdMarker>${n}</NextUploadIdMarker>${entries}</ListMultipartUploadsResult>`;
const parts = (n: number, number = n) =>
  `<ListPartsResult><UploadId>u</UploadId><IsTruncated>true</IsTruncated><NextPartNumberMarker>${n}</NextPartNumberMarker><Part><PartNumber>${number}</PartNumber><ETag>"e"</ETag><Size>1</Size></Part></ListPartsResult>`;
const versions = (n: number) =>
  `<ListVersionsResult><Name>files</Name><IsTruncated>true</IsTruncated><Version><Key>k</Key><VersionId>v${n}</VersionId></Version></ListVersionsResult>`;

test.each<readonly [string, OperationName, (n: number) => string, number]>([
  ['uploads whose markers alternate', 'listUploads', (n) => uploads(String(n % 2)), 5],
  ['uploads whose markers go back', 'listUploads', (n) => uploads(String(9_000 - n)), 5],
  [
    'uploads with long ids',
    'listUploads',
    (n) =>
      uploads(
        String(1_000_000 + n),
        `<Upload><Key>k</Key><UploadId>${'u'.repeat(16_000)}${n}</UploadId></Upload>`.repeat(30),
      ),
    100,
  ],
  ['parts whose markers alternate', 'listParts', (n) => parts(1 + (n % 2)), 5],
  ['parts beyond the last', 'listParts', (n) => parts(n, 10_000 + n), 5],
  ['parts whose markers grow', 'listParts', (n) => parts(n), 501],
  ...(isDeep ? [['versions that come again', 'remove', versions, 1_100] as const] : []),
])('%s end as not-s3', async (_what, operation, body, most) => {
  const server = await startScripted();
  let asked = 0;
  server.script = (request, response) => {
    const { method, url = '' } = request;
    if (method === 'DELETE')
      answer(204, '', { 'x-amz-version-id': 'm', 'x-amz-delete-marker': 'true' })(request, response);
    else if (url.includes('versioning')) answer(403)(request, response);
    else answer(200, body((asked += 1)))(request, response);
  };
  const store = createObjectStoreFactory(Date.now)(
    { ...sampleConnection, endpoint: server.endpoint },
    sampleCredentials,
  );
  const ended = await operations[operation](store).then(
    () => 'done',
    (error: unknown) => asFailure(error).code,
  );
  store.close();
  await server.close();
  expect([ended, asked <= most]).toEqual(['not-s3', true]);
});
