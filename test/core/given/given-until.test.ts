// A link that is given until a moment ends then, however long the command takes before it signs.
import { expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import type { RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();
const hourMs = 3_600_000;
const examined: Connection = {
  ...sampleConnection,
  capabilities: { signsAmz: true, limitsForms: true, conditionalPut: true, madeAtMs: newYearMs },
};

async function start() {
  const here = await startOne({ prepare: ({ ports }) => ports.ledger.saveConnection(examined) });
  const headers = { contentType: 'text/plain', contentDisposition: 'inline' };
  for (const key of ['team/a.txt', 'team/b.txt']) {
    here.bucket.objects.set(key, { body: Buffer.from('abc'), etag: '"e"', headers });
  }
  here.files.put('/home/a.txt', 'abc');
  const [shared] = await here.app.shareItems(['/home/a.txt'], { copy: false, lifetimeSeconds: 60 });
  return { here, shareId: shared?.ok === true ? shared.shared.share.id : '' };
}

interface Until {
  readonly lifetimeSeconds: number;
  readonly endsAtMs: number;
}
type Give = (here: RunningApp, until: Until, shareId: string) => Promise<number>;

const link =
  (address: string): Give =>
  async ({ app }, until) =>
    (await app.linkExisting({ address, copy: false, ...until })).share.expiresAtMs;
const object = { bucket: 'files', key: 'team/a.txt', unproven: false };

test.each<[string, Give]>([
  ['a link to an object', link('s3://files/team/a.txt')],
  ['a link to a folder', link('s3://files/team/')],
  [
    'an extended link',
    async ({ app }, { lifetimeSeconds, endsAtMs }, shareId) =>
      (await app.extend(shareId, lifetimeSeconds, { copy: false, endsAtMs })).share.expiresAtMs,
  ],
  [
    'a signed request',
    async ({ app }, until) => (await app.signForGuests({ ...object, toSign: { kind: 'get' }, ...until })).expiresAtMs,
  ],
  ['a file request', async ({ app }, until) => (await app.requestFiles({ title: 'T', ...until })).expiresAtMs],
])('%s', async (_, give) => {
  const { here, shareId } = await start();
  const until = { lifetimeSeconds: 3_600, endsAtMs: here.clock.now() + hourMs };
  here.clock.advance(hourMs / 2);
  expect(await give(here, until, shareId)).toBe(until.endsAtMs);
  here.clock.advance(hourMs / 2);
  expect((await rejected(give(here, until, shareId))).code).toBe('expiry-out-of-range');
});
