// `npm run test:faults`: every fault times every size and all 200 kills, summed up in one table; more messages to the border (test/ipc/fire); more URLs
// compared with the SDK's (test/adapters/s3/signer).
//   npm run test:faults -- kills        only suites whose name contains that word (network, files, threads, kills, processes, engine-port)
//   MAYFLY_FAULTS_SEED=7 npm run test:faults     other bytes, other moments
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './setup/app-build.mjs';
import { packageBin } from './setup/package-bin.mjs';
import { runMain } from './setup/progress.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { follow } from './setup/run-command.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { faultTable } from './testing/fault-table.mjs';

await runMain(async () => {
  await setUpToTest();
  await ensureBuild();
  const only = process.argv.slice(2);
  const suites =
    only.length === 0
      ? ['test/faults', 'test/ipc/fire', 'test/adapters/s3/signer']
      : only.map((word) => `test/faults/${word}`);
  const results = mkdtempSync(join(tmpdir(), 'mayfly-fault-results-'));
  try {
    const vitest = [packageBin('vitest'), 'run', ...suites, '--reporter=dot', '--no-file-parallelism'];
    const env = { ...process.env, MAYFLY_TESTS: 'deep', MAYFLY_FAULTS: 'all', MAYFLY_FAULTS_RESULTS: results };
    const exitCode = await follow(process.execPath, vitest, { cwd: projectFolder, env });
    const lines = readdirSync(results).flatMap((name) =>
      readFileSync(join(results, name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
    console.log(`\n${faultTable(lines)}`);
    return exitCode;
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
});
