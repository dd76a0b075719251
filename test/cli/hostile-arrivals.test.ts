// What strangers send is listed as text, saved as it is beside what was there, and linked as bytes without a type; and nothing else comes of it.
import { execFileSync } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeOf, type PageData } from '../core/requests/guest';
import { hostileArrivals, type HostileArrival } from '../hostile-arrivals';
import { originOf, pageOf, send, type Made } from './guest-of-link';
import { put } from './put-slot';
import { playBucket, type Played } from './played-bucket';
import { lines, openRequestProfile, type RequestProfile } from './request-profile';

const heard: string[] = [];
const listener = http.createServer((request, answer) => {
  heard.push(request.url ?? '');
  answer.end();
});
let arrivals: readonly HostileArrival[] = [];
let forms: Played;
let puts: Played;
beforeAll(async () => {
  await new Promise<void>((done) => void listener.listen(0, '127.0.0.1', done));
  arrivals = hostileArrivals(`http://127.0.0.1:${(listener.address() as AddressInfo).port}/taken-over`);
  forms = await playBucket({});
  puts = await playBucket({ forms: 501 });
});
afterAll(async () => {
  listener.close();
  await Promise.all([forms.close(), puts.close()]);
});

async function receiveAll(profile: RequestProfile, made: Made, page: PageData, folder: string) {
  for (const [index, { name, body }] of arrivals.entries()) await send(made, page, index, name, body);
  const { code, stdout } = await profile.mayfly('receive', made.id, '--to', folder, '--json');
  expect(code).toBe(0);
  return lines(stdout) as readonly { readonly name: string; readonly path: string }[];
}

const markOf = (path: string): string => {
  try {
    return execFileSync('getfattr', ['--only-values', '-n', 'user.xdg.origin.url', path], { stdio: 'pipe' }).toString();
  } catch {
    return 'unknown';
  }
};

test('twenty hostile files', async () => {
  const profile = await openRequestProfile(forms);
  try {
    const { home } = profile;
    const folder = join(home, 'a', 'b', 'in');
    await mkdir(folder, { recursive: true });
    await Promise.all(['page.html', 'nothing', 'run.desktop'].map((name) => writeFile(join(folder, name), 'mine')));
    const before = await readdir(home, { recursive: true });
    const made = await profile.request('--title', 'Any', '--max-files', '20', '--max-size', '1MB');
    const page = await pageOf(made);
    const saved = await receiveAll(profile, made, page, folder);

    // Listed as text.
    const { stdout: listed } = await profile.mayfly('requests', made.id);
    for (const { saved: name } of arrivals) expect(listed).toContain(name);
    // oxlint-disable-next-line no-control-regex -- none may be there
    expect(listed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);

    // Saved as it is, inside of the folder, over nothing, and runnable by nobody.
    expect(saved.map(({ name }) => name)).toEqual(arrivals.map(({ saved: name }) => name));
    for (const [index, { path }] of saved.entries()) {
      expect((await readFile(path)).equals(arrivals[index]?.body ?? Buffer.alloc(1))).toBe(true);
      // Windows has no such bit.
      expect((await stat(path)).mode & 0o111).toBe(0);
      expect([forms.endpoint, 'unknown']).toContain(markOf(path));
    }
    expect(saved.map(({ path }) => path)).toEqual(
      arrivals.map(({ saved: name }) => {
        const other = name === 'page.html' ? 'page (2).html' : name === 'nothing' ? 'nothing (2)' : name;
        return join(folder, other);
      }),
    );
    for (const name of ['page.html', 'nothing', 'run.desktop']) {
      expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
    }
    const inFolder = join('a', 'b', 'in');
    const outside = (paths: readonly string[]) =>
      paths.filter((path) => !path.startsWith(inFolder) && !path.startsWith('profile')).sort();
    expect(outside(await readdir(home, { recursive: true }))).toEqual(outside(before));

    // Linked as bytes without a type, even where a link that opens in place was asked for.
    for (const index of [0, 9, 12]) {
      const address = `s3://${forms.bucket}/${page.folder}${String(index + 1).padStart(4, '0')}/data`;
      const { stdout } = await profile.mayfly('link', address, '--json');
      const [{ url }] = lines(stdout) as readonly [{ readonly url: string }];
      const { headers } = await fetch(url);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment/);
      // The slot's signature still stores, and the link gives what arrived.
      expect(await put(writeOf(page, originOf(made), index, 'data'), Buffer.from('replaced'))).toBe(201);
      expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(arrivals[index]?.body ?? Buffer.alloc(1))).toBe(
        true,
      );
    }
    expect(heard).toEqual([]);
  } finally {
    await profile.close();
  }
}, 120_000);

test('headers that a PUT does not sign change nothing of what is saved', async () => {
  const profile = await openRequestProfile(puts);
  try {
    const made = await profile.request('--max-files', '1');
    const page = await pageOf(made);
    const body = Buffer.from('<script>1</script>');
    const said = { 'content-encoding': 'gzip', 'content-disposition': 'inline', 'cache-control': 'max-age=9999' };
    expect(await put(writeOf(page, originOf(made), 0, 'data'), body, { said })).toBe(200);
    const folder = join(profile.home, 'in');
    const { code } = await profile.mayfly('receive', made.id, '--to', folder);
    expect([code, await readFile(join(folder, 'file'), 'utf8')]).toEqual([0, body.toString()]);

    // The link is to a copy without those headers.
    const address = `s3://${puts.bucket}/${page.folder}0001/data`;
    const { stdout } = await profile.mayfly('link', address, '--json');
    const [{ url }] = lines(stdout) as readonly [{ readonly url: string }];
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, body.toString()]);
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('cache-control')).not.toBe('max-age=9999');
  } finally {
    await profile.close();
  }
});
