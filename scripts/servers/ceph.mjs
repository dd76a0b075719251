// A one-node Ceph on this computer: one monitor, one store in memory, one S3 gateway on loopback. It enforces signatures, expiry,
// versions and the rules of uploads.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../setup/progress.mjs';
import { run, tail } from '../setup/run-command.mjs';
import { answers, freePort, startDaemon, untilReady } from './daemons.mjs';

export const cephPackages = [
  { commands: ['ceph-mon', 'monmaptool', 'ceph'], packages: ['ceph-mon'] },
  { commands: ['ceph-osd'], packages: ['ceph-osd'] },
  { commands: ['radosgw', 'radosgw-admin'], packages: ['radosgw'] },
];

const STORE_BYTES = 8 * 2 ** 30;
const LIMIT_MS = 120_000;

/** Starts Ceph with all of its files below `folder`. `stop` ends it; the caller removes the folder. */
export async function startCeph(folder) {
  const at = (...names) => join(folder, ...names);
  for (const name of ['mon', 'osd', 'rgw', 'run', 'log']) mkdirSync(at(name), { recursive: true });
  const [monitorPort, gatewayPort] = [await freePort(), await freePort()];
  const id = randomUUID();
  writeFileSync(at('keyring'), '');
  writeFileSync(at('ceph.conf'), configuration(folder, id, monitorPort, gatewayPort));
  const config = ['-c', at('ceph.conf')];
  // As root: Ceph's own user cannot read these files.
  const user = process.getuid() === 0 ? ['--setuser', 'root', '--setgroup', 'root'] : [];
  const daemons = [];
  const daemon = (program, name, args) => {
    const started = startDaemon(program, ['-f', ...args, ...config, ...user], { logFile: at('log', `${name}.out`) });
    daemons.unshift(started);
    return started;
  };
  const stop = async () => {
    for (const started of daemons) await started.stop();
  };
  const ceph = (...args) => run('ceph', [...config, '--connect-timeout', '2', ...args], { timeoutMs: 10_000 });

  try {
    const map = at('monmap');
    const address = `[v2:127.0.0.1:${monitorPort}]`;
    await must('monmaptool', ['--create', '--fsid', id, '--addv', 'a', address, '--set-min-mon-release', 'reef', map]);
    await must('ceph-mon', ['-i', 'a', '--mkfs', '--monmap', map, ...config, ...user]);
    const monitor = daemon('ceph-mon', 'mon', ['-i', 'a']);
    await untilReady("Ceph's monitor", monitor, LIMIT_MS, async () => (await ceph('mon', 'stat')).code === 0);
    const storeId = randomUUID();
    await must('ceph', [...config, 'osd', 'new', storeId]);
    await must('ceph-osd', ['-i', '0', '--mkfs', '--osd-uuid', storeId, ...config, ...user]);
    const store = daemon('ceph-osd', 'osd', ['-i', '0']);
    await untilReady("Ceph's store", store, LIMIT_MS, async () => (await ceph('osd', 'stat')).stdout.includes('1 up'));
    const gateway = daemon('radosgw', 'rgw', ['-n', 'client.rgw']);
    const endpoint = `http://127.0.0.1:${gatewayPort}`;
    await untilReady("Ceph's gateway", gateway, LIMIT_MS, () => answers(endpoint));
    const credentials = {
      accessKeyId: `TEST${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(20).toString('hex'),
    };
    const keys = ['--access-key', credentials.accessKeyId, '--secret-key', credentials.secretAccessKey];
    const admin = [...config, '-n', 'client.rgw', 'user', 'create', '--uid=suite', '--display-name=suite'];
    await must('radosgw-admin', [...admin, ...keys]);
    return { endpoint, region: 'us-east-1', credentials, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function must(command, args) {
  const { code, stdout, stderr } = await run(command, args, { timeoutMs: LIMIT_MS });
  if (code !== 0) throw new SetupError(`${command} failed:\n${tail(stderr || stdout)}`);
}

/** Without authentication between its daemons, which all listen on loopback. Options: docs.ceph.com/en/reef. */
function configuration(folder, id, monitorPort, gatewayPort) {
  const classes = readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /-linux-/.test(entry.name))
    .map(({ name }) => join('/usr/lib', name, 'rados-classes'))[0];
  const sections = {
    global: {
      fsid: id,
      'mon host': `v2:127.0.0.1:${monitorPort}`,
      'mon initial members': 'a',
      'auth cluster required': 'none',
      'auth service required': 'none',
      'auth client required': 'none',
      'public addr': '127.0.0.1',
      'cluster addr': '127.0.0.1',
      'ms bind ipv4': true,
      'ms mon client mode': 'crc',
      'ms client mode': 'crc',
      'run dir': join(folder, 'run'),
      'admin socket': join(folder, 'run', '$name.asok'),
      'pid file': '',
      'log file': join(folder, 'log', '$name.log'),
      'log to stderr': false,
      'osd pool default size': 1,
      'osd pool default min size': 1,
      'osd pool default pg num': 4,
      'osd pool default pg autoscale mode': 'off',
      'osd crush chooseleaf type': 0,
      'mon max pg per osd': 1000,
    },
    mon: {
      'mon data': join(folder, 'mon'),
      'mon allow pool size one': true,
      'mon allow pool delete': true,
      'mon data avail warn': 1,
      'mon data avail crit': 0,
    },
    osd: {
      'osd data': join(folder, 'osd'),
      'osd objectstore': 'memstore',
      'memstore device bytes': STORE_BYTES,
      'osd class dir': classes ?? '/usr/lib/rados-classes',
      'osd class load list': '*',
      'osd class default list': '*',
    },
    client: { keyring: join(folder, 'keyring') },
    'client.rgw': {
      'rgw data': join(folder, 'rgw'),
      'rgw frontends': `beast endpoint=127.0.0.1:${gatewayPort}`,
      'rgw enable usage log': false,
    },
  };
  const lines = (options) => Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  return `${Object.entries(sections)
    .flatMap(([name, options]) => [`[${name}]`, ...lines(options)])
    .join('\n')}\n`;
}
