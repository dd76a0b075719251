// Sets up a folder for a benchmark: the sink server that drops uploaded bytes, the timing program, and the files to upload.
import { randomFillSync } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../setup/progress.mjs';
import { run, tail } from '../setup/run-command.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The sink checks none of these. */
export const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY' };
export const bucket = 'bucket';

/**
 * Builds the sink and the stopwatch and starts the sink. `run` measures one program from start to end in an environment of its own
 * (without the user's proxies, certificates and settings) and throws when it fails. `close` ends the sink and removes the folder.
 */
export async function openWorkshop(cc) {
  if (cc === undefined) throw new SetupError('the benchmark needs a C compiler.');
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-'));
  const at = (...names) => join(folder, ...names);
  mkdirSync(at('home'));
  for (const [name, ...flags] of [['s3sink', '-pthread'], ['run']]) {
    const { code, stderr } = await run(cc, ['-O2', ...flags, '-o', at(name), join(here, `${name}.c`)]);
    if (code !== 0) throw new SetupError(`${name}.c could not be compiled:\n${tail(stderr)}`);
  }
  const sink = spawn(at('s3sink'), ['0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(sink.stdout.setEncoding('utf8'), 'data');
  const endpoint = /http:\S+/.exec(line)[0];
  const env = environment(folder, endpoint);

  return {
    folder,
    at,
    endpoint,
    env,
    async run(program, args, extra = {}) {
      const report = at('report');
      const ended = await run(at('run'), [report, program, ...args], { cwd: folder, env: { ...env, ...extra } });
      if (ended.code !== 0) {
        throw new SetupError(`${program} ${args[0]} ended with ${ended.code}:\n${tail(ended.stderr || ended.stdout)}`);
      }
      const [seconds, cpuSeconds, peakKib] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
      return { seconds, cpuSeconds, peakMib: peakKib / 1024, stdout: ended.stdout };
    },
    close() {
      sink.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function environment(folder, endpoint) {
  return {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    LC_ALL: 'C.UTF-8',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    MC_HOST_sink: endpoint.replace('://', `://${keys.accessKeyId}:${keys.secretAccessKey}@`),
  };
}

const CHUNK = 16 * 1_048_576;

/** Writes `sizeBytes` random bytes, which cannot be compressed or skipped. */
export function randomFile(path, sizeBytes) {
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK, sizeBytes));
  const file = openSync(path, 'w');
  for (let left = sizeBytes; left > 0; left -= chunk.length) {
    randomFillSync(chunk);
    writeSync(file, chunk, 0, Math.min(left, chunk.length));
  }
  closeSync(file);
  return path;
}

/** A sparse file of zeros. */
export function sparseFile(path, sizeBytes) {
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return path;
}
