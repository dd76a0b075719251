// A file that is named twice, by itself or by a folder that holds it, is shared once.
import { expect, test } from 'vitest';
import type { ItemResult } from '../../../main/core/model/share-request';
import type { RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();
const start = async () => {
  const started = await startOne();
  for (const name of ['a.txt', 'trip/day 1/b.txt', 'trip/c.txt']) started.files.put(`/home/${name}`, name);
  return started;
};

const shared = ({ ports: { ledger } }: RunningApp, results: readonly ItemResult[]) =>
  results.map((result) =>
    result.ok
      ? [
          result.shared.share.name,
          ledger.items(result.shared.share.id).flatMap(({ path, source }) => (source === undefined ? [] : [path])),
        ]
      : [result.name, result.failure.code],
  );

test('the same path twice is one link of one file', async () => {
  const one = await start();
  const results = await one.app.shareItems(['/home/a.txt', '/home/a.txt'], { copy: false, name: 'other.txt' });
  expect(shared(one, results)).toEqual([['other.txt', []]]);
  expect(one.ports.ledger.shares()).toHaveLength(1);
});

test.each([
  ['before', ['/home/trip/c.txt', '/home/trip', '/home/trip/day 1']],
  ['after', ['/home/trip', '/home/trip/day 1', '/home/trip/c.txt']],
])('a file and a folder named %s the folder that holds them are of that folder', async (_when, paths) => {
  const one = await start();
  expect(shared(one, await one.app.shareItems(paths, { copy: false }))).toEqual([['trip', ['c.txt', 'day 1/b.txt']]]);
});

test('a second name of a file, as a link has, is a second file', async () => {
  const one = await start();
  one.files.links.set('/home/copy.txt', '/home/a.txt');
  const [result] = shared(one, await one.app.shareItems(['/home/a.txt', '/home/copy.txt'], { copy: false }));
  expect(result?.[1]).toEqual(['a.txt', 'copy.txt']);
});

test('what is beside a file that is named twice makes a page with it', async () => {
  const one = await start();
  const results = await one.app.shareItems(['/home/a.txt', '/home/a.txt', '/home/none'], { copy: false });
  expect(shared(one, results)).toEqual([
    ['a.txt', ['a.txt']],
    ['none', 'file-missing'],
  ]);
});
