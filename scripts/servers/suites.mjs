// Runs the suites that can use another server (CONTRIBUTING.md): only their tests on that server, because `npm test` runs the others.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBrowsers } from '../platforms/browsers.mjs';
import { findBrowser } from '../setup/browser.mjs';
import { packageBin } from '../setup/package-bin.mjs';
import { ensureTestPackage } from '../setup/packaged-app.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { follow } from '../setup/run-command.mjs';
import { countFromReport, failuresFromReport } from '../testing/counts.mjs';

const SUITES = [
  'test/ports/object-store.test.ts',
  'test/ports/engine-servers.test.ts',
  'test/ports/doctor.test.ts',
  'test/ports/doctor-doors.test.ts',
  'test/ports/doors-set-up.test.ts',
  'test/core/app/anonymous.test.ts',
  'test/cli/guests.test.ts',
  'test/cli/send.test.ts',
  'test/cli/live-links.test.ts',
  'test/faults/get-kills.test.ts',
  'test/faults/send-kills.test.ts',
];
/** Doors need a server that keeps strangers out. */
const CLOSED_SUITES = ['test/cli/doors.test.ts'];

/**
 * The number of tests that passed, the number that failed for a known lack of the server (`lacks`: full names of tests by what it lacks),
 * the full names of the others that failed, and the duration.
 */
export async function runSuites(name, places, lacks) {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-server-report-'));
  const report = join(folder, 'report.json');
  const startedMs = performance.now();
  try {
    const told = Object.keys(lacks).length === 0 ? ['--reporter=dot'] : ['--silent'];
    const suites = Object.keys(lacks).length === 0 ? [...SUITES, ...CLOSED_SUITES] : SUITES;
    const args = ['run', ...suites, '-t', name, '--no-file-parallelism', ...told, '--reporter=json'];
    const vitest = [packageBin('vitest'), ...args, `--outputFile.json=${report}`];
    const env = { ...environmentFor(places), MAYFLY_BROWSER: (await findBrowser()) ?? '' };
    const exitCode = await follow(process.execPath, vitest, { cwd: projectFolder, env });
    const { passed, failed } = countFromReport(report, exitCode);
    const isLack = (test) => Object.values(lacks).some((pattern) => pattern.test(test));
    const failures = failuresFromReport(report).map(({ test }) => test);
    const surprises = failures.filter((test) => !isLack(test));
    const nameless = Array.from({ length: failed - failures.length }, () => 'a suite that did not run');
    const seconds = (performance.now() - startedMs) / 1_000;
    return { passed, lacking: failures.length - surprises.length, surprises: [...surprises, ...nameless], seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the app's window, connects each place, requests files there, sends them from browsers and saves them. Gives the exit code. */
export async function runInWindow(name, places) {
  const env = {
    ...environmentFor(places),
    MAYFLY_PACKAGED_APP: await ensureTestPackage(),
    MAYFLY_BROWSER: (await findBrowser()) ?? '',
  };
  const files = ['doctor.e2e.ts', 'requests-abroad.e2e.ts'];
  const playwright = [packageBin('@playwright/test', 'playwright'), 'test', ...files, '--grep', name];
  return follow(process.execPath, playwright, { cwd: projectFolder, env });
}

/** Fills a request of each place from Chromium, Firefox and WebKit. Gives `passed`, `failed` and `failures`, or `unavailable` with the reason. */
export async function runGuests(name, places) {
  const reportFolder = mkdtempSync(join(tmpdir(), 'mayfly-server-guests-'));
  try {
    const more = ['whole.guest.ts', '--grep', name];
    const within = (command, words, start) => start(command, words, {});
    return await runBrowsers({ reportFolder, more, env: { MAYFLY_TEST_S3: places.map(named).join(';') }, within });
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }
}

const environmentFor = (places) => ({ ...process.env, MAYFLY_TEST_S3: places.map(named).join(';') });

const named = ({ name, endpoint, region, bucket, credentials: { accessKeyId, secretAccessKey } }) =>
  `${name}=${[endpoint, accessKeyId, secretAccessKey, region, bucket].join(',')}`;
