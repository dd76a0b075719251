// Tells by their names the files that a program is still writing.

/** Browsers, download managers, editors and office programs end the names of unfinished and of lock files so. */
const temporaryEndings = [
  '.part',
  '.partial',
  '.crdownload',
  '.opdownload',
  '.download',
  '.filepart',
  '.aria2',
  '.!ut',
  '.!qb',
  '.tmp',
  '.temp',
  '.swp',
  '.swx',
  '.lock',
  '.lck',
  '~',
];

/** Emacs names its automatic saves `#name#`; Office programs name their lock files `~$name`. The rest is written by file managers. */
const temporary = /^(\.|~\$|#.*#$)|^(thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r)$/i;

/** Whether the name belongs to a temporary, hidden or lock file, which is never shared. */
export function isTemporary(name: string): boolean {
  const lower = name.toLowerCase();
  return temporary.test(name) || temporaryEndings.some((ending) => lower.endsWith(ending));
}

/** Browsers make the final name early, empty or growing, and write into such a file beside it. */
const unfinishedEndings = ['.part', '.crdownload', '.partial', '.filepart', '.aria2'];

/** Whether another program has not finished this file yet, by the other names in its folder. */
export const isUnfinished = (name: string, names: ReadonlySet<string>): boolean =>
  unfinishedEndings.some((ending) => names.has(name + ending));
