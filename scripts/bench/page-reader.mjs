// Measures a page once in Firefox or WebKit, as the tests drive them, and prints the seconds. Needs a display; bundled before it runs:
//   node page-reader.mjs firefox|webkit save|send|read wasm|none PAGE FILE|LINK|BYTES
import { choose } from '../../test/request-page/browser-guest';
import { startFirefox } from '../../test/share-page/readers/firefox';
import { until } from '../../test/share-page/readers/reader';
import { startWebKit } from '../../test/share-page/readers/webkit';
import { clock } from './page-clock.mjs';

const limitMs = 300_000;
const [browser, act, cipher, url, what] = process.argv.slice(2);

/** Without WebAssembly where that is asked for: the page's script then has noble alone. */
async function start() {
  if (browser === 'firefox') return startFirefox(cipher === 'none' ? { 'javascript.options.wasm': false } : {});
  if (cipher === 'none') process.env['JSC_useWasm'] = '0';
  return startWebKit();
}

/** Seconds from the press of the button `name` until the page says `words`. */
async function pressed(reader, name, words) {
  await reader.evaluate(`(${clock.toString()})(${JSON.stringify(words)})`);
  await reader.press(name);
  const tookMs = await until(() => reader.evaluate('globalThis.tookMs'), `${browser} never said: ${words}`, limitMs);
  return tookMs / 1_000;
}

/** Reads an object of the page's origin to its end. */
const read = (reader) =>
  reader.evaluate(`(async () => {
    const from = performance.now();
    const body = (await fetch(${JSON.stringify(what)})).body.getReader();
    for (;;) if ((await body.read()).done) return (performance.now() - from) / 1_000;
  })()`);

async function measure(reader) {
  await reader.open(url);
  const hasWasm = await reader.evaluate("typeof WebAssembly !== 'undefined'");
  if (hasWasm !== (cipher === 'wasm')) throw new Error(`${browser} has ${hasWasm ? '' : 'no '}WebAssembly`);
  if (act === 'read') return read(reader);
  if (act === 'save') return pressed(reader, `Download ${what}`, 'is handed to your browser.');
  await choose(reader, { 'page-cipher.bin': Number(what) });
  return pressed(reader, 'Send 1 file', '1 file received.');
}

const reader = await start();
try {
  process.stdout.write(`${JSON.stringify({ seconds: await measure(reader) })}\n`);
} finally {
  await reader.close();
}
