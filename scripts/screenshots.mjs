// `npm run screenshots`: the pictures in docs/screenshots, of the real app in every language; what follows goes to Playwright.
import { join } from 'node:path';
import { runInDesktopSession } from './desktop-session.mjs';
import { ensureBuild } from './setup/app-build.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { runMain } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { ensureKoreanFont } from './setup/system-packages.mjs';

await runMain(async () => {
  await setUpToTest();
  await ensureKoreanFont();
  await ensureBuild();
  const playwright = join(projectFolder, 'node_modules/@playwright/test/cli.js');
  const args = ['test', '--config', 'playwright.screenshots.config.ts', ...process.argv.slice(2)];
  return runInDesktopSession(process.execPath, [playwright, ...args]);
});
