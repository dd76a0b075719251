// Runs on the private desktop and drives the built app: node app-session.mjs ORDERS RESULT
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron } from 'playwright';
import { projectFolder } from '../setup/project-folder.mjs';
import { cliPath, importFrom } from './build.mjs';
import { touch } from './peers/contenders.mjs';
import { measureBlank } from './blank-window.mjs';
import { drop, nowMs } from './drop.mjs';
import { watchFrames } from './frames.mjs';

const giveUpMs = 120_000;
/** About the time of an upload of 1 GiB, ms. */
const idleMs = 1_500;
const orders = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Runs `work`, which may run twice, in the main process. While that allocates much, the inspector may lose an answer: it is asked again. */
const ask = (app, work, input) =>
  app.evaluate(work, input).catch((error) => {
    if (!String(error).includes('promise was garbage collected')) throw error;
    return ask(app, work, input);
  });

/** Starts the app on a profile, with `home` for its user's; `copied` resolves to the time and the text of the next copy to the clipboard. */
async function launch(profileDir, home = process.env.HOME) {
  const app = await _electron.launch({
    executablePath: orders.electron,
    cwd: projectFolder,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '.', `--profile-dir=${profileDir}`],
    env: { ...process.env, HOME: home },
    timeout: giveUpMs,
  });
  const page = await app.firstWindow();
  await page.getByRole('navigation').waitFor();
  // By then main answers, too.
  await page.locator('[data-first-view]').waitFor({ state: 'detached' });
  await ask(app, ({ clipboard, BrowserWindow }) => {
    if (globalThis.copies !== undefined) return;
    globalThis.views = { count: 0, bytes: 0 };
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel, view) => {
        if (channel === 'state:changed') {
          globalThis.views.count += 1;
          globalThis.views.bytes += view.length;
        }
        send(channel, view);
      };
    }
    globalThis.copies = [];
    // The ways in which `adapters/desktop/system-clipboard` writes a text.
    const watched = { writeText: (text) => text, writeBuffer: (_format, bytes) => bytes.toString('utf8') };
    for (const [name, textOf] of Object.entries(watched)) {
      const write = clipboard[name].bind(clipboard);
      clipboard[name] = (...what) => {
        const written = write(...what);
        globalThis.copies.push({ atMs: performance.timeOrigin + performance.now(), text: textOf(...what) });
        return written;
      };
    }
  });
  let seen = 0;
  /** `everyMs`: each question takes processor time of the main process, which notes the time of a copy by itself. */
  const copied = async (everyMs = 20) => {
    for (const endMs = nowMs() + giveUpMs; nowMs() < endMs; await sleep(everyMs)) {
      const copies = await ask(app, (_electron, from) => globalThis.copies.slice(from), seen);
      if (copies.length === 0) continue;
      seen += 1;
      return copies[0];
    }
    throw new Error('no link reached the clipboard');
  };
  return { app, page, copied };
}

const dropOn = (page, files) => drop(page, page.getByTestId('drop-zone'), files);

async function measureDrops() {
  const { app, page, copied } = await launch(join(orders.folder, 'drop-profile'));
  const dropOnce = async () => {
    const fromMs = await dropOn(page, [orders.small]);
    const { atMs, text } = await copied();
    return { tookMs: atMs - fromMs, link: text };
  };
  const { link } = await dropOnce(); // the bucket starts with the first one
  const bare = await bareTransfers(link, page);
  const result = { dropMs: [], bareMs: [] };
  for (let index = 0; index < orders.drops; index += 1) {
    result.dropMs.push((await dropOnce()).tookMs);
    result.bareMs.push(await bare(index));
  }
  await app.close();
  return result;
}

/** PUT and `Range: bytes=0-0` on the app's embedded bucket, over one kept connection, with its keys from this throw-away keychain. */
async function bareTransfers(link, page) {
  const view = await page.evaluate(() => window.mayfly['state:get']());
  const served = view.value.connections.find(({ kind }) => kind === 'embedded');
  const lookup = ['lookup', 'service', 'Mayfly', 'account', `connection:${served.id}`];
  const credentials = JSON.parse(execFileSync('secret-tool', lookup, { encoding: 'utf8' }));
  const { signerFor } = await importFrom(orders.signing);
  const sign = signerFor(placeOf(link), credentials);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const body = readFileSync(orders.small);
  const ask = async (method, url, headers, content) => {
    const request = http.request(url, { method, headers, agent });
    request.end(content);
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'end');
    if (response.statusCode !== 200 && response.statusCode !== 206)
      throw new Error(`${method}: ${response.statusCode}`);
  };
  return async (index) => {
    const fromMs = nowMs();
    await ask('PUT', await sign('PUT', `bare-${index}`), { 'content-length': body.length }, body);
    await ask('GET', await sign('GET', `bare-${index}`), { range: 'bytes=0-0' });
    return nowMs() - fromMs;
  };
}

/** Resolves the URL of a link. */
function placeOf(link) {
  const { origin, pathname, searchParams } = new URL(link);
  return {
    endpoint: origin,
    bucket: pathname.split('/')[1],
    region: searchParams.get('X-Amz-Credential').split('/')[2],
  };
}

