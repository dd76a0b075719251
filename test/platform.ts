// A test that cannot run on this system says why, in one place, so that `npm run test:platforms` can tell how many there are.
import { appendFileSync } from 'node:fs';

const isWindows = process.platform === 'win32';
/** Wine tells the programs it runs where it keeps its settings. */
const isWine = isWindows && process.env['WINECONFIGDIR'] !== undefined;

/** For `runIf`: everywhere but on Windows, which has no such thing. */
export const onPosix = (thing: string): boolean => says(!isWindows, `POSIX: ${thing}`);

/** For `runIf`: on real Windows too, but not under Wine, which differs from it there. Few, and each with the difference. */
export const notUnderWine = (difference: string): boolean => says(!isWine, `Wine: ${difference}`);

/** The files of a folder. Wine shows an alternate data stream, such as the mark of a file from another computer, as a file of its own. */
export const filesAmong = (names: readonly string[]): string[] =>
  names.filter((name) => !isWine || !name.endsWith(':Zone.Identifier'));

function says(runs: boolean, reason: string): boolean {
  const notes = process.env['MAYFLY_TEST_NOTES'];
  if (!runs && notes !== undefined) appendFileSync(notes, `${reason}\n`);
  return runs;
}
