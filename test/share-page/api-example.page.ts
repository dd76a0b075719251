// The web page of docs/api.md as it stands, in a real browser: it uploads a file by a signed form, with its script and without.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import { escapeHtml } from '../../main/core/wording/escape';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { expect, test } from './fixtures';

const region = 'us-east-1';

async function start() {
  const dataDir = await mkdtemp(join(tmpdir(), 'mayfly-api-page-'));
  const bucket = await startLocalBucket(
    { dataDir, bucket: 'files', region, port: 0, ...sampleCredentials },
    { now: Date.now, sweepIntervalMs: 60_000 },
  );
  const endpoint = `http://127.0.0.1:${bucket.port}`;
  const store = createObjectStoreFactory(Date.now)({ ...sampleConnection, region, endpoint }, sampleCredentials);
  const expiresAtMs = Date.now() + 60_000;
  const limits = { leastBytes: 0, mostBytes: 10, contentType: 'application/octet-stream', expiresAtMs };
  const { url, fields } = await store.signForm({ key: 'inbox/report.pdf', ...limits });
  const document = await readFile('docs/api.md', 'utf8');
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const html = (/^```html\n([\s\S]*?)^```$/m.exec(document)?.[1] ?? '')
    .replace('"URL"', () => `"${escapeHtml(url)}"`)
    .replace('<!-- FIELDS -->', () => hidden.join(''));
  const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const client = new S3Client({ endpoint, region, credentials: { ...sampleCredentials }, forcePathStyle: true });
  const rule = { AllowedOrigins: [origin], AllowedMethods: ['POST'] };
  await client.send(new PutBucketCorsCommand({ Bucket: 'files', CORSConfiguration: { CORSRules: [rule] } }));
  client.destroy();
  return {
    origin,
    stored: async () => (await store.describe('inbox/report.pdf'))?.sizeBytes,
    async stop() {
      store.close();
      site.close();
      site.closeAllConnections();
      await bucket.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

const file = (bytes: number) => ({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(bytes) });

test('says “Received” of a file that is stored, and tells a refusal', async ({ page }) => {
  const at = await start();
  await page.goto(at.origin);
  await page.getByLabel('File').setInputFiles(file(11));
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('status')).toHaveText('Refused (400)');
  expect(await at.stored()).toBeUndefined();
  await page.getByLabel('File').setInputFiles(file(10));
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('status')).toHaveText('Received');
  expect(await at.stored()).toBe(10);
  await at.stop();
});

test('uploads without its script', async ({ browser }) => {
  const at = await start();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at.origin);
  await page.getByLabel('File').setInputFiles(file(7));
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: 'Send' }).click(),
  ]);
  expect([answer.status(), await at.stored()]).toEqual([201, 7]);
  await context.close();
  await at.stop();
});