/** The same to a bucket 40 ms away, with the engine's process running. */
async function measureDropsOnLine() {
  const session = await launchWith('line-profile', orders.line);
  const dropMs = [];
  for (let index = 0; index <= orders.drops; index += 1) {
    touch([orders.small]);
    const fromMs = await dropOn(session.page, [orders.small]);
    const { atMs } = await session.copied();
    if (index > 0) dropMs.push(atMs - fromMs);
  }
  await session.app.close();
  return dropMs;
}

/** Of a file that takes seconds to send there: its link is given first. The next drop waits until it is stored. */
async function measureLinkFirstOnLine() {
  const { app, page, copied } = await launchWith('first-profile', orders.farBucket);
  const firstMs = [];
  for (let index = 0; index <= orders.uploads; index += 1) {
    touch([orders.large]);
    const fromMs = await dropOn(page, [orders.large]);
    const { atMs } = await copied();
    if (index > 0) firstMs.push(atMs - fromMs);
    const isSending = () => page.evaluate(async () => (await window.mayfly['state:get']()).value.uploads.length > 0);
    for (const endMs = nowMs() + giveUpMs; (await isSending()) && nowMs() < endMs;) await sleep(100);
  }
  await app.close();
  return firstMs;
}

/** 1 GiB to a sink with TLS, with the engine's process running, in turn with the MinIO client's whole process. Resolves to seconds. */
async function measureLargeTls() {
  const session = await launch(orders.tls.profileDir, orders.tls.home);
  await session.page.evaluate(() => window.mayfly['settings:save']({ pages: 'never' }));
  await timeUpload(session, [orders.large]);
  const result = { appSeconds: [], minioSeconds: [] };
  for (let index = 0; index < orders.tlsUploads; index += 1) {
    await sleep(idleMs);
    result.appSeconds.push(await timeUpload(session, [orders.large]));
    if (orders.tls.minio !== undefined) result.minioSeconds.push(timeWholeProcess(orders.tls.minio));
  }
  await session.app.close();
  return result;
}

/** Starts the app with a connection to `endpoint`. */
async function launchWith(profile, endpoint) {
  const profileDir = join(orders.folder, profile);
  const where = ['--endpoint', endpoint, '--bucket', 'bucket', '--access-key-id', orders.keys.accessKeyId];
  execFileSync(process.execPath, [cliPath, 'connections', 'add', 'Sink', ...where, '--profile-dir', profileDir], {
    input: `${orders.keys.secretAccessKey}\n`,
  });
  return launch(profileDir);
}

/**
 * Uploads to the sink, of a large file and of a thousand small ones: the main process's event loop and the window's frames, and each again for its
 * time alone: the clock of the event loop wakes main a thousand times a second, and the page draws frames to be counted.
 */
async function measureUploads() {
  const session = await launchWith('delay-profile', orders.sink);
  const { app, page, copied } = session;
  await page.evaluate(() => window.mayfly['settings:save']({ pages: 'never' }));
  await dropOn(page, [orders.small]); // the engine's process starts with the first one
  await copied();
  await timeUpload(session, orders.thousand); // and compiles what it repeats
  const result = { large: [], thousand: [], rcloneSeconds: [] };
  for (let index = 0; index < orders.uploads; index += 1) {
    result.large.push(await measureUpload(session, [orders.large]));
    result.thousand.push(await measureUpload(session, orders.thousand));
    if (orders.rclone !== undefined) result.rcloneSeconds.push(timeWholeProcess(orders.rclone));
  }
  await app.close();
  return result;
}

async function measureUpload(session, files) {
  const { app, page } = session;
  const endIdle = await watchFrames(page);
  await sleep(idleMs);
  const idle = await endIdle();
  await ask(app, () => {
    globalThis.delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 });
    globalThis.delay.enable();
    globalThis.views = { count: 0, bytes: 0 };
  });
  const endBusy = await watchFrames(page);
  const watchedSeconds = await timeUpload(session, files);
  const busy = await endBusy();
  const told = await ask(app, () => {
    globalThis.delay.disable();
    const ms = (nanoseconds) => nanoseconds / 1e6;
    return {
      p50Ms: ms(globalThis.delay.percentile(50)),
      p99Ms: ms(globalThis.delay.percentile(99)),
      maxMs: ms(globalThis.delay.max),
      views: globalThis.views,
    };
  });
  await sleep(idleMs);
  return { seconds: await timeUpload(session, files), watchedSeconds, ...told, frames: { idle, busy } };
}

/** From the drop to the links on the clipboard, seconds. */
async function timeUpload({ page, copied }, files) {
  touch(files);
  const fromMs = await dropOn(page, files);
  const { atMs, text } = await copied(100);
  const links = text.split('\n').length;
  if (links !== files.length) throw new Error(`${links} links were copied of ${files.length}`);
  return (atMs - fromMs) / 1_000;
}

/** As the other cases measure it, seconds. */
function timeWholeProcess({ program, args, env }) {
  const fromMs = nowMs();
  execFileSync(program, args, { env });
  return (nowMs() - fromMs) / 1_000;
}

const result = {
  ...(await measureDrops()),
  lineMs: await measureDropsOnLine(),
  firstMs: await measureLinkFirstOnLine(),
  ...(await measureUploads()),
  largeTls: await measureLargeTls(),
  blank: await measureBlank({ ...orders, files: orders.thousand, times: orders.uploads }),
};
writeFileSync(process.argv[3], JSON.stringify(result));
