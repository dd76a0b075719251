// What Chromium itself takes for a drop of many files: a blank window that does nothing with them.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright';
import { drop } from './drop.mjs';
import { watchFrames } from './frames.mjs';

const blank = fileURLToPath(new URL('blank-app', import.meta.url));
/** About as long as Mayfly's window is watched from the drop on, ms. */
const watchedMs = 1_000;

/**
 * Drops `files` on it `times` times. Resolves to one entry each: `heardMs`, from the drop until the page has its files, and `frames`, the times
 * between the frames from the drag's arrival on, ms.
 */
export async function measureBlankDrops({ electron, folder, files, times }) {
  const app = await _electron.launch({
    executablePath: electron,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      blank,
      `--profile-dir=${join(folder, 'blank-profile')}`,
    ],
    env: process.env,
  });
  const page = await app.firstWindow();
  await page.evaluate(() => {
    window.addEventListener('dragover', (event) => event.preventDefault());
    window.addEventListener('drop', (event) => {
      event.preventDefault();
      window.heard = { files: event.dataTransfer.files.length, atMs: performance.timeOrigin + performance.now() };
    });
  });
  const result = [];
  for (let index = 0; index < times; index += 1) {
    await sleep(watchedMs);
    const endFrames = await watchFrames(page);
    const fromMs = await drop(page, page.locator('body'), files);
    await sleep(watchedMs);
    const frames = await endFrames();
    const heard = await page.evaluate(() => window.heard);
    if (heard.files !== files.length) throw new Error(`${heard.files} files were dropped of ${files.length}`);
    result.push({ heardMs: heard.atMs - fromMs, frames });
  }
  await app.close();
  return result;
}
