// Runs on the private desktop and starts packaged apps alternately: node start-up-session.mjs ORDERS RESULT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright';
import { doorIn, nowMs, untilPage } from './debugging-port.mjs';
import { memoryByKind } from './processes.mjs';

/** A debugger that attaches while a page loads sometimes gets no answer, and would slow the page. */
const beginMs = 1_500;
const idleMs = 10_000;
const orders = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/**
 * One start of an app: ms from the start of its process to its page's navigation and to the paint of the element marked `usable`; with
 * `idle`, the memory of its processes ten seconds later, before a debugger attaches.
 */
async function start({ program, profileDir, page: begin }, idle) {
  const portFile = join(profileDir, 'chromium', 'DevToolsActivePort');
  mkdirSync(dirname(portFile), { recursive: true }); // Chromium writes the file sooner than it makes the folder
  rmSync(portFile, { force: true });
  // An app opens the page's debugging port only with the main process's inspector.
  const doors = ['--inspect=127.0.0.1:0', '--remote-debugging-port=0'];
  const sandbox = process.getuid() === 0 ? ['--no-sandbox'] : [];
  const startedAtMs = nowMs();
  const app = spawn(program, [...sandbox, ...doors, `--profile-dir=${profileDir}`], { stdio: 'ignore' });
  const ended = once(app, 'exit');
  try {
    const door = await doorIn(portFile);
    await untilPage(door, begin);
    await sleep(idle ? idleMs : beginMs);
    const memory = idle ? memoryByKind(app.pid) : undefined;
    const browser = await chromium.connectOverCDP(door);
    const [page] = browser.contexts()[0].pages();
    const [beganAtMs, usableAtMs, completeAtMs] = await page.evaluate(timesOfPage);
    await browser.close();
    return {
      beganMs: beganAtMs - startedAtMs,
      usableMs: usableAtMs - startedAtMs,
      completeMs: completeAtMs - startedAtMs,
      ...(idle && { memory }),
    };
  } finally {
    app.kill('SIGTERM');
    await ended;
  }
}

/** Runs in the page, which has recorded all of it itself. */
function timesOfPage() {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('nothing marked as usable was painted')), 5_000);
    new PerformanceObserver((list) => {
      const painted = list.getEntries().filter(({ identifier }) => identifier === 'usable');
      if (painted.length === 0) return;
      // Mayfly paints it twice: in its first view, and in the window that takes its place.
      const [first] = performance.getEntriesByName('first-contentful-paint');
      resolve([0, first.startTime, painted.at(-1).renderTime].map((ms) => performance.timeOrigin + ms));
    }).observe({ type: 'element', buffered: true });
  });
}

const starts = orders.apps.map(() => []);
// The first start of a profile does not count: Chromium makes its folders then.
for (const app of orders.apps) await start(app, false);
for (let round = 0; round < orders.starts; round += 1) {
  const order = [...orders.apps.entries()];
  const idle = round % orders.idleEvery === 0;
  // Each round runs in the reverse order of the one before.
  for (const [index, app] of round % 2 === 0 ? order : order.toReversed()) starts[index].push(await start(app, idle));
}
writeFileSync(process.argv[3], JSON.stringify(starts));
