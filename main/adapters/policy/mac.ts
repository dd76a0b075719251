// Managed preferences of macOS, which only a management server's profile can set, as JSON by the system's own tool.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const waitMs = 5_000;

/** The text of JSON. Raises where the tool fails. */
export async function readPreferences(path: string): Promise<string> {
  const args = ['-convert', 'json', '-o', '-', path];
  return (await promisify(execFile)('/usr/bin/plutil', args, { timeout: waitMs })).stdout;
}
