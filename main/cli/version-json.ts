// What `mayfly --version --json` prints: what a report of a bug, and whoever builds a package again, has to name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { jsonLine } from '../terminal/output/output';

/**
 * One line of JSON. `builtDir` holds all that was built. `commit`: `null` where it was built outside of a checkout; `electron`: `null` where Node
 * runs the command; `licences`: the absolute path of the licences' texts.
 */
export function versionJson(builtDir: string): string {
  // Other programs open the file: it is packed beside the archive.
  const licences = join(builtDir.replace(/\bapp\.asar(?=[/\\])/, 'app.asar.unpacked'), 'licences.txt');
  const commit = JSON.parse(readFileSync(join(builtDir, 'commit.json'), 'utf8')) as string | null;
  const { node } = process.versions;
  return jsonLine({ version, commit, electron: process.versions['electron'] ?? null, node, licences });
}
