// Argv -> help, or a command on the same services as the window -> standard output and an exit code.
import { version } from '../../package.json';
import { setLanguage } from '../../resources/words/messages';
import { asFailure, Failure } from '../core/model/failure';
import { readArguments } from '../terminal/arguments/arguments';
import type { Command, Shell } from '../terminal/arguments/command';
import { help } from '../terminal/arguments/help';
import { layOut } from '../terminal/output/help-layout';
import { terminalLanguage } from '../terminal/output/language';
import { createTerminal, exitCodeOf, failureLine, written, type Terminal } from '../terminal/output/output';
import { interruptible } from './interruption';
import { rawArguments } from './raw-arguments';

/** Gives the exit code; everything printed has left the process by then. `builtDir` holds all that was built, e.g. the share page. */
export async function runCommandLine(args: readonly string[], builtDir: string): Promise<number> {
  const terminal = createTerminal();
  const { code, kind } = await run(args, builtDir, terminal);
  await written();
  if (!terminal.lost.aborted) return code;
  const { outputLost } = await import('../terminal/output/output-lost');
  const failure = outputLost(terminal, kind);
  if (failure === undefined) return code;
  terminal.say(failureLine(failure, args.includes('--json')));
  await written();
  // What waits until it is interrupted ends for its output too.
  return code === 0 || code === exitCodeOf(new Failure('interrupted')) ? exitCodeOf(failure) : code;
}

interface Ran {
  readonly code: number;
  /** Absent where the arguments could not be read. */
  readonly kind?: Command['kind'];
}

/** Uses the language of the terminal. */
async function completion(shell: Shell): Promise<string> {
  const { scripts } = await import('../terminal/shells/scripts');
  return scripts[shell]().trimEnd();
}

async function run(args: readonly string[], builtDir: string, terminal: Terminal): Promise<Ran> {
  let told = false;
  const tell = (failure: Failure) => {
    if (!told) terminal.say(failureLine(failure, args.includes('--json')));
    told = true;
  };
  const interruption = interruptible(() => tell(new Failure('interrupted')));
  setLanguage(terminalLanguage(process.env, () => new Intl.DateTimeFormat().resolvedOptions().locale));
  let kind: Command['kind'] | undefined;
  try {
    const command = readArguments(rawArguments(args));
    ({ kind } = command);
    if (command.kind === 'help') terminal.print(layOut(help(command.about), terminal.columns));
    else if (command.kind === 'version') terminal.print(version);
    else if (command.kind === 'completion') terminal.printExactly(await completion(command.shell));
    else if (command.kind === 'get') {
      // Of the services it needs none.
      const { runGet } = await import('./getting-link');
      const code = await interruption.within(runGet(command, terminal, interruption.signal));
      return { kind, code: interruption.exitCode(code) };
    } else if (command.kind === 'send') {
      const { runSend } = await import('./sending-files');
      const code = await interruption.within(runSend(command, terminal, interruption.signal));
      return { kind, code: interruption.exitCode(code) };
    } else {
      const { runCommand } = await import('./run-command');
      return { kind, code: interruption.exitCode(await runCommand(command, builtDir, terminal, interruption)) };
    }
    return { kind, code: 0 };
  } catch (error) {
    const failure = asFailure(error);
    tell(failure);
    return { ...(kind !== undefined && { kind }), code: interruption.exitCode(exitCodeOf(failure)) };
  }
}
