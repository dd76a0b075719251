// What Chromium itself takes: a blank window that does nothing with the many files that are dropped on it, and one beside an upload that is not its own.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { _electron } from 'playwright';
import { drop } from './drop.mjs';
import { watchFrames } from './frames.mjs';
import { touch } from './peers/contenders.mjs';

const blank = fileURLToPath(new URL('blank-app', import.meta.url));
/** About as long as Mayfly's window is watched from the drop on, ms. */
const watchedMs = 1_000;

/** As often as Mayfly's window hears of an upload, ms. */
const movesEveryMs = 100;

/**
 * Drops `files` on it `times` times. Resolves to one entry each: `heardMs`, from the drop until the page has its files, and `frames`, the times
 * between its frames, ms: of a `drop` from the drag's arrival on, and while `command` shares the file `large` and a bar in the window moves.
 */
export async function measureBlank({ electron, folder, files, large, command, times }) {
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
    const ofDrop = await endFrames();
    const heard = await page.evaluate(() => window.heard);
    if (heard.files !== files.length) throw new Error(`${heard.files} files were dropped of ${files.length}`);
    touch([large]);
    await sleep(watchedMs);
    const endMoves = await moveBar(page);
    const endBusy = await watchFrames(page);
    await promisify(execFile)(command.program, command.args, { env: command.env });
    const ofCommand = await endBusy();
    await endMoves();
    result.push({ heardMs: heard.atMs - fromMs, frames: { drop: ofDrop, command: ofCommand } });
  }
  await app.close();
  return result;
}

/** Moves the bar of `page` from now on; resolves to the function that ends it. */
async function moveBar(page) {
  await page.evaluate((everyMs) => {
    const bar = document.createElement('progress');
    document.body.append(bar);
    const moving = setInterval(() => (bar.value = (bar.value + 0.03) % 1), everyMs);
    window.endOfMoves = () => {
      clearInterval(moving);
      bar.remove();
    };
  }, movesEveryMs);
  return () => page.evaluate(() => window.endOfMoves());
}
