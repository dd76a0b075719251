// Argv -> help, or a command on the same services as the window -> standard output and an exit code.
import { version } from '../../package.json';
import { setLanguage } from '../../resources/words/messages';
import { asFailure, Failure } from '../core/model/failure';
import { readArguments } from '../terminal/arguments/arguments';
import type { Shell } from '../terminal/arguments/command';
import { help } from '../terminal/arguments/help';
import { layOut } from '../terminal/output/help-layout';
import { terminalLanguage } from '../terminal/output/language';
import { createTerminal, exitCodeOf, failureLine, written } from '../terminal/output/output';
import { interruptible } from './interruption';

/** Gives the exit code; everything printed has left the process by then. `builtDir` holds all that was built, e.g. the share page. */
export async function runCommandLine(args: readonly string[], builtDir: string): Promise<number> {
  const code = await run(args, builtDir);
  await written();
  return code;
}

/** Uses the language of the terminal. */
async function completion(shell: Shell): Promise<string> {
  const { scripts } = await import('../terminal/shells/scripts');
  return scripts[shell]().trimEnd();
}

async function run(args: readonly string[], builtDir: string): Promise<number> {
  const terminal = createTerminal();
  let told = false;
  const tell = (failure: Failure) => {
    if (!told) terminal.say(failureLine(failure, args.includes('--json')));
    told = true;
  };
  const interruption = interruptible(() => tell(new Failure('interrupted')));
  setLanguage(terminalLanguage(process.env, () => new Intl.DateTimeFormat().resolvedOptions().locale));
  try {
    const command = readArguments(args);
    if (command.kind === 'help') terminal.print(layOut(help(command.about), terminal.columns));
    else if (command.kind === 'version') terminal.print(version);
    else if (command.kind === 'completion') terminal.printExactly(await completion(command.shell));
    else {
      const { runCommand } = await import('./run-command');
      return interruption.exitCode(await runCommand(command, builtDir, terminal, interruption));
    }
    return 0;
  } catch (error) {
    const failure = asFailure(error);
    tell(failure);
    return interruption.exitCode(exitCodeOf(failure));
  }
}
