// `mayfly request`, `receive`, `requests` and `close` as scripts run them, and a guest who has nothing but the link.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OfferAnswer } from '../../main/core/requests/rules/offer-answer';
import { openAnswer } from '../fakes/open-answer';
import { aboutOf, answerOf, heartbeatOf, partOf, writeOf, type GuestWrite } from '../core/requests/guest';
import { originOf, pageOf, send, type Made } from './guest-of-link';
import { put as putSlot } from './put-slot';
import { lines } from './request-profile';
import { interrupt, runCli, startCli } from './run-cli';
import { serveBucket, type ServedBucket } from './served-bucket';
import { isDeep, someOf } from '../volume';

let served: ServedBucket;
let home: string;
let profile: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  served = await serveBucket();
  home = served.folder;
  profile = join(home, 'profile');
  env = await served.awsProfile();
  served.connect('profile');
});

afterAll(() => served.close());

const mayfly = (...args: readonly string[]) => runCli([...args, '--profile-dir', profile], { env });
async function request(...args: readonly string[]): Promise<Made> {
  const { code, stdout, stderr } = await mayfly('request', '--json', ...args);
  expect([code, stderr]).toEqual([0, '']);
  const [line] = lines(stdout);
  return line as Made;
}

test('a guest sends three files, and receive --wait gives them whole', async () => {
  const made = await request('--title', 'Photos', '--max-files', '5', '--max-size', '10MB', '--expires', '1h');
  expect(made).toEqual({
    id: expect.any(String),
    url: expect.stringMatching(/\/p\/[\w-]{22}\/index\.html\?/),
    expiresAt: expect.any(String),
    limitedBy: 'requested',
    way: 'forms',
    slots: 5,
    limits: { files: 5, bytes: 10_000_000, types: 'any' },
    leaseSeconds: 86_400,
    keptByStorage: ['count', 'size', 'type'],
  });
  const folder = join(home, 'in');
  const waiting = startCli(
    ['receive', made.id.slice(0, 8), '--to', folder, '--wait', '--json', '--profile-dir', profile],
    { env },
  );
  const page = await pageOf(made);
  const files = [randomBytes(3_000_000), Buffer.from('hello'), Buffer.alloc(0)];
  const names = ['한글 사진.jpg', '../../note.txt', 'empty'];
  for (const [index, file] of files.entries())
    await send(made, page, index, names[index] ?? '', file, { batch: 'batch', count: 3 });
  const { code, stdout, stderr } = await waiting.ended;
  expect([code, stderr]).toEqual([0, '']);
  const saved = ['한글 사진.jpg', 'note.txt', 'empty'];
  expect(lines(stdout)).toEqual(
    files.map((file, index) => ({
      request: made.id,
      name: saved[index],
      ...(names[index]?.includes('/') === true && { folderLost: true }),
      sizeBytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
      sender: 'Kim',
      note: 'hello',
      arrivedAt: expect.any(String),
      path: join(folder, saved[index] ?? ''),
    })),
  );
  for (const [index, file] of files.entries()) {
    expect((await readFile(join(folder, saved[index] ?? ''))).equals(file)).toBe(true);
  }
  expect((await readdir(folder)).sort()).toEqual([...saved].sort());

  // Each file once.
  const again = await mayfly('receive', made.id, '--to', folder, '--json');
  expect([again.code, again.stdout]).toEqual([0, '']);
  const listed = lines((await mayfly('requests', '--json')).stdout);
  expect(listed).toMatchObject([{ id: made.id, title: 'Photos', state: 'open', arrived: 3 }]);
  const one = lines((await mayfly('requests', made.id.slice(0, 6), '--json')).stdout);
  expect(one).toMatchObject([{ id: made.id, files: [{ name: saved[0], state: 'saved' }, {}, {}] }]);

  // In words, and without where the path would have led.
  await send(made, page, 3, 'C:\\Windows\\deep.txt', Buffer.from('x'));
  const bare = await mayfly('receive', made.id, '--to', folder);
  expect([bare.code, bare.stdout, bare.stderr]).toEqual([
    0,
    `${join(folder, 'deep.txt')}\n`,
    'mayfly: 1 file came in a folder that could not be kept, and has its bare name: deep.txt\n',
  ]);
  const { stdout: told, stderr: asSeen } = await mayfly('requests', made.id);
  expect(asSeen).toContain('asks the bucket');
  expect(told).toContain('note.txt (without its folders)');
  expect(told).not.toMatch(/\.\.\/|Windows/);

  const closed = await mayfly('close', made.id, '--json');
  expect(lines(closed.stdout)).toEqual([{ id: made.id, closed: true, worksUntil: expect.any(String) }]);
  expect(await pageOf(made)).toMatchObject({ state: 'closed', slots: [] });
  // Servers tell whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  // By a copy of the page that the guest opened before.
  await send(made, page, 4, 'late', Buffer.from('x'));
  await mayfly('receive', made.id, '--to', folder);
  expect(await readdir(folder)).toHaveLength(4);
  expect(lines((await mayfly('requests', made.id, '--json')).stdout)).toMatchObject([
    { state: 'closed', arrived: 4, files: [{}, {}, {}, {}, { name: 'late', state: 'refused', refusal: 'late' }] },
  ]);
});

