// The suites that a server can be given (CONTRIBUTING.md): of each only the tests on that server, because the others are in `npm test`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageBin } from '../setup/package-bin.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { follow } from '../setup/run-command.mjs';
import { countFromReport } from '../testing/counts.mjs';

const SUITES = [
  'test/ports/object-store.test.ts',
  'test/ports/engine-servers.test.ts',
  'test/ports/doctor.test.ts',
  'test/services/stranger.test.ts',
];

/** Gives how many tests passed and failed, and how long they took. Failures are told one by one where somebody is to mend them. */
export async function runSuites(name, places, toldOneByOne) {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-server-report-'));
  const report = join(folder, 'report.json');
  const startedMs = performance.now();
  try {
    const told = toldOneByOne ? ['--reporter=dot'] : ['--silent'];
    const args = ['run', ...SUITES, '-t', name, '--no-file-parallelism', ...told, '--reporter=json'];
    const env = { ...process.env, MAYFLY_TEST_S3: places.map(named).join(';') };
    const vitest = [packageBin('vitest'), ...args, `--outputFile.json=${report}`];
    const exitCode = await follow(process.execPath, vitest, { cwd: projectFolder, env });
    return { ...countFromReport(report, exitCode), seconds: (performance.now() - startedMs) / 1_000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const named = ({ name, endpoint, region, bucket, credentials: { accessKeyId, secretAccessKey } }) =>
  `${name}=${[endpoint, accessKeyId, secretAccessKey, region, bucket].join(',')}`;
