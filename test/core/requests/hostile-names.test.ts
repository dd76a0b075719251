// Whatever guests call their files, each lies in the folder under a name of its own, with its own bytes.
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createArrivalFiles } from '../../../main/adapters/files/arrival-files';
import { isAlive } from '../../../main/adapters/files/processes';
import { slotKey } from '../../../main/core/storage/rules/object-key';
import { sampleConnection, newYearMs } from '../../fakes/samples';
import { keep, stored } from '../../fakes/memory-bucket';
import { hostileNames } from '../../hostile-names';
import { filesAmong } from '../../platform';
import { startsApps } from '../history/one-share';
import { aboutOf } from './guest';

const start = startsApps();
const headers = { contentType: 'application/octet-stream', contentDisposition: 'attachment' };
const wanted = 250;

test('250 hostile names: none outside of the folder, none over another file', async () => {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'mayfly-hostile-')));
  const folder = join(home, 'in');
  try {
    await mkdir(folder);
    await writeFile(join(home, 'mine'), 'mine');
    const names = hostileNames
      .filter((_, index) => index % Math.floor(hostileNames.length / wanted) === 0)
      .slice(0, wanted);
    expect(names).toHaveLength(wanted);
    const { app, bucket, server } = await start({
      ports: { arrivalFiles: createArrivalFiles(process.pid, isAlive) },
      prepare: ({ ports }) =>
        ports.ledger.saveConnection({ ...sampleConnection, capabilities: { limitsForms: true, madeAtMs: newYearMs } }),
    });
    const { request } = await app.requestFiles({ title: 'Names', files: wanted });
    const put = (key: string, body: Uint8Array) =>
      keep(bucket, key, { ...stored(Buffer.from(body), server.proofs, undefined), headers, modifiedAtMs: newYearMs });
    for (const [index, [, name]] of names.entries()) {
      put(slotKey(request.folder, index + 1, 'about'), aboutOf(name.slice(0, 500).toWellFormed(), 'b', wanted));
      put(slotKey(request.folder, index + 1, 'data'), Buffer.from(`file ${index}`));
    }
    await app.lookForArrivals(request.id);
    expect(await app.saveArrivals(request.id, { folder })).toHaveLength(wanted);
    const there = filesAmong(await readdir(folder));
    const contents = await Promise.all(there.map((name) => readFile(join(folder, name), 'utf8')));
    expect(contents.toSorted()).toEqual(names.map((_, index) => `file ${index}`).toSorted());
    expect(there.filter((name) => name.startsWith('.'))).toEqual([]);
    expect([(await readdir(home)).toSorted(), await readFile(join(home, 'mine'), 'utf8')]).toEqual([
      ['in', 'mine'],
      'mine',
    ]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
