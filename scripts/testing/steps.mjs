// The steps of `npm test`: the name and the command of each, and which run side by side.
import { electronEnvironment, resolveElectron } from '../electron-runtime.mjs';
import { ensureBuild } from '../setup/app-build.mjs';
import { findBrowser } from '../setup/browser.mjs';
import { packageBin } from '../setup/package-bin.mjs';
import { ensureTestPackage } from '../setup/packaged-app.mjs';
import { SetupError, say } from '../setup/progress.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { follow } from '../setup/run-command.mjs';
import { inNetwork } from './network-namespaces.mjs';

const sharePage = 'test/configs/playwright.share-page.config.ts';

/** People's computers have a locale. Without one, as in a bare container, a browser saves no name beyond ASCII. */
export function withLocale() {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  if (!/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '')) process.env.LC_ALL = 'C.UTF-8';
}

/**
 * The steps of these groups (`build`, `static`, `unit`, `page`, `network`, `network-page`, `desktop`, `e2e`), as stages that follow each other. A stage is tracks that run
 * side by side, a track is steps that follow each other. `run(reportFile, options, failures)` resolves to an exit code; `options` go to the spawn of its
 * program, and a test runner leaves its JSON report in that file. With `failures` of a run before, it runs those again: Vitest their files,
 * Playwright the tests. `suites`: those of deepSuites, where only they are to run.
 */
export async function planStages(groups, runnerArgs, suites = {}) {
  const env = {
    ...process.env,
    ...electronEnvironment(resolveElectron()),
    MAYFLY_BROWSER: (await findBrowser()) ?? '',
  };
  const here =
    ({ env: extra, ...options } = {}) =>
    (command, args, more) =>
      follow(command, args, { cwd: projectFolder, env: { ...env, ...extra, ...more }, ...options });
  const tool = (packageName, command, args, options) =>
    here(options)(process.execPath, [packageBin(packageName, command), ...args], {});
  /** The same on a network of namespaces. */
  const toolInNetwork = (packageName, command, args, options) =>
    inNetwork(process.execPath, [packageBin(packageName, command), ...args], here(options));
  const vitest =
    (by, files = [], ...args) =>
    (reportFile, options, failures = []) =>
      by(
        'vitest',
        'vitest',
        [
          'run',
          ...(failures.length > 0 ? new Set(failures.map(({ file }) => file)) : files),
          ...args,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${reportFile}`,
          ...runnerArgs,
        ],
        options,
      );
  const playwright =
    (by, files = [], ...args) =>
    (reportFile, options, failures) => {
      const which = failures === undefined ? ['--pass-with-no-tests'] : ['--last-failed'];
      return by('@playwright/test', 'playwright', ['test', ...files, ...which, ...args, ...runnerArgs], {
        ...options,
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
      });
    };
  /** Of the suites of a group that are named for it, those tests that have `@deep` in their names. */
  const marked = (group, name, ...args) =>
    (suites.marked?.[group] ?? []).length === 0
      ? []
      : [{ group, name, run: playwright(tool, suites.marked[group], '--grep', '@deep', ...args) }];
  let packaging;
  const packaged = () =>
    (packaging ??= attempt(async () => {
      env['MAYFLY_PACKAGED_APP'] = await ensureTestPackage();
    }));
  const onNetwork = playwright(toolInNetwork, [], '--config', 'test/configs/playwright.on-network.config.ts');
  // Types are read by programs in Go. On one processor they work a type out once, and below so much memory they collect none: both together save a
  // sixth of their processor time.
  const inGo = { GOMAXPROCS: '1', GOGC: 'off', GOMEMLIMIT: '3GiB' };
  const check = (name, ...words) => ({
    group: 'static',
    name,
    run: (_report, options) => tool(...words, { ...options, env: inGo }),
  });

  const pages = [
    {
      group: 'page',
      name: 'The pages in buckets, in a browser',
      run: playwright(tool, suites.page, '--config', sharePage),
    },
    ...marked('page', 'Of other pages what only the deep run looks at', '--config', sharePage),
  ];
  const others = [
    {
      group: 'desktop',
      name: 'Suites that need a keychain and a session bus',
      run: vitest(tool, [], '--config', 'test/configs/vitest.desktop.config.ts', '--passWithNoTests'),
    },
    {
      group: 'network',
      name: 'Suites on a network of namespaces',
      run: vitest(
        toolInNetwork,
        suites.network,
        '--config',
        'test/configs/vitest.network.config.ts',
        '--passWithNoTests',
      ),
    },
    {
      group: 'network-page',
      name: 'The pages, in a browser on another computer',
      run: playwright(toolInNetwork, suites['network-page'], '--config', 'test/configs/playwright.network.config.ts'),
    },
    {
      group: 'e2e',
      name: 'The app, on a network of namespaces',
      // Another track makes the package: by now it mostly has.
      run: async (...run) => (await packaged()) || onNetwork(...run),
    },
  ];

  const stages = [
    [[{ group: 'build', name: 'Build', run: () => attempt(ensureBuild) }]],
    // The suites of Node and the windows take about the same time, each waits for much of it; what is short goes beside them.
    [
      [{ group: 'unit', name: 'Suites that need only Node', run: vitest(tool, suites.unit) }],
      [
        { group: 'e2e', name: 'Package for the tests', run: packaged },
        { group: 'e2e', name: 'The app, end to end', run: playwright(tool, suites.e2e) },
        ...marked('e2e', 'Of the app what only the deep run looks at'),
        ...pages,
      ],
      [
        // Several checkers would each work out again what another one has.
        check('Types', 'typescript', 'tsc', ['-b', '--checkers', '1']),
        check('Lint', 'oxlint', 'oxlint', ['--type-aware', '--deny-warnings']),
        check('Format', 'oxfmt', 'oxfmt', ['--check']),
        ...others,
      ],
    ],
  ];
  const inGroups = (track) => track.filter(({ group }) => groups.includes(group));
  return stages.map((tracks) => tracks.map(inGroups).filter((track) => track.length > 0));
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
