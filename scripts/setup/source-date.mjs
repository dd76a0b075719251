// The date of the sources: files in packages get no later one, so a package that is built again is the same (reproducible-builds.org).
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project-folder.mjs';

/**
 * `SOURCE_DATE_EPOCH` in seconds, as text: the environment's, else the time of the commit, else that of package.json, which an archive of the sources
 * keeps from the commit.
 */
export function sourceDate() {
  const { SOURCE_DATE_EPOCH: given } = process.env;
  if (given) return given;
  const git = (...words) => spawnSync('git', ['-C', projectFolder, ...words], { encoding: 'utf8' }).stdout;
  const ofCommit = git('rev-parse', '--show-prefix') === '\n' ? git('log', '-1', '--format=%ct').trim() : '';
  return ofCommit || String(Math.floor(statSync(join(projectFolder, 'package.json')).mtimeMs / 1_000));
}