test('a refused file is said once, with its name and why, whether receive waits or not', async () => {
  const made = await request('--types', 'pictures', '--max-size', '10MB');
  const page = await pageOf(made);
  const to = ['--to', join(home, 'refused')];
  const program = Buffer.from('MZ this is a program');
  await send(made, page, 0, 'cat.exe', program);
  const said = await mayfly('receive', made.id, ...to);
  expect([said.code, said.stdout, said.stderr]).toEqual([0, '', 'mayfly: 1 file refused: cat.exe (not a picture)\n']);
  const again = await mayfly('receive', made.id, ...to);
  expect([again.code, again.stderr]).toEqual([0, 'mayfly: nothing came that is not saved yet.\n']);

  await send(made, page, 1, 'dog.exe', program);
  const json = await mayfly('receive', made.id, ...to, '--json');
  const refused = { request: made.id, name: 'dog.exe', sizeBytes: 20, refusal: 'kind' };
  expect([json.code, lines(json.stdout)]).toMatchObject([0, [refused]]);
  expect(json.stdout).not.toContain('"path"');

  const waiting = startCli(['receive', made.id, ...to, '--wait', '--profile-dir', profile], { env });
  await send(made, page, 2, 'cow.exe', program);
  await expect.poll(() => waiting.said()).toContain('1 file refused: cow.exe (not a picture)');
  await send(made, page, 3, 'cat.png', Buffer.from('\u0089PNG\r\n\u001a\n....', 'latin1'));
  const { code, stdout } = await waiting.ended;
  expect([code, stdout]).toEqual([0, `${join(home, 'refused', 'cat.png')}\n`]);
});

/** Unix ms: until when a write is signed. */
function endOf(write: GuestWrite): number {
  if (write.kind === 'put') {
    const query = new URL(write.url).searchParams;
    const signedAt = (query.get('X-Amz-Date') ?? '').replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5');
    return Date.parse(signedAt) + Number(query.get('X-Amz-Expires')) * 1_000;
  }
  const policy = Buffer.from(write.fields['policy'] ?? '', 'base64').toString();
  return Date.parse((JSON.parse(policy) as { readonly expiration: string }).expiration);
}

