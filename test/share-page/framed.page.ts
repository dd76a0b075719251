// A page inside somebody else's: pressed without being seen it must do nothing, whatever the storage sends.
import { publishSealed } from '../encrypted-page/sealed-share';
import { encrypted } from '../request-page/encrypted-request';
import { startRequestBucket } from '../request-page/published';
import { expect, test } from './fixtures';
import type { PageBucket } from './published';
import { mixed } from './sample-files';
import { someOf } from '../volume';

interface Given {
  readonly url: string;
  readonly stop?: () => Promise<void>;
}

async function askedFor(options: object): Promise<Given> {
  const bucket = await startRequestBucket();
  return { url: (await bucket.ask(options)).url, stop: () => bucket.stop() };
}

const pages: Readonly<Record<string, (bucket: PageBucket) => Promise<Given>>> = {
  'share page': (bucket) => bucket.publish(mixed),
  'encrypted share': (bucket) => publishSealed(bucket, mixed, { password: 'typed into a frame' }),
  'request page': () => askedFor({}),
  'encrypted request page': () => askedFor(encrypted),
};

const framer = 'http://framer.test/';

for (const [name, publish] of someOf(Object.entries(pages), 3)) {
  test(`${name}: in a frame it shows nothing to press and says why; this computer's bucket lets nobody frame it`, async ({
    bucket,
    browser,
  }) => {
    const { url, stop } = await publish(bucket);
    try {
      const page = await browser.newPage();
      const escaped = url.replaceAll('&', '&amp;');
      const html = `<!doctype html><iframe width="800" height="600" src="${escaped}"></iframe>`;
      await page.route(framer, (route) => route.fulfill({ contentType: 'text/html', body: html }));
      const frame = page.frameLocator('iframe');
      await page.goto(framer);
      await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);

      // Other storages send no such header.
      await page.route(/index\.html/, async (route) => {
        const response = await route.fetch();
        const { 'content-security-policy': _policy, ...headers } = response.headers();
        await route.fulfill({ response, headers });
      });
      await page.goto(framer);
      await expect(
        frame.getByText('Inside another page nothing works here. Open the link in a tab of its own.'),
      ).toBeVisible();
      await expect(frame.locator('a, button, input, form, details, pre')).toHaveCount(0);
      await page.close();
    } finally {
      await stop?.();
    }
  });
}
