// Receiving takes work in proportion to the files that came, and what came is in the folder before the guest's page is signed anew. Counted: the
// same on a busy computer.
import { normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../../main/core/ports/ledger';
import { answerForm } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';
import { until } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { aboutOf, readPage, writeOf } from './guest';

const start = startsApps();
const folder = normalize('/in');

/** Of a connection whose forms are proven, with `files` of one guest in the bucket, all of one name, and what their reception takes. */
async function sent(files: number, more: { readonly saveTo?: string; readonly mostFiles?: number } = {}) {
  const { saveTo, mostFiles = files } = more;
  const work = { rows: 0, looks: 0, saving: Promise.resolve() };
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
    await work.saving;
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
  const { request, url } = await here.app.requestFiles({
    title: 'Photos',
    files: mostFiles,
    bytes: 100,
    ...(saveTo !== undefined && { saveTo }),
  });
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
  return { ...here, id: request.id, work, page: () => readPage(here.server.get(url).body) };
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

describe('a file is in the folder before a slot of the next page is signed', () => {
  const pages = ({ objects }: Awaited<ReturnType<typeof sent>>) =>
    objects.calls.filter(({ operation, key }) => operation === 'put' && key.startsWith('p/')).length;

  test('where somebody receives it', async () => {
    const here = await sent(2);
    const { app, id } = here;
    const whenSaved: number[] = [];
    await app.receiveArrivals(id, { folder, waits: false, onSaved: () => whenSaved.push(pages(here)) });
    expect([whenSaved[0], pages(here), app.fileRequest(id).state]).toEqual([1, 2, 'full']);
  });

  test('where it is saved by itself', async () => {
    const here = await sent(1, { saveTo: folder, mostFiles: 5 });
    const whenSaved: number[] = [];
    here.app.store.subscribe(['savingArrivals'], () => whenSaved.push(pages(here)));
    await here.app.lookAfterRequests();
    expect([new Set(whenSaved), pages(here)]).toEqual([new Set([1]), 2]);
    expect([here.page().state, here.app.fileRequest(here.id).arrivals[0]?.state]).toEqual(['open', 'saved']);
  });
});

test.each<[string, (here: Awaited<ReturnType<typeof sent>>) => Promise<unknown>]>([
  ['where it is saved by itself', ({ app }) => app.lookAfterRequests()],
  ['where somebody receives it', ({ app, id }) => app.receiveArrivals(id, { folder, waits: false })],
])('a file that takes long leaves no full page open %s', async (_who, save) => {
  const here = await sent(1, { saveTo: folder });
  const { work, app, id, page } = here;
  let goOn: () => void = () => undefined;
  work.saving = new Promise((resolve) => {
    goOn = resolve;
  });
  const saved = save(here);
  await until(() => page().state === 'full');
  expect(app.fileRequest(id).arrivals[0]?.state).toBe('arrived');
  goOn();
  await saved;
  expect(app.fileRequest(id).arrivals[0]?.state).toBe('saved');
});
