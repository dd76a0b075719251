// Attaches a benchmark to the page of an app that it started itself, so that no driver slows the start.
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const giveUpMs = 30_000;

/** Unix ms with fractions, which two processes of one machine can compare. */
export const nowMs = () => performance.timeOrigin + performance.now();

/** The address of Chromium's debugging port, which it writes to the file at `path` once it listens. Raises after a time limit. */
export async function doorIn(path) {
  for (const endMs = nowMs() + giveUpMs; nowMs() < endMs; await sleep(5)) {
    const [port] = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    if (port) return `http://127.0.0.1:${port}`;
  }
  throw new Error('the app opened no debugging port');
}

/** Resolves to the page whose address begins with `begin`. Raises after a time limit. */
export async function untilPage(door, begin) {
  for (const endMs = nowMs() + giveUpMs; nowMs() < endMs; await sleep(20)) {
    const targets = await fetch(`${door}/json/list`).then((answer) => answer.json());
    if (targets.some(({ url }) => url.startsWith(begin))) return;
  }
  throw new Error('the app opened no window');
}
