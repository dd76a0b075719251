// Chromium asks "Download multiple files" in a window only; whatever the reader does with that, the page must say what came.
import { expect, test } from './readers/fixtures';
import { startChromium, type ChromiumOptions } from './readers/chromium';
import { ARRIVE_MS, until } from './readers/reader';

const files = Array.from({ length: 60 }, (_, index) => ({ path: `photo ${index}.bin`, body: `photo ${index}` }));
const readers: readonly (readonly [what: string, options: ChromiumOptions])[] = [
  ['who was never asked', { headful: true }],
  ['who forbade several downloads once and for all', { headful: true, automaticDownloads: 'block' }],
];

for (const [what, options] of readers) {
  test(`all of 60 files come in one archive: a reader ${what}`, async ({ bucket }) => {
    const reader = await startChromium(options);
    try {
      await reader.open((await bucket.publish(files)).url);
      await reader.press('Download all');
      const told = "document.body.innerText.includes('is handed to your browser, with 60 files')";
      await until(() => reader.evaluate(told), 'never said so');
      await expect
        .poll(async () => [...(await reader.downloads()).keys()], { timeout: ARRIVE_MS })
        .toEqual(['Holiday pictures.zip']);
    } finally {
      await reader.close();
    }
  });
}

test('of 60 files, one by one, as many come as the page says', async ({ bucket }) => {
  // Each is one to ten seconds on a busy computer.
  test.setTimeout(600_000);
  const reader = await startChromium({ headful: true });
  try {
    await reader.open((await bucket.publish(files)).url);
    await reader.press('One by one');
    for (let count = 1; count <= files.length; count += 1) {
      const told = `document.querySelector('.told').textContent.startsWith('${count} of 60 files handed')`;
      await until(() => reader.evaluate(told), `never said ${count}`);
      await until(
        async () => (await reader.downloads()).size >= count,
        `of ${count} handed over one never came`,
        ARRIVE_MS,
      );
      expect((await reader.downloads()).size).toBe(count);
      if (count < files.length) await reader.press('Go on');
    }
  } finally {
    await reader.close();
  }
});

test('one by one, with several downloads forbidden: the page claims nothing, and says where to look', async ({
  bucket,
}) => {
  const reader = await startChromium({ headful: true, automaticDownloads: 'block' });
  try {
    await reader.open((await bucket.publish(files)).url);
    await reader.press('One by one');
    await expect.poll(async () => (await reader.downloads()).size, { timeout: ARRIVE_MS }).toBe(1);
    await reader.press('Go on');
    await until(() => reader.evaluate("document.body.innerText.includes('2 of 60 files handed')"), 'never said so');
    expect(await reader.evaluate("document.body.innerText.includes('a browser may block several')")).toBe(true);
    expect(await reader.evaluate("/saved|started|arrived/i.test(document.querySelector('main').innerText)")).toBe(
      false,
    );
    expect((await reader.downloads()).size).toBe(1);
  } finally {
    await reader.close();
  }
});
