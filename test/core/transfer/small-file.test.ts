// A small file is opened when its turn has come: what cannot be opened asks nothing of the server.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFiles } from '../../../main/adapters/files/files';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { rejected } from '../../fakes/failing';
import { oneTransfer } from './one-transfer';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-small-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['that is gone', (path: string) => rmSync(path), 'file-missing'],
  ['that is another one by now', (path: string) => writeFileSync(path, 'something else'), 'file-changed'],
])('a small file %s asks nothing of the server', async (_what, act, code) => {
  const path = join(folder, 'small.txt');
  writeFileSync(path, 'abc');
  const { context, twin } = oneTransfer();
  const files = createFiles();
  const [given] = (await files.find(path)).files;
  act(path);
  const engine = createLocalEngine({ clock: () => 0, files, openObjectStore: twin.open, random: () => 0 });
  const job = { ...context.job, path, fileName: 'small.txt', resumable: false, ...(given !== undefined && { given }) };
  const { done } = engine.run(job, { onProgress: () => undefined, save: () => undefined });
  expect(await rejected(done)).toMatchObject({ code, detail: { fileName: 'small.txt' } });
  expect(twin.calls).toEqual([]);
  await engine.close();
});
