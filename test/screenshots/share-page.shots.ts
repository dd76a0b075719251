// Why this exists: the pictures of the recipient's page in docs are of a real page opened through a real presigned link.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openBrowser } from '../e2e/recipient';
import { startPageBucket, type GivenFile } from '../share-page/published';

const folder = process.env['MAYFLY_SHOTS'] ?? join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
const sized = (path: string, sizeBytes: number, contentType: string): GivenFile => ({
  path,
  body: Buffer.alloc(sizeBytes, path),
  contentType,
});

const files: readonly GivenFile[] = [
  sized('Read me first.txt', 1_240, 'text/plain'),
  sized('Beach at dusk.jpg', 4_812_000, 'image/jpeg'),
  sized('Interview, first take.m4a', 18_400_000, 'audio/mp4'),
  sized('Contracts/Quarterly report.pdf', 2_143_000, 'application/pdf'),
  sized('Contracts/Figures 2026.xlsx', 84_300, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  sized('Contracts/Signed/Amendment.pdf', 310_000, 'application/pdf'),
];
const message = 'Hello Mina,\nthese are the pictures and papers from the coast. The recording is the long version.';

for (const theme of ['light', 'dark'] as const) {
  test(`the share page, ${theme}`, async () => {
    const bucket = await startPageBucket();
    const browser = await openBrowser();
    try {
      const { url } = await bucket.publish(files, { title: 'From the coast', message, lifetimeSeconds: 273_600 });
      for (const [name, locale, width, height] of [
        ['share-page', 'en-GB', 1280, 800],
        ['share-page-phone', 'en-GB', 360, 740],
        ['share-page-korean', 'ko-KR', 1280, 800],
      ] as const) {
        const page = await browser.newPage({
          locale,
          viewport: { width, height },
          colorScheme: theme,
          reducedMotion: 'reduce',
        });
        await page.goto(url);
        await expect(page.getByRole('listitem').first()).toBeVisible();
        await page.screenshot({ path: join(folder, `${name}-${theme}.png`), fullPage: true });
        await page.close();
      }
    } finally {
      await browser.close();
      await bucket.stop();
    }
  });
}
