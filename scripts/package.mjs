// `npm run package`: the app for this platform in dist/, unpacked and as an archive.
//   npm run package -- --dir         unpacked only
//   E2E=1 npm run package -- --dir   a variant in dist/e2e that Playwright can drive
//   npm run package -- --twice       builds in two other folders, and fails where what they make differs by a byte (dist/twice)
// On Linux with dpkg-deb it makes the .deb as well. The other installers (AppImage, rpm, snap, dmg, nsis) need tools electron-builder
// downloads: npx electron-builder makes those.
import { relative } from 'node:path';
import { packTwice } from './setup/package-twice.mjs';
import { makesDeb, packArchive, packDeb, packUnpacked } from './setup/packaged-app.mjs';
import { SetupError, runMain, say } from './setup/progress.mjs';
import { projectFolder } from './setup/project-folder.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.length > 1 || args.some((word) => !['--dir', '--twice'].includes(word)))
    throw new SetupError('usage: npm run package [-- --dir | --twice]');
  if (args.includes('--twice')) return packTwice();
  const inspectable = process.env.E2E === '1';
  const output = inspectable ? 'dist/e2e' : 'dist';
  const { folder, runtime } = await packUnpacked({ output, inspectable });
  if (!args.includes('--dir')) {
    await packArchive({ output });
    if (makesDeb) await packDeb({ output });
  }
  say(
    `packaged in ${relative(projectFolder, folder)}${args.includes('--dir') ? '' : ' and beside it, to be handed on'}.`,
  );
  if (inspectable) say('this variant lets debuggers in: for tests only.');
  if (!runtime.official)
    say(
      'this package holds the stand-in Electron, which no longer gets security fixes: for tests only, never ship it.',
    );
});
