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
 * Builds the sink, the line and the stopwatch, and starts a sink. `serve` starts one of the built servers. `run` measures one program from
 * start to end in an environment of its own (without the user's proxies, certificates and settings, and with `extra`) and throws when it
 * fails. `close` ends the servers and removes the folder.
 */
export async function openWorkshop({ cc, sslHeader }) {
  if (cc === undefined || sslHeader === undefined) {
    throw new SetupError('the benchmark needs a C compiler and the header files of OpenSSL.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-'));
  const at = (...names) => join(folder, ...names);
  mkdirSync(at('home'));
  const libraries = { s3sink: ['-pthread', '-lssl', '-lcrypto'], line: [], run: [] };
  for (const [name, flags] of Object.entries(libraries)) {
    const { code, stderr } = await run(cc, ['-O2', '-o', at(name), join(here, `${name}.c`), ...flags]);
    if (code !== 0) throw new SetupError(`${name}.c could not be compiled:\n${tail(stderr)}`);
  }
  const servers = [];
  const serve = async (name, args) => {
    const server = spawn(at(name), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    servers.push(server);
    const [line] = await Promise.race([once(server.stdout.setEncoding('utf8'), 'data'), once(server, 'exit')]);
    const endpoint = /https?:\S+/.exec(line)?.[0];
    if (endpoint === undefined) throw new SetupError(`${name} did not start.`);
    return { endpoint, pid: server.pid };
  };
  const { endpoint } = await serve('s3sink', ['0']);
  const env = environment(folder);

  return {
    folder,
    at,
    endpoint,
    env,
    serve,
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
      for (const server of servers) server.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function environment(folder) {
  return {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    LC_ALL: 'C.UTF-8',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
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
