// Runs the doctor on a server through the command line: adds a connection, then tests it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openDesktopSession } from '../desktop-session.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { SetupError } from '../setup/progress.mjs';
import { tail } from '../setup/run-command.mjs';

const cli = join(projectFolder, 'out/main/cli.cjs');
const LIMIT_MS = 120_000;

/**
 * Examines each bucket of `places` (`{ name, endpoint, region, bucket, credentials }`) in a profile of its own, with a private keychain. Gives
 * per bucket its name, what `connections test --json` printed, and the text for public places.
 */
export async function examine(places) {
  const profile = mkdtempSync(join(tmpdir(), 'mayfly-servers-profile-'));
  const desktop = await openDesktopSession();
  const env = { ...process.env, ...desktop.env };
  const mayfly = (args, input) => runWith(input, [cli, 'connections', ...args, '--profile-dir', profile], env);
  try {
    const found = [];
    for (const { name, endpoint, region, bucket, credentials } of places) {
      const where = ['--endpoint', endpoint, '--region', region, '--bucket', bucket, '--no-test'];
      const add = ['add', name, ...where, '--access-key-id', credentials.accessKeyId];
      const added = await mayfly(add, `${credentials.secretAccessKey}\n`);
      if (added.code !== 0) throw new SetupError(`“${name}” could not be added:\n${tail(added.stderr)}`);
      const tested = await mayfly(['test', name, '--json'], '');
      const reported = await mayfly(['test', name, '--report'], '');
      found.push({ name, examination: parsed(tested), report: reported.stdout });
    }
    return found;
  } finally {
    await desktop.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** As `run` of the set-up, with standard input: a secret is never an argument. */
async function runWith(input, args, env) {
  const child = spawn(process.execPath, args, { env, timeout: LIMIT_MS });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}

function parsed({ stdout, stderr }) {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new SetupError(`the test of a connection printed no JSON:\n${tail(stderr || stdout)}`);
  }
}
