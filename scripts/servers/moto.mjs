// moto, an in-memory mock of AWS's answers. It checks no signature, expiry or checksum, so its known failures are reported and do not fail the run.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../setup/run-command.mjs';
import { answers, freePort, startDaemon, untilReady } from './daemons.mjs';

export const motoPackages = [{ commands: ['moto_server'], packages: ['python3-moto'] }];

/** Tests that fail on moto, by the behaviour of AWS that it lacks. */
export const motoLacks = {
  'signatures and ends': /wrong credentials|is dead when|not a second more/,
  'names, types and caching in links': /the type that were signed|forbid every cache|was in the bucket before/,
  'policies that open a bucket, because all of it is open': /a policy opens/,
  // No request is made there.
  'forms and links to write, which it does not check': /guests of|sending to|of mayfly send/,
  'a 404 for anonymous requests': /ends with its object|taken back|cleaned up/,
  'the condition that a copy is of one ETag': /a copy of one ETag/,
  'answers to blocks of public policies': /a block of public policies/,
  'several requests at once': /with versions removing/,
  'answers to rules, to copies of nothing and to parts of nothing':
    /lifecycle rules|copy of what is not there|upload is lost to/,
};

const LIMIT_MS = 60_000;

export async function startMoto(folder) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const program = findOnPath(['moto_server']);
  const daemon = startDaemon(program, ['-H', '127.0.0.1', '-p', String(port)], { logFile: join(folder, 'moto.out') });
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilReady('moto', daemon, LIMIT_MS, () => answers(`${endpoint}/moto-api/`));
  } catch (error) {
    await daemon.stop();
    throw error;
  }
  const credentials = { accessKeyId: 'TESTMOTO', secretAccessKey: 'secret-of-the-suite' };
  return { endpoint, region: 'us-east-1', credentials, stop: () => daemon.stop() };
}
