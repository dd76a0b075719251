// Six ways to slip somebody another program as an update, each against the real updater and a feed on this computer.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AppImageUpdater, AppUpdater } from 'electron-updater';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createUpdateSource, feedOfPackage } from '../../main/adapters/desktop/updates';
import { Failure } from '../../main/core/model/failure';
import { judgeVersion } from '../../main/core/updates/rules/judge-update';

const run = promisify(execFile);
const load = createRequire(import.meta.url);
const feedName = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;
const { privateKey } = generateKeyPairSync('ed25519');
const env = { ...process.env, MAYFLY_UPDATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
const signer = ['scripts/sign-release.mjs'];
const packageBytes = Buffer.alloc(300_000, 'a package that is newer\n');

let publicKey = '';
let folder: string;
let server: Server;
let asked: string[] = [];
let headers: string[] = [];
/** What the AppImage held whenever Mayfly was to start again. */
let restarts: string[] = [];

/** What a release puts where the feed is: electron-builder's files, signed by the script that a release uses. */
async function publish(version: string, change: { readonly sha512?: string } = {}) {
  const name = `Mayfly-${version}.AppImage`;
  const sha512 = change.sha512 ?? createHash('sha512').update(packageBytes).digest('base64');
  await writeFile(join(folder, 'feed', name), packageBytes);
  const lines = [`version: ${version}`, 'files:', `  - url: ${name}`, `    sha512: ${sha512}`];
  lines.push(
    `    size: ${packageBytes.length}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    "releaseDate: '2027-01-01T00:00:00.000Z'",
  );
  await writeFile(join(folder, 'feed', feedName), `${lines.join('\n')}\nreleaseNotes: |\n  Faster.\n  <b>Really</b>\n`);
  await run(process.execPath, [...signer, join(folder, 'feed')], { env });
}

/** The updater of an AppImage with Node's own requests: everything else of it is what runs in the app. */
function realUpdater(): Promise<AppUpdater> {
  const { AppImageUpdater: Updater } = load('electron-updater/out/AppImageUpdater') as {
    readonly AppImageUpdater: new (options: null, app: unknown) => AppImageUpdater;
  };
  const { NodeHttpExecutor } = load('builder-util/out/nodeHttpExecutor') as {
    readonly NodeHttpExecutor: new () => unknown;
  };
  const updater = new Updater(null, {
    version: '0.1.0',
    name: 'Mayfly',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: () => undefined,
  });
  const { ElectronHttpExecutor } = load('electron-updater/out/electronHttpExecutor') as {
    readonly ElectronHttpExecutor: { readonly prototype: { readonly download: unknown } };
  };
  const { download } = ElectronHttpExecutor.prototype;
  Object.assign(updater, { httpExecutor: Object.assign(new NodeHttpExecutor() as object, { download }) });
  return Promise.resolve(updater);
}

const source = (image = process.env['APPIMAGE'] ?? '') => {
  const { port } = server.address() as AddressInfo;
  const feed = { url: `http://127.0.0.1:${port}/releases`, publicKey, ...(image !== '' && { image }) };
  return createUpdateSource(feed, () => void restarts.push(readFileSync(image, 'utf8')), realUpdater);
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as Failure).code,
  );
const packages = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => name.startsWith('cache') && name.endsWith('.AppImage'));

