// electron-builder's hook before it packs: makes the code cache, so that every kind of package has a fitting one, completions and man pages.
import { Arch } from 'electron-builder';
import { compileForPackage } from './setup/compiled-code.mjs';
import { writeTerminalFiles } from './setup/terminal-files.mjs';

export async function beforePack({ electronPlatformName, arch }) {
  await writeTerminalFiles();
  await compileForPackage({ platform: electronPlatformName, arch: Arch[arch] });
}
