// Draws the codes of links that a command has just made and printed.
import { asFailure, besideOthers } from '../../core/model/failure';
import { drawCode } from '../output/draw-code';
import { exitCodeOf, failureLine } from '../output/output';
import type { Serving } from './serve-links';

/** The links stay whatever becomes of their codes: one that cannot be drawn is said, and gives the exit code. */
export async function drawCodes(
  urls: readonly string[],
  { app, terminal }: Pick<Serving, 'app' | 'terminal'>,
): Promise<number> {
  let exitCode = 0;
  for (const url of urls) {
    try {
      drawCode(await app.codeOfLink(url, terminal.columns), terminal);
    } catch (error) {
      const failure = besideOthers(asFailure(error));
      terminal.say(failureLine(failure, false));
      exitCode ||= exitCodeOf(failure);
    }
  }
  return exitCode;
}
