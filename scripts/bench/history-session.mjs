// Runs on the private desktop and starts the built app again and again: node history-session.mjs ORDERS RESULT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright';
import { projectFolder } from '../setup/project-folder.mjs';
import { doorIn, nowMs, untilPage } from './debugging-port.mjs';

/** A debugger that attaches while a page loads sometimes gets no answer. The page records the times itself, so attaching can wait. */
const beginMs = 1_500;
const orders = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Starts the app on a profile, calls `use` with its page and ends it. No driver slows the start. */
async function withApp(profileDir, use) {
  const portFile = join(profileDir, 'chromium', 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0', '.'];
  const startedAtMs = nowMs();
  const app = spawn(orders.electron, [...args, `--profile-dir=${profileDir}`], { cwd: projectFolder, stdio: 'ignore' });
  const ended = once(app, 'exit');
  try {
    const door = await doorIn(portFile);
    await untilPage(door, 'mayfly-app://window/index.html');
    await sleep(beginMs);
    const browser = await chromium.connectOverCDP(door);
    const [context] = browser.contexts();
    const result = await use(context.pages()[0] ?? (await context.waitForEvent('page')), startedAtMs);
    await browser.close();
    return result;
  } finally {
    app.kill('SIGTERM');
    await ended;
  }
}

/** From the start of the process to the first contentful paint, ms; `sign` must be in the window then or soon after. */
const start = ({ profileDir, sign }) =>
  withApp(profileDir, async (page, startedAtMs) => {
    await page.getByText(sign, { exact: true }).first().waitFor();
    const paintedAtMs = await page.evaluate(() => {
      const [first] = performance.getEntriesByName('first-contentful-paint');
      return performance.timeOrigin + first.startTime;
    });
    return paintedAtMs - startedAtMs;
  });

/** The time of each search as the window sees it, ms, IPC included. */
const search = ({ profileDir }) =>
  withApp(profileDir, async (page) => {
    await page.getByRole('navigation').waitFor();
    return page.evaluate(
      async ({ texts, rounds }) => {
        const times = texts.map(() => []);
        for (let round = 0; round < rounds; round += 1) {
          for (const [index, text] of texts.entries()) {
            const fromMs = performance.now();
            await window.mayfly['shares:find']({ text, sort: 'newest', offset: 0, limit: 100 });
            times[index].push(performance.now() - fromMs);
          }
        }
        return times;
      },
      { texts: orders.searches, rounds: orders.rounds },
    );
  });

const starts = orders.profiles.map(() => []);
// The first start of a profile does not count: Chromium makes its folders then.
for (const profile of orders.profiles) await start(profile);
for (let round = 0; round < orders.rounds; round += 1) {
  const order = [...orders.profiles.entries()];
  // Each round runs in the reverse order of the one before.
  for (const [index, profile] of round % 2 === 0 ? order : order.toReversed()) starts[index].push(await start(profile));
}
writeFileSync(process.argv[3], JSON.stringify({ starts, searches: await search(orders.profiles.at(-1)) }));
