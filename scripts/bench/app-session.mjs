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
import { watchFrames } from './frames.mjs';

const giveUpMs = 120_000;
/** About the time of an upload of 1 GiB, ms. */
const idleMs = 1_500;
const orders = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const nowMs = () => performance.timeOrigin + performance.now();

/** Starts the app on a profile; `copied` resolves to the time of the next link on the clipboard. */
async function launch(profileDir) {
  const app = await _electron.launch({
    executablePath: orders.electron,
    cwd: projectFolder,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '.', `--profile-dir=${profileDir}`],
    env: process.env,
  });
  const page = await app.firstWindow();
  await page.getByRole('navigation').waitFor();
  await app.evaluate(({ clipboard }) => {
    globalThis.copiedAtMs = [];
    // On X11 a link goes to the clipboard under the name of its format.
    for (const name of ['writeText', 'writeBuffer']) {
      const write = clipboard[name].bind(clipboard);
      clipboard[name] = (...content) => {
        write(...content);
        globalThis.copiedAtMs.push(performance.timeOrigin + performance.now());
      };
    }
  });
  let seen = 0;
  const copied = async () => {
    for (const endMs = nowMs() + giveUpMs; nowMs() < endMs; await sleep(20)) {
      const times = await app.evaluate(() => globalThis.copiedAtMs);
      if (times.length > seen) return times[seen++];
    }
    throw new Error('no link reached the clipboard');
  };
  return { app, page, copied };
}

/** A drag takes at least as long over the window that it ends on. */
const hoverMs = 150;

/** Drops files as the operating system does; returns the time of the mouse button's release. */
async function drop(page, ...paths) {
  const devtools = await page.context().newCDPSession(page);
  const box = await page.getByTestId('drop-zone').boundingBox();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const event = (type) => ({ type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  await devtools.send('Input.dispatchDragEvent', event('dragEnter'));
  await devtools.send('Input.dispatchDragEvent', event('dragOver'));
  await sleep(hoverMs);
  const atMs = nowMs();
  await devtools.send('Input.dispatchDragEvent', event('drop'));
  await devtools.detach();
  return atMs;
}

async function measureDrops() {
  const { app, page, copied } = await launch(join(orders.folder, 'drop-profile'));
  const dropOnce = async () => {
    const fromMs = await drop(page, orders.small);
    return (await copied()) - fromMs;
  };
  await dropOnce(); // the bucket starts with the first one
  const bare = await bareTransfers(app, page);
  const result = { dropMs: [], bareMs: [] };
  for (let index = 0; index < orders.drops; index += 1) {
    result.dropMs.push(await dropOnce());
    result.bareMs.push(await bare(index));
  }
  await app.close();
  return result;
}

/** PUT and `Range: bytes=0-0` on the app's embedded bucket, over one kept connection, with its keys from this throw-away keychain. */
async function bareTransfers(app, page) {
  const view = await page.evaluate(() => window.mayfly['state:get']());
  const served = view.value.connections.find(({ kind }) => kind === 'embedded');
  const lookup = ['lookup', 'service', 'Mayfly', 'account', `connection:${served.id}`];
  const credentials = JSON.parse(execFileSync('secret-tool', lookup, { encoding: 'utf8' }));
  const { signerFor } = await importFrom(orders.signing);
  const copied = await app.evaluate(
    ({ clipboard }) => clipboard.readText() || clipboard.readBuffer('UTF8_STRING').toString('utf8'),
  );
  const sign = signerFor(placeOf(copied), credentials);
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

/** Measures the main process's event loop and the window's frames during a large upload, and during many small ones. */
async function measureDelays() {
  const profileDir = join(orders.folder, 'delay-profile');
  const add = [
    'connections',
    'add',
    'Sink',
    '--endpoint',
    orders.sink,
    '--bucket',
    'bucket',
    '--access-key-id',
    orders.keys.accessKeyId,
  ];
  execFileSync(process.execPath, [cliPath, ...add, '--profile-dir', profileDir], {
    input: `${orders.keys.secretAccessKey}\n`,
  });
  const { app, page, copied } = await launch(profileDir);
  await drop(page, orders.small); // the engine's process starts with the first one
  await copied();
  const watched = async (paths) => {
    await app.evaluate(() => {
      globalThis.delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 });
      globalThis.delay.enable();
    });
    const endFrames = await watchFrames(page);
    const fromMs = await drop(page, ...paths);
    const seconds = ((await copied()) - fromMs) / 1_000;
    const frames = await endFrames();
    const delay = await app.evaluate(() => {
      globalThis.delay.disable();
      const ms = (nanoseconds) => nanoseconds / 1e6;
      return {
        p50Ms: ms(globalThis.delay.percentile(50)),
        p99Ms: ms(globalThis.delay.percentile(99)),
        maxMs: ms(globalThis.delay.max),
      };
    });
    return { frames, delay: { seconds, ...delay } };
  };
  const delays = { large: [], many: [] };
  const frames = { idle: [], large: [], many: [] };
  // Every file has a row and a link of its own: the most there can be to show.
  await page.evaluate(() => window.mayfly['settings:save']({ pages: 'never' }));
  for (let index = 0; index < orders.uploads; index += 1) {
    const endIdle = await watchFrames(page);
    await sleep(idleMs);
    frames.idle.push(...(await endIdle()));
    for (const [what, paths] of [
      ['large', [orders.large]],
      ['many', orders.many],
    ]) {
      const seen = await watched(paths);
      delays[what].push(seen.delay);
      frames[what].push(...seen.frames);
    }
  }
  await app.close();
  return { delays, frames };
}

const result = { ...(await measureDrops()), ...(await measureDelays()) };
writeFileSync(process.argv[3], JSON.stringify(result));
