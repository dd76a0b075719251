// Who sends files by a file request: a browser that has nothing but the link.
import { chromium } from '@playwright/test';
import { findBrowser } from '../setup/browser.mjs';
import { sandboxFlags } from '../setup/sandbox.mjs';

/** Resolves when the page says that they were received. */
export async function sendAsGuest(link, name, fileNames) {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: sandboxFlags });
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(link);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    const files = fileNames.map((one) => ({
      name: one,
      mimeType: 'text/plain',
      buffer: Buffer.from(`the file ${one}`),
    }));
    await (await choosing).setFiles(files);
    await page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await page.getByRole('button', { name: /^Send \d+ files?$/ }).click();
    await page.getByText(`${fileNames.length} files received.`).waitFor();
  } finally {
    await browser.close();
  }
}
