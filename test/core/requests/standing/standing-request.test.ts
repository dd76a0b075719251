// “Send to my computer”: one request of a profile, behind a short link, that gets later ends by itself.
import { expect, test } from 'vitest';
import { gunzipSync, inflateSync } from 'node:zlib';
import { touchIcon } from '../../../../main/core/requests/rules/touch-icon';
import { rejected } from '../../../fakes/failing';
import { newYearMs, sampleConnection } from '../../../fakes/samples';
import type { TestPorts } from '../../../fakes/test-ports';
import { settle, until } from '../../app/running-app';
import { startsApps } from '../../history/one-share';

const start = startsApps();
const dayMs = 86_400_000;
const address = 'https://go.example.com';

const ready =
  (hasDoors: boolean) =>
  ({ server, ports }: TestPorts): void => {
    server.createBucket('doors');
    server.addresses.set(address, 'doors');
    ports.ledger.saveConnection({
      ...sampleConnection,
      capabilities: { limitsForms: true, madeAtMs: newYearMs },
      ...(hasDoors && { doors: { bucket: 'doors', prefix: '', address, provenAtMs: 1 } }),
    });
  };

async function world(hasDoors = true) {
  const here = await start({
    stays: true,
    upkeepEveryMs: 20,
    ports: { doorPatienceMs: 100 },
    prepare: ready(hasDoors),
  });
  return here;
}

test('is made once, and is the same at every later press', async () => {
  const { app, ports, bucket } = await world();
  app.saveSettings({ askerName: 'Minji' });
  const made = await app.standingRequest();
  expect([made.isNew, made.request.title, made.request.files]).toEqual([true, 'Send to Minji’s computer', 1_000]);
  expect(made.url).toMatch(/^https:\/\/go\.example\.com\/[A-Za-z0-9]{16}$/);
  const pageOf = (key: string) => gunzipSync(bucket.objects.get(key)?.body ?? Buffer.alloc(0)).toString();
  const page = pageOf(made.request.key);
  expect(page).toContain('<meta name="apple-mobile-web-app-title" content="Send to Minji’s computer">');
  expect(page).toContain('rel="apple-touch-icon" href="data:image/png;base64,');
  expect(page).toContain(`"atOnce":true,"address":"${made.url}"`);
  const again = await app.standingRequest();
  expect([again.isNew, again.request.id, again.url]).toEqual([false, made.request.id, made.url]);
  expect(ports.ledger.fileRequests()).toHaveLength(1);
  // Another request is an ordinary one.
  const { request } = await app.requestFiles({ title: 'Photos', door: true });
  expect(pageOf(request.key)).not.toContain('apple-touch-icon');
});

test('is another one once that is closed', async () => {
  const { app } = await world();
  const first = await app.standingRequest();
  await app.closeFileRequest(first.request.id);
  const second = await app.standingRequest();
  expect(second.isNew).toBe(true);
  expect(second.request.id).not.toBe(first.request.id);
});

test('gets a later end half way to its end, and its short link stays', async () => {
  const { app, ports, clock } = await world();
  const { request, url } = await app.standingRequest();
  clock.advance(3 * dayMs);
  await settle();
  expect(ports.ledger.fileRequest(request.id)?.expiresAtMs).toBe(request.expiresAtMs);
  clock.advance(dayMs);
  await until(() => (ports.ledger.fileRequest(request.id)?.expiresAtMs ?? 0) > request.expiresAtMs);
  expect((await app.standingRequest()).url).toBe(url);
});

test('is refused where there are no short links, and nothing is left', async () => {
  const { app, ports } = await world(false);
  expect((await rejected(app.standingRequest())).code).toBe('no-doors');
  expect(ports.ledger.fileRequests()).toEqual([]);
});

test('its icon is a square of two colours', () => {
  const png = Buffer.from(touchIcon());
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect([width, height, png.length < 1_500]).toEqual([180, 180, true]);
  const data = png.indexOf('IDAT');
  const lines = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  expect(lines).toHaveLength(180 * (1 + Math.ceil(180 / 8)));
});