test.runIf(isDeep)('slots are signed for an hour where that is asked for, and the request says so', async () => {
  const made = await request('--lease', '1h');
  const page = await pageOf(made);
  for (const part of ['about', 'data'] as const) {
    const write = writeOf(page, originOf(made), 0, part);
    const left = endOf(write) - Date.now();
    expect(left).toBeGreaterThan(3_500_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
  }
  const listed = lines((await mayfly('requests', made.id, '--json')).stdout);
  expect([made, listed]).toMatchObject([{ leaseSeconds: 3_600 }, [{ leaseSeconds: 3_600 }]]);
  const closed = lines((await mayfly('close', made.id, '--json')).stdout);
  const { worksUntil } = closed[0] as { readonly worksUntil: string };
  expect(Date.parse(worksUntil) - Date.now()).toBeLessThanOrEqual(3_600_000);
});

test('a guest asks for links to parts, and receive --wait completes the file although it was killed meanwhile', async () => {
  const made = await request('--max-files', '1', '--max-size', '6GB');
  expect(made).toMatchObject({ way: 'ask', keptByStorage: ['count', 'size', 'type'] });
  const [page, origin] = [await pageOf(made), originOf(made)];
  const file = randomBytes(16 * 1_048_576 + 5);
  const key = randomBytes(32).toString('base64url');
  const about = aboutOf('film.mp4', 'b', 1, { ask: { sizeBytes: file.length, key } });
  expect(await putSlot(writeOf(page, origin, 0, 'about'), about)).toBe(200);
  const answered = async (): Promise<OfferAnswer | undefined> => {
    const answer = await fetch(answerOf(page, origin, 1));
    const sealed = new Uint8Array(await answer.arrayBuffer());
    return answer.ok ? openAnswer(sealed, key, `${page.folder}0001/data`) : undefined;
  };
  const upload = async () => {
    const answer = await answered();
    if (answer?.state !== 'upload') throw new Error('no links');
    return answer;
  };
  const put = async (part: number, body: Uint8Array<ArrayBuffer>) =>
    (await fetch(partOf(await upload(), origin, part), { method: 'PUT', body })).status;
  const folder = join(home, 'parts');
  const receive = ['receive', made.id, '--to', folder, '--wait', '--json', '--profile-dir', profile];
  const killed = startCli(receive, { env });
  await expect.poll(answered).toMatchObject({ state: 'upload', parts: 2, have: 'AA' });
  expect((await fetch(heartbeatOf(page, origin), { method: 'HEAD' })).status).toBe(200);
  expect(await put(1, new Uint8Array(file.subarray(0, 16 * 1_048_576)))).toBe(200);
  killed.child.kill('SIGKILL');
  await killed.ended;

  // Held to its exact length by the storage; and it neither completes nor aborts.
  const link = partOf(await upload(), origin, 2);
  const bare = link.replace('&partNumber=2', '');
  const tries = await Promise.all([
    put(2, new Uint8Array(6)),
    put(2, new Uint8Array(4)),
    fetch(bare, { method: 'POST', body: '<CompleteMultipartUpload/>' }).then(({ status }) => status),
    fetch(bare, { method: 'DELETE' }).then(({ status }) => status),
    fetch(link).then(({ status }) => status),
  ]);
  expect(tries).toEqual([403, 403, 403, 403, 403]);

  const again = startCli(receive, { env });
  await expect.poll(answered).toMatchObject({ have: 'AQ' });
  expect(await put(2, new Uint8Array(file.subarray(16 * 1_048_576)))).toBe(200);
  const { code, stdout, stderr } = await again.ended;
  expect([code, stderr]).toEqual([0, '']);
  const sha256 = createHash('sha256').update(file).digest('hex');
  expect(lines(stdout)).toMatchObject([{ name: 'film.mp4', sizeBytes: file.length, sha256 }]);
  expect(await answered()).toEqual({ v: 1, state: 'received', sizeBytes: file.length });
});

const smallDisk = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m none "$0" && exec "$@"'];
const mayMount = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0;

test.runIf(mayMount)('a full disk is said, and what came stays in the bucket until it is saved', async () => {
  const made = await request('--max-files', '1');
  const file = randomBytes(3_000_000);
  await send(made, await pageOf(made), 0, 'big.bin', file);
  const disk = join(home, 'disk');
  await mkdir(disk);
  const receive = ['receive', made.id, '--json', '--profile-dir', profile];
  const full = await runCli([...receive, '--to', disk], { env, runner: [...smallDisk, disk] });
  expect([full.code, full.stdout]).toEqual([5, '']);
  expect(lines(full.stderr)).toMatchObject([{ error: { code: 'disk-full' } }]);
  const folder = join(home, 'room');
  const { code } = await runCli([...receive, '--to', folder], { env });
  expect([code, (await readFile(join(folder, 'big.bin'))).equals(file)]).toEqual([0, true]);
});

test('on the bucket of this computer request stays, serves its page and saves what comes, until it is interrupted', async () => {
  const folder = join(home, 'saved');
  const own = ['--profile-dir', join(home, 'own')];
  const running = startCli(['request', '--json', '--save-to', folder, ...own]);
  const made = JSON.parse(await running.firstLine()) as Made;
  await send(made, await pageOf(made), 0, 'a.txt', Buffer.from('hello'));
  await expect.poll(() => readFile(join(folder, 'a.txt'), 'utf8').catch(() => '')).toBe('hello');
  expect((await interrupt(running)).code).toBe(130);
  const { stdout } = await runCli(['requests', '--json', ...own]);
  // Its keys were in memory, so nobody can open the page any more.
  expect(lines(stdout)).toMatchObject([{ id: made.id, state: 'closed', arrived: 1 }]);
});

describe('on the bucket of this computer, where no keychain works', () => {
  test('a request without a folder is refused, because what came would end with the command', async () => {
    const { code, stdout, stderr } = await runCli(['request', '--json', '--profile-dir', join(home, 'bare')]);
    expect([code, stdout, lines(stderr)]).toMatchObject([2, '', [{ error: { code: 'request-needs-folder' } }]]);
  });

  test.runIf(isDeep)(
    'what a guest was told is received is in the folder although the command ended at once, and receive says where',
    async () => {
      const folder = join(home, 'last');
      const own = ['--profile-dir', join(home, 'ending')];
      const running = startCli(['request', '--json', '--save-to', folder, ...own]);
      const made = JSON.parse(await running.firstLine()) as Made;
      const receive = ['receive', made.id, '--to', join(home, 'other'), '--json', ...own];
      for (const more of [[], ['--wait']]) {
        const { code, stderr } = await runCli([...receive, ...more]);
        expect([code, lines(stderr)]).toMatchObject([6, [{ error: { code: 'request-elsewhere' } }]]);
        expect(stderr).toContain(folder);
      }
      // More than a disk takes in the second that an interrupted command has.
      const files = [randomBytes(200_000_000), Buffer.from('hello')];
      const page = await pageOf(made);
      for (const [index, file] of files.entries()) await send(made, page, index, `${index}.bin`, file);
      expect((await interrupt(running)).code).toBe(130);
      for (const [index, file] of files.entries()) {
        expect((await readFile(join(folder, `${index}.bin`))).equals(file)).toBe(true);
      }
      const after = await runCli(receive);
      expect([after.code, after.stdout]).toEqual([0, '']);
      expect(lines((await runCli(['requests', made.id, '--json', ...own])).stdout)).toMatchObject([
        { state: 'closed', files: [{ state: 'saved' }, { state: 'saved' }] },
      ]);
    },
  );

  test.runIf(isDeep)('a folder that takes nothing is said while the request stays', async () => {
    const folder = join(home, 'goes');
    const running = startCli(['request', '--json', '--save-to', folder, '--profile-dir', join(home, 'away')]);
    const made = JSON.parse(await running.firstLine()) as Made;
    await rm(folder, { recursive: true });
    await send(made, await pageOf(made), 0, 'a.txt', Buffer.from('hello'));
    await expect.poll(() => running.said()).toMatch(/"code":"folder-missing"/);
    await mkdir(folder);
    expect((await interrupt(running)).code).toBe(130);
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('hello');
  });
});

const refused: readonly [readonly string[], number][] = [
  [['request', '--bucket', 'b', '--endpoint', 'http://127.0.0.1:9'], 2],
  [['request', '--max-files', '0'], 2],
  [['request', '--max-size', '6TB'], 2],
  [['request', '--types', 'programs'], 2],
  [['request', '--lease', '59m'], 2],
  [['receive', 'abcd'], 2],
  [['receive', 'ffffffff', '--to', '.'], 2],
  [['requests', 'abc'], 2],
  [['close'], 2],
];
test.each(someOf(refused, 4))('%j is refused', async (args, exitCode) => {
  const { code, stdout } = await mayfly(...args);
  expect([code, stdout]).toEqual([exitCode, '']);
});
