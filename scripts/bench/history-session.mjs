// Runs on the private desktop and starts the built app again and again: node history-session.mjs ORDERS RESULT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright';
import { projectFolder } from '../setup/project-folder.mjs';
import { doorIn, nowMs, untilPage } from './debugging-port.mjs';

/** Whoever attaches while a page begins is sometimes never answered. What is measured is noted by the page itself, so there is no hurry. */
const beginMs = 1_500;
const orders = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Starts the app on a profile, hands its page over and ends it. Nothing of the driver stands in the way of the start. */
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

/** From the start of the process to the first picture with anything on it, ms; `sign` must be in the window then or soon. */
const start = ({ profileDir, sign }) =>
  withApp(profileDir, async (page, startedAtMs) => {
    await page.getByText(sign, { exact: true }).first().waitFor();
    const paintedAtMs = await page.evaluate(() => {
      const [first] = performance.getEntriesByName('first-contentful-paint');
      return performance.timeOrigin + first.startTime;
    });
    return paintedAtMs - startedAtMs;
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
// Chromium makes its own folders at the first start of a profile: that one does not count.
for (const profile of orders.profiles) await start(profile);
for (let round = 0; round < orders.rounds; round += 1) {
  const turns = [...orders.profiles.entries()];
  // Whoever came first in the last round comes last in this one.
  for (const [index, profile] of round % 2 === 0 ? turns : turns.toReversed()) starts[index].push(await start(profile));
}
writeFileSync(process.argv[3], JSON.stringify({ starts, searches: await search(orders.profiles.at(-1)) }));
