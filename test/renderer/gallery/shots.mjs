// Takes a picture of every screen and state in both themes and both languages, some also small, with large text and with more
// contrast; checks each for what is wider than the window and, with --axe, by axe; in a real Chromium under the window's own policy.
//   node test/renderer/gallery/shots.mjs [OUT_DIR] [--only NAME,NAME] [--axe] [--png]
// CHROMIUM names the browser; default /usr/bin/chromium. Exit code 1: axe, the policy or a width found something.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright';
import { pictures } from './pictures.mjs';
import { serveGallery } from './serve.mjs';

const wide = { width: 920, height: 680 };
const small = { width: 420, height: 480 };
const shelf = { width: 340, height: 300 };

/** How each is drawn; in Korean the scene is another, so each language is loaded once and changes its clothes. */
const looks = [
  { name: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'small', size: small, everywhere: true },
  { name: 'large-text', text: '200%', everywhere: true },
  { name: 'contrast', contrast: 'more', everywhere: true },
  { name: 'small-large-text', size: small, text: '200%', everywhere: true, unseen: true },
];
const languages = ['en', 'ko'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, axe: { type: 'boolean' }, png: { type: 'boolean' } },
});
const outDir = resolve(positionals[0] ?? 'test-results/gallery');
const chosen = pictures.filter(({ name }) => options.only === undefined || options.only.split(',').includes(name));
const faults = [];
let taken = 0;

/** WebP is a quarter of a PNG here, and nobody sees the difference. */
async function take(page, path) {
  if (options.png === true) return page.screenshot({ path: `${path}.png` });
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  await cdp.detach();
  return writeFile(`${path}.webp`, Buffer.from(data, 'base64'));
}

async function look(
  page,
  picture,
  language,
  { name, theme = 'light', size, text, contrast = 'no-preference', unseen },
) {
  const what = `${picture.name}-${language}-${name}`;
  await page.setViewportSize(size ?? (picture.shelf === true ? shelf : wide));
  await page.emulateMedia({ contrast, reducedMotion: 'reduce' });
  await page.evaluate(
    ([shownLanguage, shownTheme, fontSize]) => {
      document.documentElement.style.fontSize = fontSize;
      window.gallery.show(shownLanguage, shownTheme);
    },
    [language, theme, text ?? ''],
  );
  await picture.again?.(page);
  await page.waitForTimeout(120);
  const overflow = await page.evaluate(() => {
    // A dialog lies over the page, which grows with none.
    const dialogs = [...document.querySelectorAll('[role="dialog"]')].map((one) => one.getBoundingClientRect().right);
    return Math.ceil(Math.max(document.documentElement.scrollWidth, ...dialogs) - innerWidth);
  });
  if (overflow > 0) faults.push(`${what}: ${overflow} px wider than the window`);
  if (options.axe === true) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations)
      faults.push(`${what}: axe ${id}\n  ${nodes.map((n) => `${n.html}\n  ${n.failureSummary}`).join('\n  ')}`);
  }
  if (unseen === true && options.png !== true) return;
  await take(page, join(outDir, what));
  taken += 1;
}

const gallery = await serveGallery();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await mkdir(outDir, { recursive: true });
  const context = await browser.newContext({ viewport: wide, reducedMotion: 'reduce', locale: 'en-GB' });
  for (const picture of chosen) {
    for (const language of languages) {
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => faults.push(`${picture.name} ${language}: ${message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`${picture.name} ${language}: ${message.text()}`);
      });
      try {
        page.setDefaultTimeout(5_000);
        if (picture.shelf === true) await page.setViewportSize(shelf);
        const document = picture.document ?? (picture.shelf === true ? 'shelf.html' : '');
        await page.goto(`${gallery.origin}/${document}?scene=${picture.scene}&theme=light&says=${language}`);
        // Whatever lies over it.
        await page
          .locator(picture.document === undefined ? 'main button' : 'main')
          .first()
          .waitFor({ state: 'attached' });
        await picture.steps?.(page);
        await page.waitForTimeout(200);
        for (const each of looks) if (!each.everywhere || picture.everywhere) await look(page, picture, language, each);
      } catch (error) {
        faults.push(`${picture.name} ${language}: ${error instanceof Error ? error.message : String(error)}`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await gallery.close();
}
for (const fault of faults) console.error(fault);
console.log(`${taken} pictures in ${outDir}, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
