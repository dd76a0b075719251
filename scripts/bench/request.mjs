// Benchmarks the guest's page in Chromium: how soon it can be used, and 1 GiB through it beside a plain PUT of the same browser to a presigned URL.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { findBrowser } from '../setup/browser.mjs';
import { SetupError } from '../setup/progress.mjs';
import { bundle, cliPath, importFrom } from './build.mjs';
import { goal, table } from './report.mjs';
import { describeTimes, inTurn, timesAsFast } from './rounds.mjs';
import { keys, randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 30;
const megabytes = sizeBytes / 1e6;
const wantedTimes = 0.8;
const wantedOpenSeconds = 1;
const limitMs = 300_000;

/** Gives the section's text. */
export async function measureRequest({ workshop, rounds }) {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new SetupError('the guest’s page needs Chromium.');
  const { signerFor } = await importFrom(await bundle('signing.mjs', workshop.at('bundle')));
  const file = randomFile(workshop.at('guest-file.bin'), sizeBytes);
  const args = [cliPath, 'bucket', 'serve', '--profile-dir', workshop.at('guest-bucket')];
  const server = spawn(process.execPath, args, { env: workshop.env, stdio: ['ignore', 'pipe', 'inherit'] });
  // Imported only now: the set-up may just have installed it.
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({ executablePath, args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
  try {
    const [line] = await once(server.stdout.setEncoding('utf8'), 'data');
    const place = JSON.parse(line);
    const sign = signerFor(place, keys);
    const ask = await requests(workshop, place);
    const remove = async (key) => fetch(await sign('DELETE', key), { method: 'DELETE' });
    /** A new page with the file chosen in an input of its own; `act` gives seconds and what to remove. */
    const inPage = (act) => async () => {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(limitMs);
        const url = await ask();
        const from = performance.now();
        await page.goto(url);
        await page.getByRole('button', { name: 'Choose files' }).waitFor();
        const openSeconds = (performance.now() - from) / 1_000;
        const { key, ...result } = await act(page);
        await remove(key);
        return { ...result, openSeconds };
      } finally {
        await context.close();
      }
    };
    const byPage = inPage(async (page) => {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose files' }).click();
      await (await choosing).setFiles(file);
      const seconds = await page.evaluate(sendByPage);
      const folder = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).folder);
      return { seconds, key: `${folder}0001/data` };
    });
    const plain = inPage(async (page) => {
      await page.evaluate(() => {
        document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'plain-file' }));
      });
      await page.locator('#plain-file').setInputFiles(file);
      const key = 'plain.bin';
      const seconds = await page.evaluate(sendPlainly, await sign('PUT', key));
      return { seconds, key };
    });
    const results = await inTurn(rounds, [
      { name: 'through the guest’s page, by a form', run: byPage },
      { name: 'PUT by XMLHttpRequest to a presigned URL', run: plain },
    ]);
    const [own, other] = results;
    const openSeconds = results.flatMap(({ runs }) => runs.map((run) => run.openSeconds)).toSorted((a, b) => a - b);
    const usual = openSeconds[openSeconds.length >> 1];
    return [
      table([
        ['1 GiB from Chromium to the embedded bucket', 'time', 'speed'],
        ...results.map(({ name, median }) => [
          name,
          `${median.seconds.toFixed(2)} s`,
          `${Math.round(megabytes / median.seconds)} MB/s`,
        ]),
      ]),
      [
        goal(
          `at least ${wantedTimes}x as fast as the plain PUT`,
          describeTimes(own, other),
          timesAsFast(own, other) >= wantedTimes,
        ),
        goal(
          `the page can be used within ${wantedOpenSeconds} s of its address`,
          `${usual.toFixed(2)} s (${openSeconds[0].toFixed(2)} to ${openSeconds.at(-1).toFixed(2)})`,
          usual <= wantedOpenSeconds,
        ),
      ].join('\n'),
    ].join('\n\n');
  } finally {
    await browser.close();
    server.kill('SIGINT');
    await once(server, 'exit');
  }
}

/** Gives a function that makes a request of one file and resolves to its link. */
async function requests(workshop, { endpoint, region, bucket }) {
  const credentials = workshop.at('guest-credentials');
  writeFileSync(
    credentials,
    `[bench]\naws_access_key_id=${keys.accessKeyId}\naws_secret_access_key=${keys.secretAccessKey}\n`,
    { mode: 0o600 },
  );
  const env = { AWS_SHARED_CREDENTIALS_FILE: credentials };
  const profile = ['--profile-dir', workshop.at('guest-profile')];
  const mayfly = (...args) => workshop.run(process.execPath, [cliPath, ...args, ...profile], env);
  const where = ['--endpoint', endpoint, '--region', region, '--bucket', bucket];
  await mayfly('connections', 'add', 'Guests', ...where, '--aws-profile', 'bench', '--no-test');
  return async () => {
    const { stdout } = await mayfly('request', '--max-files', '1', '--connection', 'Guests', '--json');
    return JSON.parse(stdout).url;
  };
}

/** In the page: presses Send, and gives the seconds until the page says that the file was received. */
function sendByPage() {
  const send = [...document.querySelectorAll('button')].find(({ textContent }) => /^Send \d/.test(textContent.trim()));
  const list = document.querySelector('ul.list');
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const look = () => {
      if (list.textContent.includes('Received')) resolve((performance.now() - from) / 1_000);
      else if (/Not sent|No room/.test(list.textContent)) reject(new Error(list.textContent));
    };
    new MutationObserver(look).observe(list, { subtree: true, childList: true, characterData: true });
    send.click();
  });
}

/** In the page: the same by a PUT of its own. */
function sendPlainly(url) {
  const [file] = document.getElementById('plain-file').files;
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.addEventListener('loadend', () => {
      if (request.status === 200) resolve((performance.now() - from) / 1_000);
      else reject(new Error(`the PUT was answered ${request.status}`));
    });
    request.send(file);
  });
}
