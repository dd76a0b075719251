// An encrypted share in the browsers without a picker for files: Firefox and WebKit open, show, save and refuse as Chromium does.
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startFirefox } from '../share-page/readers/firefox';
import { expect, test } from '../share-page/readers/fixtures';
import { ARRIVE_MS, until, type Reader } from '../share-page/readers/reader';
import { sha256, type GivenFile, type PageBucket } from '../share-page/published';
import { mixed, picture, sound, text } from '../share-page/sample-files';
import { unpacked } from '../share-page/unpacked';
import { publishSealed } from './sealed-share';

// Of more than one portion of WebKit's Blob.
const large: GivenFile = { path: '여름 film.bin', body: randomBytes(10_000_001) };
const harmed: GivenFile = { path: 'harmed.bin', body: randomBytes(300_000) };
const password = 'café 여름 🔑';

/** What the document says, in view or not. */
const saying =
  "[...document.body.children].filter(({ localName }) => localName !== 'script').map((part) => part.textContent).join(' ')";
const said = (reader: Reader, words: string) =>
  until(() => reader.evaluate(`(${saying}).includes(${JSON.stringify(words)})`), `never said: ${words}`, 20_000);

async function unlock(reader: Reader, entered: string): Promise<void> {
  await until(() => reader.evaluate("document.querySelector('#password') !== null"), 'no field for the password');
  await reader.evaluate(`void (document.querySelector('#password').value = ${JSON.stringify(entered)})`);
  await reader.press('Unlock');
}

const comes = (reader: Reader, { path, body }: GivenFile) =>
  expect.poll(async () => (await reader.downloads()).get(path), { timeout: ARRIVE_MS }).toBe(sha256(body));

async function publishHarmed(bucket: PageBucket) {
  const share = await publishSealed(bucket, [large, harmed, picture, sound, text], { password });
  const file = Buffer.from(share.sealed[1] ?? '');
  await bucket.store(
    share.keys[1] ?? '',
    file.subarray(0, file.indexOf(10, file.indexOf('\n--- ') + 1) + 17 + 2 * 65_552),
  );
  return share;
}

test('it unlocks, shows, saves what is whole and refuses what was cut', async ({ bucket, reader }) => {
  await reader.open((await publishHarmed(bucket)).url);
  await unlock(reader, 'wrong');
  await said(reader, 'This password does not open the files.');
  await unlock(reader, password.normalize('NFD'));
  await said(reader, '5 files');
  await reader.press(`Download ${harmed.path}`);
  await said(reader, 'arrived damaged or changed. Nothing was saved.');
  await reader.press(`Download ${large.path}`);
  await comes(reader, large);
  expect([...(await reader.downloads()).keys()]).toEqual([large.path]);
  await reader.press(`Preview ${picture.path}`);
  await until(() => reader.evaluate("document.querySelector('dialog img')?.naturalWidth === 320"), 'no picture');
  await reader.press('Next file');
  await until(() => reader.evaluate("Math.round(document.querySelector('dialog audio')?.duration) === 2"), 'no sound');
  await reader.press('Next file');
  await said(reader, '안녕하세요 & <b>hello</b>');
  await reader.press('Close preview');
  expect(await reader.evaluate("'showSaveFilePicker' in window")).toBe(false);
  const axe = await readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
  await reader.evaluate(`(() => { ${axe}; window.axe = axe; })()`);
  const violations =
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + nodes.map((n) => n.html)))';
  expect(await reader.evaluate(violations)).toEqual([]);
  expect(reader.troubles).toEqual([]);
});

test('all files arrive in one archive', async ({ bucket, reader }) => {
  const files = [...mixed, large];
  await reader.open((await publishSealed(bucket, files)).url);
  await reader.press('Download all');
  await said(reader, '“\u2068Holiday pictures.zip\u2069” is handed to your browser, with 6 files.');
  const archive = join(reader.downloadFolder, 'Holiday pictures.zip');
  const expected = new Map(files.map(({ path, body }) => [path, sha256(body)]));
  // The browser makes the file after the page has handed it over, and the name can be there before all bytes are.
  const found = () =>
    readFile(archive)
      .then(unpacked)
      .catch(() => new Map<string, string>());
  await expect.poll(found, { timeout: ARRIVE_MS }).toEqual(expected);
  expect(reader.troubles).toEqual([]);
});

test('a private window of Firefox saves too', async ({ bucket, reading }) => {
  test.skip(reading !== 'firefox', 'private windows are driven in Firefox only');
  const reader = await startFirefox({ 'browser.privatebrowsing.autostart': true });
  try {
    await reader.open((await publishSealed(bucket, [large])).url);
    await said(reader, 'Download');
    const folder = 'navigator.storage.getDirectory().then(() => "lent", (error) => error.name)';
    test.info().annotations.push({ type: 'private folder', description: String(await reader.evaluate(folder)) });
    await reader.press(`Download ${large.path}`);
    await comes(reader, large);
    await rm(join(reader.downloadFolder, large.path));
  } finally {
    await reader.close();
  }
});
