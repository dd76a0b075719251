// The steps of `npm test` in order: the name and the command of each.
import { electronEnvironment, resolveElectron } from '../electron-runtime.mjs';
import { ensureBuild } from '../setup/app-build.mjs';
import { findBrowser } from '../setup/browser.mjs';
import { packageBin } from '../setup/package-bin.mjs';
import { ensureTestPackage } from '../setup/packaged-app.mjs';
import { SetupError, say } from '../setup/progress.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { follow } from '../setup/run-command.mjs';

/**
 * The steps of these groups (`build`, `static`, `unit`, `page`, `desktop`, `e2e`). `run(reportFile, failures)` resolves to an exit code; a test
 * runner leaves its JSON report in that file. With `failures` of a run before, it runs those again: Vitest their files, Playwright the tests.
 */
export async function planSteps(groups, runnerArgs) {
  const env = {
    ...process.env,
    ...electronEnvironment(resolveElectron()),
    MAYFLY_BROWSER: (await findBrowser()) ?? '',
  };
  const tool = (packageName, command, args, extra = {}) =>
    follow(process.execPath, [packageBin(packageName, command), ...args], {
      cwd: projectFolder,
      env: { ...env, ...extra },
    });
  const vitest = (reportFile, args, failures = []) =>
    tool('vitest', 'vitest', [
      'run',
      ...new Set(failures.map(({ file }) => file)),
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...runnerArgs,
    ]);

  const playwright = (reportFile, args, failures) => {
    const which = failures === undefined ? ['--pass-with-no-tests'] : ['--last-failed'];
    return tool('@playwright/test', 'playwright', ['test', ...which, ...args, ...runnerArgs], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
    });
  };

  const steps = {
    build: [{ name: 'Build', run: () => attempt(ensureBuild) }],
    static: [
      { name: 'Types', run: () => tool('typescript', 'tsc', ['-b']) },
      { name: 'Lint', run: () => tool('oxlint', 'oxlint', ['--type-aware', '--deny-warnings']) },
      { name: 'Format', run: () => tool('oxfmt', 'oxfmt', ['--check']) },
    ],
    unit: [{ name: 'Suites that need only Node', run: (report, failures) => vitest(report, [], failures) }],
    page: [
      {
        name: 'The share page in a browser',
        run: (report, failures) => playwright(report, ['--config', 'playwright.share-page.config.ts'], failures),
      },
    ],
    desktop: [
      {
        name: 'Suites that need a keychain and a session bus',
        run: (report, failures) =>
          vitest(report, ['--config', 'vitest.desktop.config.ts', '--passWithNoTests'], failures),
      },
    ],
    e2e: [
      {
        name: 'Package for the tests',
        run: () =>
          attempt(async () => {
            env['MAYFLY_PACKAGED_APP'] = await ensureTestPackage();
          }),
      },
      {
        name: 'The app, end to end',
        run: (report, failures) => playwright(report, [], failures),
      },
    ],
  };
  return groups.flatMap((group) => steps[group]);
}

async function attempt(work) {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return 1;
  }
}
