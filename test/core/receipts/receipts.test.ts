// How often shares were opened and saved, as the bucket of this computer tells it.
import { expect, test } from 'vitest';
import type { ServedObject } from '../../../main/core/model/receipts/receipt';
import { receiptsByShare, type Receipt } from '../../../main/core/model/receipts/receipt';
import { Failure } from '../../../main/core/model/failure';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();

/** An app that has shared a file and a page of two files from this computer. */
async function start() {
  const started = await startOne({ fresh: true });
  for (const name of ['a', 'b', 'c']) started.files.put(`/home/${name}.txt`, name);
  const { app } = started;
  const shared = async (paths: readonly string[]) => {
    const [result] = await app.shareItems(paths, { copy: false, lifetimeSeconds: 3_600 });
    if (result?.ok !== true) throw new Error('nothing was shared');
    return result.shared.share;
  };
  const file = await shared(['/home/a.txt']);
  const page = await shared(['/home/b.txt', '/home/c.txt']);
  const sent = (key: string, what: ServedObject['what'], count = 1): ServedObject => ({
    key,
    what,
    count,
    lastAtMs: started.clock.now(),
  });
  const keysOf = app.shareItemsOf(page.id).filter(({ role }) => role === 'file');
  return { ...started, file, page, sent, keysOf };
}

test('a page counts its openings and the files that were saved, a file only the latter', async () => {
  const { app, bucketHost, file, page, sent, keysOf, clock } = await start();
  expect(app.receiptsOf(page)).toEqual({ opened: 0, saved: 0, exactness: 'exact' });
  bucketHost.sends([sent(page.key, 'opened', 2), sent(page.key, 'saved', 2), sent(file.key, 'opened')]);
  clock.advance(60_000);
  bucketHost.sends([...keysOf.map(({ key }) => sent(key, 'saved')), sent(file.key, 'saved'), sent('d/door', 'opened')]);
  const lastAtMs = clock.now();
  expect(app.receiptsOf(page)).toEqual({ opened: 2, saved: 2, lastAtMs, exactness: 'exact' });
  expect(app.receiptsOf(file)).toEqual({ opened: 0, saved: 1, lastAtMs, exactness: 'exact' });
  expect(app.store.get().receipts.size).toBe(2);
});

test('what other processes counted is there after a look at the ledger', async () => {
  const { app, ports, page } = await start();
  const counted: Receipt = { shareId: page.id, kind: 'opened', count: 3, lastAtMs: 5, exactness: 'exact' };
  ports.ledger.addReceipts([counted]);
  await app.start();
  expect(app.receiptsOf(page)).toMatchObject({ opened: 3 });
});

test('switched off, nothing is counted or kept', async () => {
  const { app, bucketHost, ports, file, sent } = await start();
  bucketHost.sends([sent(file.key, 'saved')]);
  app.saveSettings({ countsOpenings: false });
  expect([app.receiptsOf(file), ports.ledger.receipts()]).toEqual([undefined, []]);
  bucketHost.sends([sent(file.key, 'saved')]);
  expect(ports.ledger.receipts()).toEqual([]);
  app.saveSettings({ countsOpenings: true });
  expect(app.receiptsOf(file)).toEqual({ opened: 0, saved: 0, exactness: 'exact' });
});

test('a disk that refuses costs the count and nothing else', async () => {
  const { app, bucketHost, ledgerFile, file, sent } = await start();
  ledgerFile.refusing = new Failure('ledger-unusable');
  bucketHost.sends([sent(file.key, 'saved')]);
  ledgerFile.refusing = undefined;
  expect(app.receiptsOf(file)).toMatchObject({ saved: 0 });
});

test('one count that may be too low makes its share’s so', () => {
  const exact: Receipt = { shareId: 's', kind: 'opened', count: 1, lastAtMs: 9, exactness: 'exact' };
  const seen: Receipt = { ...exact, count: 2, lastAtMs: 4, exactness: 'at-least' };
  const sum = { opened: 3, saved: 0, lastAtMs: 9, exactness: 'at-least' };
  for (const both of [
    [exact, seen],
    [seen, exact],
  ])
    expect(receiptsByShare(both).get('s')).toEqual(sum);
});
