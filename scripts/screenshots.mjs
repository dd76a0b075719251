// `npm run screenshots`: takes the pictures of docs/screenshots and writes their page: the running app, then every state in the gallery.
//   npm run screenshots [-- --gallery | --app]
import { join } from 'node:path';
import { pictures } from '../test/renderer/gallery/pictures.mjs';
import { runInDesktopSession } from './desktop-session.mjs';
import { writeIndex } from './screenshot-index.mjs';
import { findBrowser } from './setup/browser.mjs';
import { ensureTestPackage } from './setup/packaged-app.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { runMain } from './setup/progress.mjs';
import { follow } from './setup/run-command.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { ensureKoreanFont } from './setup/system-packages.mjs';

const folder = join(projectFolder, 'docs/screenshots');
const wants = (part) => process.argv.length < 3 || process.argv.includes(part);

await runMain(async () => {
  await setUpToTest();
  await ensureKoreanFont();
  let code = 0;
  if (wants('--app')) {
    const env = { MAYFLY_PACKAGED_APP: await ensureTestPackage() };
    const playwright = join(projectFolder, 'node_modules/@playwright/test/cli.js');
    const args = ['test', '--config', 'test/configs/playwright.screenshots.config.ts'];
    // One picture is of a link that opens in a network.
    const network = join(projectFolder, 'scripts/in-network.mjs');
    code ||= await runInDesktopSession(process.execPath, [network, process.execPath, playwright, ...args], env);
  }
  if (wants('--gallery')) {
    const shots = join(projectFolder, 'test/renderer/gallery/shots.mjs');
    const env = { ...process.env, CHROMIUM: (await findBrowser()) ?? '' };
    code ||= await follow(process.execPath, [shots, folder], { env });
  }
  writeIndex(folder, pictures);
  return code;
});