beforeAll(async () => {
  // Loading it wants Electron, of which it uses nothing here.
  const electron = load.resolve('electron');
  load.cache[electron] ??= { id: electron, filename: electron, loaded: true, exports: {} } as unknown as NodeJS.Module;
  publicKey = (await run(process.execPath, [...signer, '--public-key'], { env })).stdout;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    headers.push(...Object.keys(request.headers));
    response.setHeader('connection', 'close');
    const name = decodeURIComponent((request.url ?? '').replace(/^\/releases\//, ''));
    readFile(join(folder, 'feed', name)).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
});

afterAll(() => void server.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-updates-'));
  await mkdir(join(folder, 'feed'));
  process.env['APPIMAGE'] = join(folder, 'Mayfly.AppImage');
  await writeFile(
    join(folder, 'app-update.yml'),
    'provider: generic\nurl: https://updates.example\nupdaterCacheDirName: mayfly\n',
  );
  asked = [];
  headers = [];
  restarts = [];
});

afterEach(async () => {
  delete process.env['APPIMAGE'];
  await rm(folder, { recursive: true, force: true });
});

test('a signed feed with a newer version is read, and its package fetched and compared', async () => {
  await publish('0.2.0');
  const updates = source();
  const { signedAtMs, ...offer } = await updates.look();
  expect(offer).toEqual({ version: '0.2.0', notes: 'Faster.\n<b>Really</b>' });
  expect(Math.abs(Date.now() - signedAtMs)).toBeLessThan(60_000);
  const percents: number[] = [];
  await updates.fetch((percent) => void percents.push(percent));
  const [made] = await packages();
  expect(await readFile(join(folder, made ?? 'none'))).toEqual(packageBytes);
  const image = join(folder, 'Mayfly.AppImage');
  await writeFile(image, 'the old one');
  updates.install();
  expect(restarts).toEqual([packageBytes.toString()]);
  expect((await stat(image)).mode & 0o777).toBe(0o755);
  expect(asked).toEqual([feedName, `${feedName}.sig`, 'Mayfly-0.2.0.AppImage'].map((name) => `/releases/${name}`));
  // Nothing that tells one computer from another.
  expect(headers.filter((name) => name.startsWith('x-'))).toEqual([]);
});

test('a package that cannot be put in the place of the old one leaves it there, and nothing ends', async () => {
  await publish('0.2.0');
  const updates = source();
  await updates.look();
  await updates.fetch(() => undefined);
  const image = join(folder, 'Mayfly.AppImage');
  await writeFile(image, 'the old one');
  const [made] = await packages();
  await rm(join(folder, made ?? 'none'));
  expect(() => updates.install()).toThrow('update-refused');
  expect([await readFile(image, 'utf8'), restarts]).toEqual(['the old one', []]);
});

test('what is not an AppImage is installed by the library, and its refusal is said', async () => {
  await publish('0.2.0');
  const updates = source('');
  await updates.look();
  await updates.fetch(() => undefined);
  delete process.env['APPIMAGE'];
  expect(() => updates.install()).toThrow('update-refused');
  expect(restarts).toEqual([]);
});

test.each([
  ['0.0.9', 'older'],
  ['0.1.0', 'same'],
])('1 and 2: %s beside 0.1.0 is %s: not offered, and not fetched even if it were', async (version, judged) => {
  await publish(version);
  const updates = source();
  const offer = await updates.look();
  expect(judgeVersion('0.1.0', offer.version)).toBe(judged);
  expect(await codeOf(updates.fetch(() => undefined))).toBe('update-damaged');
  expect(asked).not.toContain(`/releases/Mayfly-${version}.AppImage`);
});

test('3: a package with another SHA-512 than the feed says is refused and removed', async () => {
  await publish('0.2.0', { sha512: createHash('sha512').update('another').digest('base64') });
  const updates = source();
  await updates.look();
  expect(await codeOf(updates.fetch(() => undefined))).toBe('update-damaged');
  expect(await packages()).toEqual([]);
  expect(() => updates.install()).toThrow(new Failure('update-damaged').message);
});

test('4: a feed that was changed after it was signed is not read', async () => {
  await publish('0.2.0');
  const path = join(folder, 'feed', feedName);
  await writeFile(path, (await readFile(path, 'utf8')).replace('version: 0.2.0', 'version: 9.0.0'));
  expect(await codeOf(source().look())).toBe('update-untrusted');
});

test('5: a feed without a signature is not read', async () => {
  await publish('0.2.0');
  await rm(join(folder, 'feed', `${feedName}.sig`));
  expect(await codeOf(source().look())).toBe('update-untrusted');
});

test('a feed that was signed without a date, as an older script did, is not trusted', async () => {
  await publish('0.2.0');
  const path = join(folder, 'feed', feedName);
  const undated = (await readFile(path, 'utf8')).replace(/^signedAt:.*\n/m, '');
  await writeFile(path, undated);
  await writeFile(`${path}.sig`, `${sign(null, Buffer.from(undated), privateKey).toString('base64')}\n`);
  expect(await codeOf(source().look())).toBe('update-untrusted');
});

test('6: a package that is cut short is refused and removed', async () => {
  await publish('0.2.0');
  await writeFile(join(folder, 'feed', 'Mayfly-0.2.0.AppImage'), packageBytes.subarray(0, 200_000));
  const updates = source();
  await updates.look();
  expect(await codeOf(updates.fetch(() => undefined))).toBe('update-damaged');
  expect(await packages()).toEqual([]);
});

test('no feed, no network and a signed feed that makes no sense are failures with a code', async () => {
  expect(await codeOf(source().look())).toBe('update-unavailable');
  await publish('0.2.0', { sha512: 'none' });
  expect(await codeOf(source().look())).toBe('update-untrusted');
});

test('a package has a feed only with an address and a key, and where it can replace itself', async () => {
  const url = 'https://updates.example';
  expect(feedOfPackage(folder, folder)).toBeUndefined();
  await writeFile(join(folder, 'update-key.pem'), publicKey);
  const image = process.env['APPIMAGE'];
  expect(feedOfPackage(folder, folder)).toEqual({ url, publicKey, ...(process.platform === 'linux' && { image }) });
  // A terminal that is itself an AppImage leaves this variable to what it starts.
  await writeFile(join(folder, 'package-type'), 'deb');
  expect(feedOfPackage(folder, folder)).toEqual({ url, publicKey });
  await rm(join(folder, 'package-type'));
  delete process.env['APPIMAGE'];
  expect(feedOfPackage(folder, folder) === undefined).toBe(process.platform === 'linux');
  await writeFile(join(folder, 'package-type'), 'deb');
  expect(feedOfPackage(folder, folder)).toEqual({ url, publicKey });
  await writeFile(join(folder, 'app-update.yml'), 'provider: generic\nurl: http://updates.example\n');
  expect(feedOfPackage(folder, folder)).toBeUndefined();
});
