// Says which commit an app was built from: a report of a bug, and whoever builds a package again to compare it, need that.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { projectFolder } from './project-folder';

const git = (folder: string, ...words: readonly string[]) => {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...words], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
};

/**
 * The commit of a checkout: 40 hexadecimal digits, with `-dirty` behind them where tracked files differ from it. `MAYFLY_COMMIT` names that of a
 * copy without its history. `null` where there is neither, also below another project's checkout.
 */
export function commitOf(folder: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const { MAYFLY_COMMIT: given } = env;
  if (given) return given;
  if (git(folder, 'rev-parse', '--show-prefix') !== '\n') return null;
  return git(folder, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*')?.trim() ?? null;
}

/** Writes the commit of this checkout, or `null`, as JSON. */
export const writeCommit = (file: string): void => writeFileSync(file, `${JSON.stringify(commitOf(projectFolder))}\n`);

/** Belongs into the last build. */
export const commitPlugin = (file: string): Plugin => ({
  name: 'mayfly-commit',
  apply: 'build',
  closeBundle: () => writeCommit(file),
});
