// What an installed command line brings for the shells: completions, and the man page in every language. All of it follows from the
// declarations of the commands (main/terminal/arguments/grammar.ts).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';
import { projectFolder } from './project-folder.mjs';
import { sourceDate } from './source-date.mjs';

const folder = join(projectFolder, 'out', 'terminal');

/** Writes them below out/terminal as they lie below the `share` of a system, from where electron-builder.yml takes them. */
export async function writeTerminalFiles() {
  const { module } = await runnerImport(join(projectFolder, 'main/terminal/shells/installed-files.ts'), {
    configFile: false,
    logLevel: 'error',
  });
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  const day = new Date(Number(sourceDate()) * 1_000).toISOString().slice(0, 10);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(module.installedFiles(version, day))) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    // Man pages are installed compressed (Debian policy, 12.1).
    if (path.endsWith('.1')) writeFileSync(`${target}.gz`, gzipSync(text, { level: 9 }));
    else writeFileSync(target, text);
  }
}
