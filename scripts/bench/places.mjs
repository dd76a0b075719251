// Where the clients upload to: the sink on loopback, the same with TLS, and the sink at the far end of a line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { freePort } from '../servers/daemons.mjs';
import { SetupError } from '../setup/progress.mjs';
import { run, tail } from '../setup/run-command.mjs';
import { bundle, cliPath } from './build.mjs';
import { checkLine } from './line-check.mjs';
import { bucket, keys } from './workshop.mjs';

/** Of the line: milliseconds one way, and megabit a second in each direction. */
export const line = { oneWayMs: 20, mbit: 1_000 };
export const lineBytesPerSecond = line.mbit * 125_000;
export const roundTripSeconds = (2 * line.oneWayMs) / 1_000;

/**
 * A place has `endpoint`; `caFile`, an authority that its clients are to trust besides; `env`, what the MinIO client needs for both; and
 * `mayfly`, the same as options of Mayfly's. `serverCpuSeconds` gives the processor time of a server that computes for each byte.
 */
const placeAt = (endpoint, workshop) => ({
  endpoint,
  env: { MC_HOST_bench: endpoint.replace('://', `://${keys.accessKeyId}:${keys.secretAccessKey}@`) },
  mayfly: ['--endpoint', endpoint, '--bucket', bucket, '--profile-dir', workshop.at('profile')],
});

export const openLoopback = async ({ workshop }) => placeAt(workshop.endpoint, workshop);

/** A sink of its own, with a certificate of an authority that was made for this run. */
export async function openTls({ workshop, programs: { openssl } }) {
  if (openssl === undefined) throw new SetupError('TLS needs the program openssl.');
  const at = (name) => workshop.at(name);
  const certify = async (name, subject, ...rest) => {
    const fixed = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)];
    const { code, stderr } = await run(openssl, [...fixed, '-subj', `/CN=${subject}`, ...rest, ...files]);
    if (code !== 0) throw new SetupError(`no certificate could be made:\n${tail(stderr)}`);
  };
  await certify('authority', 'Mayfly benchmark', '-addext', 'keyUsage=critical,keyCertSign');
  const issued = ['-CA', at('authority.pem'), '-CAkey', at('authority.key')];
  const extensions = ['subjectAltName=IP:127.0.0.1', 'basicConstraints=critical,CA:FALSE'];
  await certify('sink', '127.0.0.1', ...issued, ...extensions.flatMap((extension) => ['-addext', extension]));
  const { endpoint, pid } = await workshop.serve('s3sink', ['0', at('sink.pem'), at('sink.key')]);
  const caFile = at('authority.pem');
  const plain = placeAt(endpoint, workshop);
  return {
    ...plain,
    // Of the MinIO client, by Go's library; the others have options.
    env: { ...plain.env, SSL_CERT_FILE: caFile },
    caFile,
    mayfly: await addConnection(endpoint, caFile, workshop),
    serverCpuSeconds: () => cpuSecondsOf(pid),
  };
}

/**
 * A bucket that keeps what it is given, in a process of its own, at the far end of a line as `openLine` checks it; `isNear`: on loopback. `close` ends it.
 */
export async function openBucket({ workshop, isNear = false }) {
  const program = await bundle('far-bucket.mjs', workshop.at('bundle'));
  const port = await freePort();
  const endpoint = isNear
    ? `http://127.0.0.1:${port}`
    : (await workshop.serve('line', ['0', `${port}`, `${line.oneWayMs}`, `${line.mbit}`])).endpoint;
  const named = new URL(endpoint).port;
  const server = spawn(process.execPath, [program, workshop.at(`bucket-${port}`), `${port}`, named], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  return { ...placeAt(endpoint, workshop), close: () => server.kill() };
}

/** A stored connection; its keys are those of a profile of the AWS CLI. Only such a one has an authority of its own. Gives the options that name it. */
export async function addConnection(endpoint, caFile, workshop) {
  mkdirSync(workshop.at('home', '.aws'), { recursive: true });
  const lines = [`aws_access_key_id=${keys.accessKeyId}`, `aws_secret_access_key=${keys.secretAccessKey}`];
  writeFileSync(workshop.at('home', '.aws', 'credentials'), ['[bench]', ...lines, ''].join('\n'), { mode: 0o600 });
  const name = new URL(endpoint).port;
  const profile = ['--profile-dir', workshop.at('profile')];
  const where = ['--endpoint', endpoint, '--bucket', bucket, '--region', 'us-east-1'];
  const trusting = caFile === undefined ? [] : ['--ca-file', caFile];
  const rest = ['--aws-profile', 'bench', ...trusting, '--no-test', ...profile];
  await workshop.run(process.execPath, [cliPath, 'connections', 'add', name, ...where, ...rest]);
  return ['--connection', name, ...profile];
}

/** The line to the sink; throws when it does not keep its delay and its rate. */
export async function openLine({ workshop }) {
  const { port } = new URL(workshop.endpoint);
  const { endpoint } = await workshop.serve('line', ['0', port, `${line.oneWayMs}`, `${line.mbit}`]);
  await checkLine(endpoint, line);
  return placeAt(endpoint, workshop);
}

/** Of a process with all its threads; in ticks of 1/100 s, which is what Linux counts in everywhere. */
function cpuSecondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
