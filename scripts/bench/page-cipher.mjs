// Benchmarks the cipher of the encrypted pages in Chromium, Firefox and WebKit: an encrypted share that is opened, and an encrypted request that is
// filled, each with WebAssembly and without it, where noble does the same; and the same bytes, only read.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { findBrowser } from '../setup/browser.mjs';
import { SetupError } from '../setup/progress.mjs';
import { findOnPath } from '../setup/run-command.mjs';
import { bundle, cliPath } from './build.mjs';
import { onNewBucket } from './encryption.mjs';
import { clock } from './page-clock.mjs';
import { goal, table } from './report.mjs';
import { describeTimes, inTurn, timesAsFast } from './rounds.mjs';
import { keys, randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 27;
const megabytes = sizeBytes / 1e6;
const limitMs = 300_000;
/** How many times as fast as by noble: saved, sent. */
const browsers = [
  { name: 'Chromium', wanted: [2.2, 2] },
  { name: 'Firefox', key: 'firefox', command: 'firefox-esr', wanted: [2.5, 2] },
  { name: 'WebKit', key: 'webkit', command: 'WebKitWebDriver', wanted: [1.7, 2] },
];
const name = 'page-cipher.bin';

/** Gives the section's text. */
export async function measurePageCipher({ workshop, rounds }) {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new SetupError('the pages need Chromium.');
  // Imported only now: the set-up may just have installed it.
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({ executablePath, args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
  const file = randomFile(workshop.at(name), sizeBytes);
  try {
    return await onNewBucket(workshop, async (place, parts) => {
      const mayfly = async (...args) => (await workshop.run(process.execPath, [cliPath, ...args, ...place])).stdout;
      const share = JSON.parse(await mayfly('share', file, '--encrypt', '--json', '--quiet'));
      const plain = JSON.parse(await mayfly('share', file, '--no-encrypt', '--no-page', '--json', '--quiet'));
      const asked = encryptedRequests(workshop, parts);
      /** The seconds that `act` takes in a new page of `url`, with WebAssembly or without. */
      const inPage = (act, urlOf, isFast) => async () => {
        const context = await browser.newContext();
        try {
          const page = await context.newPage();
          page.setDefaultTimeout(limitMs);
          await page.addInitScript(prepare, isFast);
          await page.goto(await urlOf());
          return { seconds: await act(page, file) };
        } finally {
          await context.close();
        }
      };
      const shared = () => share.url;
      const program = await bundle('page-reader.mjs', workshop.at('bundle'));
      /** The same in a browser that Playwright does not drive: a new one each time, on a display of its own. */
      const inReader = (key, act, urlOf, isFast, what) => async () => {
        const args = [program, key, act, isFast ? 'wasm' : 'none', await urlOf(), what];
        const { stdout } = await workshop.run('xvfb-run', ['-a', process.execPath, ...args]);
        return JSON.parse(stdout);
      };
      const waysOf = ({ key }) =>
        key === undefined
          ? {
              read: inPage(readBy(plain.url), shared, true),
              save: (isFast) => inPage(save, shared, isFast),
              send: (isFast) => inPage(send, asked, isFast),
            }
          : {
              read: inReader(key, 'read', shared, true, plain.url),
              save: (isFast) => inReader(key, 'save', shared, isFast, name),
              send: (isFast) => inReader(key, 'send', asked, isFast, String(sizeBytes)),
            };
      const sections = [];
      for (const which of browsers) {
        if (which.command !== undefined && findOnPath([which.command]) === undefined) continue;
        const ways = waysOf(which);
        const results = await inTurn(rounds, [
          { name: `${which.name}: only read, by fetch`, run: ways.read },
          { name: `${which.name}: saved by the page, noble`, run: ways.save(false) },
          { name: `${which.name}: saved by the page, WebAssembly`, run: ways.save(true) },
          { name: `${which.name}: sent by a guest, noble`, run: ways.send(false) },
          { name: `${which.name}: sent by a guest, WebAssembly`, run: ways.send(true) },
        ]);
        sections.push({ which, results });
      }
      return [
        table([
          ['128 MiB, encrypted', 'time', 'speed', 'beside noble'],
          ...sections.flatMap(({ results: [read, slowOpened, opened, slowSealed, sealed] }) => [
            row(read),
            row(slowOpened),
            row(opened, slowOpened),
            row(slowSealed),
            row(sealed, slowSealed),
          ]),
        ]),
        sections
          .flatMap(({ which, results: [, slowOpened, opened, slowSealed, sealed] }) => [
            reach(`${which.name}: saved`, opened, slowOpened, which.wanted[0]),
            reach(`${which.name}: sent`, sealed, slowSealed, which.wanted[1]),
          ])
          .join('\n'),
      ].join('\n\n');
    });
  } finally {
    await browser.close();
    rmSync(file, { force: true });
  }
}

const row = (result, than) => [
  result.name,
  `${result.median.seconds.toFixed(2)} s`,
  `${Math.round(megabytes / result.median.seconds)} MB/s`,
  than === undefined ? '' : describeTimes(result, than),
];

const reach = (what, result, than, least) =>
  goal(
    `${what} at least ${least}x as fast as by noble`,
    describeTimes(result, than),
    timesAsFast(result, than) >= least,
  );

/** Gives a function that makes an encrypted request and resolves to its link. Its key lies where the connection's keys lie: in a file, without a keychain. */
function encryptedRequests(workshop, { endpoint, region, bucket }) {
  const passphrase = workshop.at('guest-passphrase');
  writeFileSync(passphrase, 'a passphrase of the benchmark\n', { mode: 0o600 });
  const env = { ...workshop.env, MAYFLY_PASSPHRASE_FILE: passphrase };
  const profile = ['--profile-dir', workshop.at('guest-profile')];
  const where = ['--endpoint', endpoint, '--region', region, '--bucket', bucket, '--access-key-id', keys.accessKeyId];
  const add = ['connections', 'add', 'Guests', ...where, '--store', 'file', '--no-test', ...profile];
  execFileSync(process.execPath, [cliPath, ...add], {
    env,
    input: `${keys.secretAccessKey}\n`,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ask = ['request', '--max-files', '1', '--connection', 'Guests', '--encrypt', '--json', ...profile];
  return async () => JSON.parse(execFileSync(process.execPath, [cliPath, ...ask], { env, encoding: 'utf8' })).url;
}

/** Runs in the page, before it: a place on the disk that keeps nothing, and WebAssembly or none. */
function prepare(isFast) {
  if (!isFast) delete globalThis.WebAssembly;
  const kept = { write: async () => undefined, close: async () => undefined, abort: async () => undefined };
  const stream = () => Object.assign(new WritableStream({ write: async () => undefined }), kept);
  globalThis.showSaveFilePicker = async () => ({ createWritable: async () => stream() });
}

/** Seconds from the press of `button` until the page says `words`. */
async function pressed(page, button, words) {
  await page.evaluate(clock, words);
  await button.click();
  const tookMs = await page.waitForFunction(() => globalThis.tookMs);
  return (await tookMs.jsonValue()) / 1_000;
}

const save = (page) => pressed(page, page.getByRole('button', { name: /^Download/ }).first(), 'is saved.');

async function send(page, file) {
  await page.locator('input[type=file]').first().setInputFiles(file);
  return pressed(page, page.getByRole('button', { name: 'Send 1 file' }), '1 file received.');
}

/** Reads an object of the page's origin to its end. */
const readBy = (link) => (page) =>
  page.evaluate(async (from) => {
    const startedMs = performance.now();
    const body = (await fetch(from)).body.getReader();
    for (;;) if ((await body.read()).done) return (performance.now() - startedMs) / 1_000;
  }, link);
