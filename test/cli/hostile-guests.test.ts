// Whatever guests call their files, in what they say of them and in the forms that carry them: stored under the slots' keys, listed as text, and saved
// inside the folder, each under a name of its own.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachLimited } from '../../main/core/async/for-each-limited';
import { aboutOf, writeOf, type GuestWrite } from '../core/requests/guest';
import { hostileNames } from '../hostile-names';
import { filesAmong } from '../platform';
import { originOf, pageOf } from './guest-of-link';
import { playBucket } from './played-bucket';
import { put, storedStatus } from './put-slot';
import { lines, openRequestProfile } from './request-profile';
import { isDeep, volume } from '../volume';

const wanted = volume(250);
const names = hostileNames
  .filter((_, index) => index % Math.floor(hostileNames.length / wanted) === 0)
  .slice(0, wanted)
  .map(([, name]) => name.slice(0, 500).toWellFormed());

/** As a browser sends it, with the file's own name beside it. */
async function post(write: GuestWrite, body: Uint8Array<ArrayBuffer>, name: string): Promise<number> {
  if (write.kind === 'put') return put(write, body);
  const form = new FormData();
  for (const [field, value] of Object.entries(write.fields)) form.append(field, value);
  form.append('file', new Blob([body]), name);
  return (await fetch(write.url, { method: 'POST', body: form })).status;
}

test(`${wanted} hostile names through real forms: none outside of the folder, none over another file`, async ({
  skip,
}) => {
  skip(!isDeep, 'held by npm run test:deep');
  const played = await playBucket({});
  const profile = await openRequestProfile(played);
  try {
    const made = await profile.request('--max-files', String(wanted), '--max-size', '1MB');
    const page = await pageOf(made);
    await forEachLimited([...names.entries()], 8, async ([index, name]) => {
      const about = new Uint8Array(aboutOf(name, 'b', wanted, { sender: name, note: name }));
      const write = writeOf(page, originOf(made), index, 'about');
      expect(await post(write, about, name)).toBe(storedStatus(write));
      const data = new Uint8Array(Buffer.from(`file ${index}`));
      expect(await post(writeOf(page, originOf(made), index, 'data'), data, name)).toBe(201);
    });
    const around = join(profile.home, 'around');
    const folder = join(around, 'in');
    await mkdir(folder, { recursive: true });
    await writeFile(join(around, 'mine'), 'mine');
    const { code, stdout } = await profile.mayfly('receive', made.id, '--to', folder, '--json');
    expect([code, lines(stdout).length]).toEqual([0, wanted]);

    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const there = filesAmong(
      entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
    );
    const contents = await Promise.all(there.map((path) => readFile(path, 'utf8')));
    expect(contents.toSorted()).toEqual(names.map((_, index) => `file ${index}`).toSorted());
    expect(entries.filter(({ name }) => name.startsWith('.'))).toEqual([]);
    expect((await readdir(around)).toSorted()).toEqual(['in', 'mine']);
    expect(await readFile(join(around, 'mine'), 'utf8')).toBe('mine');

    const [told] = lines((await profile.mayfly('requests', made.id, '--json')).stdout) as readonly {
      readonly files: readonly { readonly name: string; readonly state: string }[];
    }[];
    expect(told?.files.filter(({ state }) => state === 'saved')).toHaveLength(wanted);
    const listed = await profile.mayfly('requests', made.id);
    // Nothing that moves the cursor, hides text or turns its direction.
    expect(listed.stdout.replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u,
    );
    expect(listed.stdout.split('\n').length).toBeGreaterThan(wanted);
  } finally {
    await profile.close();
    await played.close();
  }
  // Whole: 500 forms, and 250 files that are flushed one by one.
}, 180_000);
