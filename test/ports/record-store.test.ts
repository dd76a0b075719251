// Sealed records are for their owner only, and whatever the disk does they are whole, missing, or refused with words.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRecordFiles } from '../../main/adapters/secrets/encrypted-records';
import { rejected } from '../fakes/failing';
import { createMemoryRecords } from '../fakes/memory-records';
import { onPosix } from '../platform';
import { recordStoreSuite } from './record-store';

const place = mkdtempSync(join(tmpdir(), 'mayfly-records-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(place, `sealed-${(folders += 1)}`);

recordStoreSuite('memory', createMemoryRecords);
recordStoreSuite('files', () => createRecordFiles(newFolder()));

test.runIf(onPosix('file modes'))('files and folder are for their owner only', async () => {
  const folder = newFolder();
  await createRecordFiles(folder).write('a', Buffer.from('x'));
  expect([statSync(folder).mode & 0o777, statSync(join(folder, 'a')).mode & 0o777]).toEqual([0o700, 0o600]);
});

test('a folder that cannot be is said', async () => {
  const folder = newFolder();
  writeFileSync(folder, 'a file in its place');
  const store = createRecordFiles(folder);
  expect((await rejected(store.write('a', Buffer.from('x')))).code).toBe('ledger-unusable');
  expect(await store.read('a')).toBeUndefined();
});

test('what is no file is no record', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'a'), { recursive: true });
  expect(await createRecordFiles(folder).read('a')).toBeUndefined();
  await expect(createRecordFiles(folder).remove('a')).resolves.toBeUndefined();
});
