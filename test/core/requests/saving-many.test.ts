// Receiving takes work in proportion to the files that came, and what came is in the folder before the guest's page is signed anew. Counted: the
// same on a busy computer.
import { normalize } from 'node:path';
import { expect, test } from 'vitest';
import type { Ledger } from '../../../main/core/ports/ledger';
import { answerForm } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';
import { startsApps } from '../history/one-share';
import { aboutOf, readPage, writeOf } from './guest';

const start = startsApps();
const folder = normalize('/in');

/** Of a connection whose forms are proven, with `files` of one guest in the bucket, all of one name, and what their reception takes. */
async function sent(files: number) {
  const work = { rows: 0, looks: 0 };
  const { ports } = createTestPorts();
  const { ledger, arrivalFiles } = ports;
  const counted: Ledger = {
    ...ledger,
    arrivals(id) {
      const rows = ledger.arrivals(id);
      work.rows += rows.length;
      return rows;
    },
    arrival(id, slot) {
      work.rows += 1;
      return ledger.arrival(id, slot);
    },
    isPathOfOther(...args) {
      work.looks += 1;
      return ledger.isPathOfOther(...args);
    },
  };
  const has: typeof arrivalFiles.has = async (...args) => {
    work.looks += 1;
    return arrivalFiles.has(...args);
  };
  const here = await start({
    ports: { ledger: counted, arrivalFiles: { ...arrivalFiles, has } },
    prepare: (twins) =>
      twins.ports.ledger.saveConnection({
        ...sampleConnection,
        capabilities: { limitsForms: true, madeAtMs: newYearMs },
      }),
  });
  const { request, url } = await here.app.requestFiles({ title: 'Photos', files, bytes: 100 });
  const page = readPage(here.server.get(url).body);
  for (let index = 0; index < files; index += 1) {
    for (const part of ['about', 'data'] as const) {
      const write = writeOf(page, 'https://memory.example', index, part);
      if (write.kind !== 'form') throw new Error('forms were proven');
      const file = part === 'about' ? aboutOf('image.jpg', 'b', files) : Buffer.from(`file ${index}`);
      expect(answerForm(here.server, { ...write, file }).status).toBe(201);
    }
  }
  await here.app.prepareFolder(folder);
  here.clock.advance(60_000);
  Object.assign(work, { rows: 0, looks: 0 });
  return { ...here, id: request.id, work };
}

test('twice as many files of one name take twice the work to save, not four times', async () => {
  const workFor = async (files: number) => {
    const { app, id, work } = await sent(files);
    expect((await app.receiveArrivals(id, { folder, waits: false })).saved).toHaveLength(files);
    return work;
  };
  const [few, many] = [await workFor(40), await workFor(80)];
  expect(many.rows).toBeLessThanOrEqual(2.1 * few.rows);
  expect(many.looks).toBeLessThanOrEqual(2.1 * few.looks);
});

test('a file is in the folder before a slot of the next page is signed', async () => {
  const { app, id, objects } = await sent(2);
  const signed = () => objects.calls.filter(({ operation }) => /^sign|^link$/.test(operation)).length;
  const before = signed();
  const whenSaved: number[] = [];
  await app.receiveArrivals(id, { folder, waits: false, onSaved: () => whenSaved.push(signed()) });
  expect([whenSaved, app.fileRequest(id).state]).toEqual([[before, before], 'full']);
  expect(objects.calls.filter(({ operation, key }) => operation === 'put' && key.startsWith('p/'))).toHaveLength(2);
});
