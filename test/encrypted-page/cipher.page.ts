// The chunks of encrypted files are opened by WebAssembly, which the page's policy allows, and where there is none by the script alone.
import { randomBytes } from 'node:crypto';
import { expect, saved, test } from '../share-page/fixtures';
import { sha256, type GivenFile } from '../share-page/published';
import { publishSealed } from './sealed-share';

const film: GivenFile = { path: 'film.bin', body: randomBytes(40 * 65_536 + 1) };

/** Counts the chunks that WebAssembly opens. Runs in the page. */
function countChunks(): void {
  Object.assign(globalThis, { chunks: 0 });
  const counts = globalThis as unknown as { chunks: number };
  const instantiate = WebAssembly.instantiate as (
    bytes: BufferSource,
  ) => Promise<WebAssembly.WebAssemblyInstantiatedSource>;
  Object.assign(WebAssembly, {
    instantiate: async (bytes: BufferSource) => {
      const { exports } = (await instantiate(bytes)).instance;
      const open = exports['open'] as (plainBytes: number) => number;
      const counted = (plainBytes: number) => {
        counts.chunks += 1;
        return open(plainBytes);
      };
      return { instance: { exports: { ...exports, open: counted } } };
    },
  });
}

for (const [title, before, chunks] of [
  ['by WebAssembly', countChunks, 41],
  [
    'by the script alone where there is no WebAssembly',
    () => void Reflect.deleteProperty(globalThis, 'WebAssembly'),
    undefined,
  ],
] as const) {
  test(`a file is opened ${title}`, async ({ bucket, open }) => {
    const { page, leaks } = await open(await publishSealed(bucket, [film]));
    await page.addInitScript(before);
    await page.reload();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download film.bin', exact: true }).first().click(),
    ]);
    expect(await saved(download)).toEqual({ name: 'film.bin', sha256: sha256(film.body) });
    expect(await page.evaluate(() => (globalThis as unknown as { chunks?: number }).chunks)).toBe(chunks);
    expect(leaks).toEqual([]);
  });
}
