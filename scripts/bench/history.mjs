// Benchmarks a long history: the start of the window against an empty history, and the time of a search.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInDesktopSession } from '../desktop-session.mjs';
import { resolveElectron } from '../electron-runtime.mjs';
import { SetupError } from '../setup/progress.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { bundle, importFrom } from './build.mjs';
import { goal, table } from './report.mjs';
import { median } from './rounds.mjs';

const session = fileURLToPath(new URL('history-session.mjs', import.meta.url));
const shareCount = 100_000;
const startsPerRound = 4;
const allowedRatio = 1.2;
const searchLimitMs = 50;
/** In the checkout, because Node resolves the ledger's native package from the code's folder. */
const nearPackages = join(projectFolder, 'node_modules', '.cache', 'mayfly-bench');
/** A rare name, a common one, a part of all names, non-Latin letters, and an absent name. */
const searches = ['4711', 'holiday', '.', '휴가', 'nobody called anything so'];

/** Gives the section's text. */
export async function measureHistory({ workshop, rounds }) {
  const profiles = [
    { profileDir: workshop.at('empty-history'), sign: 'Drop a file, get a link that dies.', count: 0 },
    { profileDir: workshop.at('long-history'), sign: shareCount.toLocaleString('en'), count: shareCount },
  ];
  const { fillProfile } = await importFrom(await bundle('history-profile.mjs', nearPackages));
  for (const { profileDir, count } of profiles) fillProfile(profileDir, count);
  const orders = { electron: resolveElectron().executable, profiles, rounds: rounds * startsPerRound, searches };
  writeFileSync(workshop.at('orders.json'), JSON.stringify(orders));
  const args = [session, workshop.at('orders.json'), workshop.at('history.json')];
  const code = await runInDesktopSession(process.execPath, args);
  if (code !== 0) throw new SetupError(`the history could not be measured: its session ended with ${code}.`);
  return describe(JSON.parse(readFileSync(workshop.at('history.json'), 'utf8')), profiles);
}

function describe({ starts, searches: searchTimes }, profiles) {
  const [empty, long] = starts.map(median);
  const found = searchTimes.map(median);
  const megabytes = Math.round(statSync(join(profiles[1].profileDir, 'mayfly.db')).size / 1e6);
  return [
    table([
      [
        `from the start of the process, ${starts[0].length} times in turn`,
        'empty history',
        `${shareCount.toLocaleString('en')} shares (${megabytes} MB)`,
        '',
      ],
      ['to the first picture', ms(empty), ms(long), times(long / empty)],
    ]),
    goal(
      `the first picture at most ${allowedRatio}x that of an empty history`,
      times(long / empty),
      long / empty <= allowedRatio,
    ),
    table([
      [`a search from the window, ${searchTimes[0].length} times`, 'median', 'slowest'],
      ...searches.map((text, index) => [`“${text}”`, ms(found[index]), ms(Math.max(...searchTimes[index]))]),
    ]),
    goal(`a search at most ${searchLimitMs} ms`, ms(Math.max(...found)), Math.max(...found) <= searchLimitMs),
  ].join('\n\n');
}

const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const times = (ratio) => `${ratio.toFixed(2)}x`;
