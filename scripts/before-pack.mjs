// electron-builder's hook before it packs: makes the completions and man pages.
import { writeTerminalFiles } from './setup/terminal-files.mjs';

export async function beforePack() {
  await writeTerminalFiles();
}
