// The whole of a request in every browser: made by `mayfly request`, filled by a real guest, received by `mayfly receive --wait`. On the embedded
// bucket, or on the servers that are named (CONTRIBUTING.md).
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playBucket, type Played } from '../cli/played-bucket';
import { lines, openRequestProfile, type RequestProfile } from '../cli/request-profile';
import { namedPlaces } from '../named-places';
import { sha256 } from '../share-page/published';
import { expect, test } from '../share-page/readers/fixtures';
import { bytesOf, choose, said } from './browser-guest';

const named = namedPlaces.map((server) => ({ name: server.name, server }));
const places = named.length > 0 ? named : [{ name: 'the embedded bucket', server: undefined }];

for (const place of places) {
  test.describe(`a guest of ${place.name}`, () => {
    let played: Played;
    let profile: RequestProfile;
    test.beforeAll(async () => {
      played = await playBucket({}, place.server);
      profile = await openRequestProfile(played);
      // On other people's servers a request needs a tested connection.
      if (place.server !== undefined) await profile.mayfly('connections', 'test', 'Work');
    });
    test.afterAll(async () => {
      await profile.close();
      await played.close();
    });

    test('sends three files that lie in the folder, whole', async ({ reader }) => {
      const made = await profile.request('--title', 'Photos', '--max-files', '3', '--max-size', '20MB');
      const folder = join(profile.home, 'in');
      const waiting = profile.start('receive', made.id, '--to', folder, '--wait', '--json');
      await reader.open(made.url);
      await said(reader, 'Up to 3 files');
      const files = { 'Beach.jpg': 12_000_000, '읽어 보세요 🌊.txt': 20, 'empty.bin': 0 };
      await choose(reader, files);
      await reader.press('Send 3 files');
      await said(reader, '3 files received.', 60_000);
      const { code, stdout, stderr } = await waiting.ended;
      expect([code, stderr]).toEqual([0, '']);
      const told = lines(stdout) as readonly {
        readonly name: string;
        readonly path: string;
        readonly sha256: string;
      }[];
      const sent = new Map(Object.entries(files).map(([name, size]) => [name, sha256(Buffer.from(bytesOf(size)))]));
      expect(new Map(told.map((one) => [one.name, one.sha256]))).toEqual(sent);
      for (const { name, path } of told) expect(sha256(await readFile(path))).toBe(sent.get(name));
      expect(await readdir(folder)).toHaveLength(3);
    });
  });
}
