// Benchmarks the embedded bucket by its network address, from another computer of a network of namespaces: a browser beside curl.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../setup/browser.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { SetupError } from '../setup/progress.mjs';
import { makeNetwork } from '../testing/network-namespaces.mjs';
import { bundle, importFrom } from './build.mjs';
import { goal, table } from './report.mjs';
import { describeTimes, inTurn, timesAsFast } from './rounds.mjs';
import { keys, randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 30;
const megabytes = sizeBytes / 1e6;
const wanted = { get: 0.8, put: 0.7 };
const limitMs = 300_000;

/** Gives the section's text. */
export async function measureNetwork({ workshop, programs, rounds }) {
  const executable = await findBrowser();
  if (executable === undefined) throw new SetupError('the pages need Chromium.');
  const { unavailable, network, remove } = makeNetwork();
  if (unavailable !== undefined) throw new SetupError(unavailable);
  const on = (computer, command, ...args) => ['netns', 'exec', computer.namespace, command, ...args];
  const phoneBrowser = workshop.at('phone-browser');
  writeFileSync(phoneBrowser, `#!/bin/sh\nexec ip ${on(network.phone, executable).join(' ')} "$@"\n`);
  chmodSync(phoneBrowser, 0o755);
  // Imported only now: the set-up may just have installed it.
  const { chromium } = await import('@playwright/test');
  const server = await serve(network.owner, workshop.at('network-bucket'), on);
  const browser = await chromium.launch({ executablePath: phoneBrowser, args: ['--no-sandbox'] });
  try {
    const { signerFor } = await importFrom(await bundle('signing.mjs', workshop.at('bundle')));
    const endpoint = `http://${network.owner.ipv4}:${server.port}`;
    const sign = signerFor({ endpoint, bucket: 'mayfly', region: 'us-east-1' }, keys);
    const file = randomFile(workshop.at('network-file.bin'), sizeBytes);
    const got = workshop.at('network-got.bin');
    const curl = (name, ...args) => ({
      name,
      run: () => workshop.run('ip', on(network.phone, programs.curl, '-sf', ...args)),
    });
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(limitMs);
    // A document of the origin.
    await page.goto(await sign('GET', 'nothing'));
    const contenders = [
      curl('curl, PUT', '-T', file, await sign('PUT', 'large.bin')),
      { name: 'a page, PUT', run: async () => ({ seconds: await put(page, file, await sign('PUT', 'large.bin')) }) },
      curl('curl, GET to a file', '-o', got, await sign('GET', 'large.bin')),
      { name: 'Chromium, GET to a file', run: async () => get(page, await sign('GET', 'large.bin'), got) },
    ];
    const results = await inTurn(rounds, contenders);
    const [curlPut, pagePut, curlGet, browserGet] = results;
    const reach = (what, result, than, least) =>
      goal(`${what} at least ${least}x of curl`, describeTimes(result, than), timesAsFast(result, than) >= least);
    return [
      table([
        ['1 GiB through the bridge', 'time', 'speed'],
        ...results.map(({ name, median }) => [
          name,
          `${median.seconds.toFixed(2)} s`,
          `${Math.round(megabytes / median.seconds)} MB/s`,
        ]),
      ]),
      [reach('GET', browserGet, curlGet, wanted.get), reach('PUT', pagePut, curlPut, wanted.put)].join('\n'),
    ].join('\n\n');
  } finally {
    await browser.close();
    server.stop();
    remove();
  }
}

/** The app's own process of the bucket, on that computer and its network address. */
async function serve(computer, dataDir, on) {
  mkdirSync(dataDir);
  const entry = join(projectFolder, 'out/main/bucket-process.cjs');
  const child = spawn('ip', on(computer, process.execPath, entry), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const asked = async (message) => {
    child.send(message);
    const [answer] = await once(child, 'message');
    return answer;
  };
  const { accessKeyId, secretAccessKey } = keys;
  const place = { dataDir, bucket: 'mayfly', region: 'us-east-1', accessKeyId, secretAccessKey, port: 0 };
  const { port } = await asked({ type: 'start', options: place });
  const { results } = await asked({ type: 'listen', id: 1, addresses: [computer.ipv4] });
  if (results?.[0]?.state !== 'listening') throw new SetupError('the bucket does not serve its network address.');
  return { port, stop: () => child.kill('SIGTERM') };
}

/** Seconds of a PUT by the page. */
async function put(page, file, url) {
  await page.evaluate(() =>
    document.body.replaceChildren(Object.assign(document.createElement('input'), { type: 'file' })),
  );
  await page.locator('input').setInputFiles(file);
  return page.evaluate(async (to) => {
    const [body] = document.querySelector('input').files;
    const from = performance.now();
    const request = new XMLHttpRequest();
    request.open('PUT', to);
    const ended = new Promise((resolve) => request.addEventListener('loadend', resolve));
    request.send(body);
    await ended;
    if (request.status !== 200) throw new Error(`the PUT was answered ${request.status}`);
    return (performance.now() - from) / 1_000;
  }, url);
}

/** Seconds until the browser has the whole file. */
async function get(page, url, path) {
  const downloading = page.waitForEvent('download');
  const from = performance.now();
  await page.evaluate(
    (href) => Object.assign(document.createElement('a'), { href, download: 'large.bin' }).click(),
    url,
  );
  const download = await downloading;
  const saved = await download.path();
  const seconds = (performance.now() - from) / 1_000;
  if (statSync(saved).size !== sizeBytes) throw new Error('the download came short');
  await download.delete();
  rmSync(path, { force: true });
  return { seconds };
}
