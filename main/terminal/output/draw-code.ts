// The code of a link in half blocks. A camera reads it off a light terminal and off a dark one: both colours are those of the 256-colour table,
// which themes leave alone, and the light modules around it belong to it.
import { words } from '../../../resources/words/messages';
import { Failure } from '../../core/model/failure';
import type { LinkCode } from '../../core/model/qr';
import type { Terminal } from './output';

/** White on black: `Set colour` of ECMA-48, with the indexes 231 and 16 of xterm's table. */
const [whiteOnBlack, usual] = ['\u001b[38;5;231;48;5;16m', '\u001b[0m'];

/** The columns of the terminal. Raises `bad-request` where standard output is none: before anything is made. */
export function columnsForCode({ columns }: Pick<Terminal, 'columns'>): number {
  if (columns === undefined) throw new Failure('bad-request', { reason: 'a QR code needs a terminal' });
  return columns;
}

/** Draws the code, and says where a phone has to be. Everybody who sees it has the link. Raises `bad-request` for a narrow terminal. */
export function drawCode({ modules, halfBlocks, reach, wifi }: LinkCode, terminal: Terminal): void {
  const columns = columnsForCode(terminal);
  const needed = modules.length;
  if (columns < needed) {
    throw new Failure('bad-request', {
      reason: 'the code takes {{needed}} columns, and the terminal has {{columns}}',
      reasonValues: { needed, columns },
    });
  }
  terminal.printExactly(
    halfBlocks()
      .map((line) => `${whiteOnBlack}${line}${usual}`)
      .join('\n'),
  );
  const { hints } = words.terminal;
  if (reach === 'loopback') terminal.say(`mayfly: ${hints.codeOpensHere}`);
  if (reach === 'private')
    terminal.say(`mayfly: ${wifi === undefined ? hints.codeInNetwork : hints.codeInWifi({ wifi })}`);
}
