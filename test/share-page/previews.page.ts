// A look before the download must show what the file is, ask for nothing twice, and hold nothing afterwards.
import { barriers, expect, nothing, remembered, test } from './fixtures';
import type { GivenFile } from './published';
import { nothingInIt, picture, png, report, sound, text } from './sample-files';

const second: GivenFile = { path: 'Second.png', body: png(64, 64, [20, 90, 90]), contentType: 'image/png' };

test('a picture, with its neighbours by arrow keys, asked for only when it is looked at', async ({ bucket, open }) => {
  const { page, leaks, asked } = await open(await bucket.publish([picture, report, second]));
  await expect(page.getByRole('button', { name: 'Preview Report.pdf' })).toHaveCount(0);
  await expect.poll(() => asked.length).toBe(2);
  const before = asked.length;
  await page.getByRole('button', { name: 'Preview Beach at dusk.png' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Preview' });
  const shown = dialog.locator('img');
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([
    320, 200,
  ]);
  expect(asked.length - before).toBe(1);
  expect(await barriers(page)).toEqual([]);
  // Numbered as it is listed, folders last, among files without a preview.
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByText('2 / 3')).toBeVisible();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);
  await expect(dialog.getByRole('button', { name: 'Next file' })).toBeDisabled();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download Second.png' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Second.png');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Preview Beach at dusk.png' })).toBeFocused();
  await expect(page.locator('img')).toHaveCount(0);
  expect(await remembered(page)).toEqual(nothing);
  expect(leaks).toEqual([]);
});

test('a sound plays, and can be sought', async ({ bucket, open }) => {
  const { page, leaks } = await open(await bucket.publish([sound]));
  await page.getByRole('button', { name: 'Preview Waves.wav' }).click();
  const audio = page.locator('audio');
  await expect.poll(() => audio.evaluate((player: HTMLAudioElement) => player.duration)).toBeCloseTo(2, 1);
  await audio.evaluate(async (player: HTMLAudioElement) => {
    player.currentTime = 1.5;
    await new Promise((done) => player.addEventListener('seeked', done, { once: true }));
  });
  expect(await audio.evaluate((player: HTMLAudioElement) => player.currentTime)).toBeCloseTo(1.5, 1);
  expect(leaks).toEqual([]);
});

test('a film plays', async ({ bucket, open, browser }) => {
  // Recorded here, by the browser that will play it.
  const studio = await browser.newPage();
  const film = await studio.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' });
    const pieces: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    recorder.start();
    for (let frame = 0; frame < 20; frame += 1) {
      pen?.fillRect(frame * 5, 0, 20, 100);
      await new Promise((done) => setTimeout(done, 30));
    }
    const ended = new Promise((done) => recorder.addEventListener('stop', done));
    recorder.stop();
    await ended;
    return Array.from(new Uint8Array(await new Blob(pieces).arrayBuffer()));
  });
  await studio.close();
  const { page, leaks } = await open(
    await bucket.publish([{ path: 'Film.webm', body: Uint8Array.from(film), contentType: 'video/webm' }]),
  );
  await page.getByRole('button', { name: 'Preview Film.webm' }).click();
  const video = page.locator('video');
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.videoWidth)).toBe(300);
  await video.evaluate((player: HTMLVideoElement) => player.play());
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime)).toBeGreaterThan(0);
  expect(leaks).toEqual([]);
});

const texts: readonly (readonly [what: string, file: GivenFile, shown: string | RegExp])[] = [
  ['UTF-8', text, '안녕하세요 & <b>hello</b>'],
  ['nothing', nothingInIt, 'This file is empty.'],
  [
    'markup',
    { path: 'page.html', body: '<script>document.title = "run"</script>', contentType: 'text/html' },
    '<script>document.title = "run"</script>',
  ],
  ['a drawing', { path: 'drawing.json', body: '{"a": 1}', contentType: 'application/json' }, '{"a": 1}'],
  ['UTF-16', { path: 'wide.txt', body: Buffer.from('\ufeffwide é', 'utf16le'), contentType: 'text/plain' }, 'wide é'],
  [
    'an old encoding',
    { path: 'old.txt', body: Buffer.from([0x63, 0x61, 0x66, 0xe9]), contentType: 'text/plain' },
    'café',
  ],
  ['bytes', { path: 'bytes.txt', body: Buffer.from([0, 1, 2, 3]), contentType: 'text/plain' }, 'cannot be shown here'],
  ['no picture', { path: 'broken.png', body: 'no picture', contentType: 'image/png' }, 'cannot be shown here'],
  ['no sound', { path: 'broken.mp3', body: 'no sound', contentType: 'audio/mpeg' }, 'cannot be shown here'],
];
test('texts of every kind, and what only says it is something', async ({ bucket, open }) => {
  const { page, leaks } = await open(await bucket.publish(texts.map(([, file]) => file)));
  const dialog = page.getByRole('dialog');
  for (const [what, { path }, shown] of texts) {
    await test.step(what, async () => {
      await page.getByRole('button', { name: `Preview ${path.slice(path.lastIndexOf('/') + 1)}`, exact: true }).click();
      await expect(dialog.getByText(shown)).toBeVisible();
      await page.keyboard.press('Escape');
    });
  }
  await expect(page).toHaveTitle('Holiday pictures');
  expect(leaks).toEqual([]);
});

test('of a long text only the beginning is asked for', async ({ bucket, open }) => {
  const body = 'a line of text\n'.repeat(200_000);
  const { page } = await open(await bucket.publish([{ path: 'long.log', body, contentType: 'text/plain' }]));
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().headers()['range'] === 'bytes=0-131071'),
    page.getByRole('button', { name: 'Preview long.log' }).click(),
  ]);
  expect([response.status(), response.headers()['content-length']]).toEqual([206, '131072']);
  await expect(page.getByText('This is the beginning: the first 131 kB.')).toBeVisible();
});
