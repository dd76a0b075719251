// The browser that plays the recipient of a link in the tests: the system's, else the one Playwright downloads.
import { existsSync } from 'node:fs';
import { packageBin } from './package-bin.mjs';
import { say, step } from './progress.mjs';
import { findOnPath, run, tail } from './run-command.mjs';

// Commands of browsers that Playwright can drive. Ubuntu's `chromium-browser` is only a door to a snap.
const browserNames = ['chromium', 'google-chrome', 'google-chrome-stable'];

/** Absolute path of a browser, or undefined. */
export async function findBrowser() {
  const onPath = findOnPath(browserNames);
  if (onPath !== undefined) return onPath;
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** Lets Playwright fetch its own browser where the system has none (Ubuntu has no chromium package). */
export async function ensureBrowser() {
  if ((await findBrowser()) !== undefined) return;
  const { code, stderr } = await step('Downloading a browser for the tests', () =>
    run(process.execPath, [packageBin('playwright'), 'install', 'chromium'], { timeoutMs: 600_000 }),
  );
  if (code !== 0) say(`no browser for the tests, those that need one will fail.\n${tail(stderr, 3)}`);
}
