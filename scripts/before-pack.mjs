// electron-builder's hook before it packs: makes the completions and man pages, and names the commit.
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { projectFolder } from './setup/project-folder.mjs';
import { writeTerminalFiles } from './setup/terminal-files.mjs';

export async function beforePack() {
  await writeTerminalFiles();
  // What was built for another commit with the same sources is not built again.
  const { module } = await runnerImport(join(projectFolder, 'scripts/build/commit.ts'), {
    configFile: false,
    logLevel: 'error',
  });
  module.writeCommit(join(projectFolder, 'out', 'commit.json'));
}
