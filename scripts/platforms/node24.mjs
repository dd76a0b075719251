// Runs the suites that need only Node on Node 24, the major inside the shipped Electron: it has SQLite built in, unlike Node 20.
import { dirname, join } from 'node:path';
import { packageBin } from '../setup/package-bin.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { follow } from '../setup/run-command.mjs';
import { countFromReport, failuresFromReport } from '../testing/counts.mjs';
import { registryNode } from './registry-node.mjs';

export const title = 'Suites that need only Node, on Node 24';

export async function run({ reportFolder, failedBefore = [] }) {
  const node = process.platform === 'linux' ? await registryNode(`linux-${process.arch}`) : undefined;
  if (node === undefined) return { unavailable: 'the npm registry gives no Node 24 for this computer' };
  const report = join(reportFolder, 'report.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const files = new Set(failedBefore.map(({ file }) => file).filter(Boolean));
  // First on the PATH, so that programs started by name run the same Node.
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}`, MAYFLY_SUITES_LEFT_OUT: 'test/setup/**' };
  const exitCode = await follow(node, [packageBin('vitest'), 'run', ...files, ...reporters], {
    cwd: projectFolder,
    env,
  });
  return {
    ...countFromReport(report, exitCode),
    failures: failuresFromReport(report),
    remark: 'without test/setup, which is about the Node that sets the project up',
  };
}
