// Tests the pages in buckets in Firefox, WebKit, and Chromium with a window and its prompts. Installs them as root (apt-get).
import { join } from 'node:path';
import { installPackages } from '../setup/apt.mjs';
import { findBrowser } from '../setup/browser.mjs';
import { packageBin } from '../setup/package-bin.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { findOnPath, follow } from '../setup/run-command.mjs';
import { inNetwork } from '../testing/network-namespaces.mjs';
import { countFromReport, failuresFromReport } from '../testing/counts.mjs';

export const title = 'The pages in buckets in Firefox, WebKit and Chromium with a window';

/** Each project of test/configs/playwright.browsers.config.ts with the command it needs, and the Debian or Ubuntu package of that command. */
const projects = [
  { project: 'firefox', commands: ['firefox-esr'], packages: ['firefox-esr'] },
  { project: 'webkit', commands: ['WebKitWebDriver'], packages: ['webkit2gtk-driver'] },
  { project: 'chromium', commands: ['chromium'], packages: ['chromium'] },
];
const everywhere = [
  { commands: ['xvfb-run'], packages: ['xvfb'] },
  { commands: ['pdftotext'], packages: ['poppler-utils'] },
];

// WebKit's test browser shows a bar for every download, and 60 bars would cover the page.
const TALL_SCREEN = '-screen 0 1280x4000x24';

export async function run({ reportFolder, failedBefore }) {
  return runBrowsers({ reportFolder, more: failedBefore === undefined ? [] : ['--last-failed'] });
}

/**
 * `more`: arguments of the runner: some files or some tests only. `env`: of the tests, besides this process's. `within`: what the browsers run in; a
 * server of this computer cannot be reached from a network of namespaces.
 */
export async function runBrowsers({ reportFolder, more, env = {}, within = inNetwork }) {
  if (process.platform !== 'linux') return { unavailable: 'Firefox and WebKit are driven here on Linux only' };
  const isMissing = ({ commands }) => findOnPath(commands) === undefined;
  const wanted = [...projects, ...everywhere].filter(isMissing).map(({ packages }) => packages);
  const canInstall = process.getuid() === 0 && findOnPath(['apt-get']) !== undefined;
  if (wanted.length > 0 && canInstall) await installPackages(wanted);
  const lacking = everywhere.filter(isMissing);
  const there = projects.filter((needs) => !isMissing(needs));
  const left = projects.filter(isMissing);
  const install = (all) => `install ${all.map(({ packages }) => packages[0]).join(', ')}`;
  if (lacking.length > 0 || there.length === 0) return { unavailable: install([...lacking, ...left]) };

  const report = join(reportFolder, 'browsers.json');
  const args = [
    'test',
    '--config',
    'test/configs/playwright.browsers.config.ts',
    ...more,
    ...there.map(({ project }) => `--project=${project}`),
  ];
  const own = { ...env, MAYFLY_BROWSER: (await findBrowser()) ?? '', PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const code = await within(
    'xvfb-run',
    ['-a', '-s', TALL_SCREEN, process.execPath, packageBin('@playwright/test', 'playwright'), ...args],
    (command, words, more) => follow(command, words, { cwd: projectFolder, env: { ...process.env, ...own, ...more } }),
  );
  return {
    ...countFromReport(report, code),
    failures: failuresFromReport(report),
    ...(left.length > 0 && { remark: `without ${left.map(({ project }) => project).join(', ')}: ${install(left)}` }),
  };
}
