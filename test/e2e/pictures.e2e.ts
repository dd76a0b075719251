// `npm run screenshots` is run now and then only; a picture of each of the window's faces tells when it would find nothing to see.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const shots = join(import.meta.dirname, '..', 'renderer', 'gallery', 'shots.mjs');

// oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's text and insists on a pattern
test('a picture of the window and of the shelf can be taken, in every look @deep', async ({}, info) => {
  const env = { ...process.env, CHROMIUM: process.env['MAYFLY_BROWSER'] || '/usr/bin/chromium' };
  const args = [shots, info.outputPath('gallery'), '--only', 'shares,shelf'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  expect(stdout).toMatch(/^[1-9]\d* pictures in .*, 0 faults$/m);
});
