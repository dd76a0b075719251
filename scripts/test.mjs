// `npm test`: everything that can be checked here, each step named and timed, summed up in the last line.
//   npm test -- --only static,unit,desktop,e2e     some groups only
//   npm test -- --only unit -- test/domain         what follows the second -- goes to the test runners
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInDesktopSession } from './desktop-session.mjs';
import { electronEnvironment, resolveElectron } from './electron-runtime.mjs';
import { ensureBuild } from './setup/app-build.mjs';
import { findBrowser } from './setup/browser.mjs';
import { packageBin } from './setup/package-bin.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { runMain, SetupError } from './setup/progress.mjs';
import { runVisibly } from './setup/run-command.mjs';
import { ensureTestPackage } from './test-package.mjs';
import { readCounts, sumCounts } from './test-counts.mjs';

const IN_SESSION = '--in-session';
const GROUPS = ['static', 'unit', 'desktop', 'e2e'];

/** A step is one line of the summary: `run` answers { passed, failed, skipped }. */
function planSteps({ only, runnerArgs }, results) {
  const check = (name, packageName, command, args) => ({
    name,
    group: 'static',
    run: () => runTool(packageName, command, args),
  });
  const vitest = (name, group, args) => ({
    name,
    group,
    run: () =>
      runCounted(
        'vitest',
        'vitest',
        ['run', ...args, '--reporter=default', '--reporter=json', ...runnerArgs],
        join(results, `${group}.json`),
      ),
  });
  return [
    { name: 'Build', group: undefined, run: () => counted(ensureBuild) },
    check('Types', 'typescript', 'tsc', ['-b']),
    check('Lint', 'oxlint', 'oxlint', ['--type-aware', '--deny-warnings']),
    check('Format', 'oxfmt', 'oxfmt', ['--check']),
    vitest('Unit, port, IPC and command line suites', 'unit', []),
  ].filter(({ group }) => group === undefined || only.includes(group));
}
