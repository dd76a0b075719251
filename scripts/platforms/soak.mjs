// What takes minutes of the same system: 2 GiB from a browser over a network that is cut three times.
import { join } from 'node:path';
import { findBrowser } from '../setup/browser.mjs';
import { packageBin } from '../setup/package-bin.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { follow } from '../setup/run-command.mjs';
import { countFromReport, failuresFromReport } from '../testing/counts.mjs';

export const title = 'Two gibibytes from a browser, with the network cut three times';

export async function run({ reportFolder }) {
  const browser = await findBrowser();
  if (browser === undefined) return { unavailable: 'install chromium' };
  const report = join(reportFolder, 'soak.json');
  const code = await follow(
    process.execPath,
    [
      packageBin('@playwright/test', 'playwright'),
      'test',
      '--config',
      'test/configs/playwright.share-page.config.ts',
      '--grep',
      '2 GiB',
      'asks.page.ts',
    ],
    {
      cwd: projectFolder,
      env: { ...process.env, MAYFLY_SOAK: '1', MAYFLY_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  return { ...countFromReport(report, code), failures: failuresFromReport(report) };
}
