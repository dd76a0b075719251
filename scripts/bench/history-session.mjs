// Runs on the private desktop and starts the built app again and again: node history-session.mjs ORDERS RESULT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright';
import { projectFolder } from '../setup/project-folder.mjs';

const giveUpMs = 30_000;
/** Whoever connects while Chromium starts is sometimes never answered; that start is done again. */
const connectMs = 5_000;
const attempts = 3;
const orders = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const nowMs = () => performance.timeOrigin + performance.now();

async function withApp(profileDir, use) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withAppOnce(profileDir, use);
    } catch (error) {
      if (error.name !== 'TimeoutError' || attempt === attempts) throw error;
    }
  }
}

/** Starts the app on a profile, hands its page over and ends it. Nothing of the driver stands in the way of the start. */
async function withAppOnce(profileDir, use) {
  const portFile = join(profileDir, 'chromium', 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0', '.'];
  const startedAtMs = nowMs();
  const app = spawn(orders.electron, [...args, `--profile-dir=${profileDir}`], { cwd: projectFolder, stdio: 'ignore' });
  const ended = once(app, 'exit');
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portIn(portFile)}`, { timeout: connectMs });
    const [context] = browser.contexts();
    const result = await use(context.pages()[0] ?? (await context.waitForEvent('page')), startedAtMs);
    await browser.close();
    return result;
  } finally {
    app.kill('SIGTERM');
    await ended;
  }
}

/** Chromium writes it down once it listens. */
async function portIn(path) {
  for (const endMs = nowMs() + giveUpMs; nowMs() < endMs; await sleep(5)) {
    const [port] = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    if (port) return Number(port);
  }
  throw new Error('the app opened no debugging port');
}

/** From the start of the process, ms: to the first picture, and to the one that shows `sign` (the list, or that there is none). */
const start = ({ profileDir, sign }) =>
  withApp(profileDir, async (page, startedAtMs) => {
    const { paintedAtMs, listedAtMs } = await page.evaluate(async (text) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      while (!document.body.innerText.includes(text)) await frame();
      // The first one after the change has yet to be drawn.
      for (let drawn = 0; drawn < 2; drawn += 1) await frame();
      const listedAtMs = performance.timeOrigin + performance.now();
      const painted = () => performance.getEntriesByName('first-contentful-paint')[0];
      while (painted() === undefined) await frame();
      return { paintedAtMs: performance.timeOrigin + painted().startTime, listedAtMs };
    }, sign);
    return { paintMs: paintedAtMs - startedAtMs, listMs: listedAtMs - startedAtMs };
  });

/** What the window waits for after each search, ms, the border included. */
const search = ({ profileDir }) =>
  withApp(profileDir, async (page) => {
    await page.getByRole('navigation').waitFor();
    return page.evaluate(
      async ({ texts, rounds }) => {
        const times = texts.map(() => []);
        for (let round = 0; round < rounds; round += 1) {
          for (const [index, text] of texts.entries()) {
            const fromMs = performance.now();
            await window.mayfly.findShares({ text, sort: 'newest', offset: 0, limit: 100 });
            times[index].push(performance.now() - fromMs);
          }
        }
        return times;
      },
      { texts: orders.searches, rounds: orders.rounds },
    );
  });

const starts = orders.profiles.map(() => []);
// Chromium makes its own folders at the first start of a profile: that one does not count.
for (const profile of orders.profiles) await start(profile);
for (let round = 0; round < orders.rounds; round += 1) {
  const turns = [...orders.profiles.entries()];
  // Whoever came first in the last round comes last in this one.
  for (const [index, profile] of round % 2 === 0 ? turns : turns.toReversed()) starts[index].push(await start(profile));
}
writeFileSync(process.argv[3], JSON.stringify({ starts, searches: await search(orders.profiles.at(-1)) }));
