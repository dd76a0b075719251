// The pictures of the recipient's page in docs are of a real page opened through a real presigned link.
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
const english = {
  title: 'From the coast',
  message: 'Hello Mina,\nthese are the pictures and papers from the coast. The recording is the long version.',
};
const korean = {
  title: '바닷가에서',
  message: '미나야,\n바닷가에서 찍은 사진이랑 서류 보내. 녹음은 긴 버전이야.',
};

for (const theme of ['light', 'dark'] as const) {
  test(`the share page, ${theme}`, async () => {
    const bucket = await startPageBucket();
    const browser = await openBrowser();
    try {
      for (const [name, locale, width, height] of [
        ['share-page', 'en-GB', 1280, 800],
        ['share-page-phone', 'en-GB', 360, 740],
        ['share-page-korean', 'ko-KR', 1280, 800],
      ] as const) {
        const words = locale === 'ko-KR' ? korean : english;
        const { url } = await bucket.publish(files, { ...words, lifetimeSeconds: 273_600 });
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
