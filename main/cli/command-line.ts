// Argv -> help, or a command on the same services as the window -> standard output and an exit code.
import { lstatSync } from 'node:fs';
import { version } from '../../package.json';
import { setLanguage } from '../../resources/words/messages';
import { pathOfText } from '../adapters/files/raw-path';
import { asFailure, Failure } from '../core/model/failure';
import { readArguments } from '../terminal/arguments/arguments';
import type { Command, Shell, Work } from '../terminal/arguments/command';
import { help } from '../terminal/arguments/help';
import { layOut } from '../terminal/output/help-layout';
import { terminalLanguage } from '../terminal/output/language';
import { createTerminal, exitCodeOf, failureLine, written, type Terminal } from '../terminal/output/output';
import type { OutputShape } from '../terminal/scripts/shaped-terminal';
import type { Built } from './built';
import { isEndless } from './command-needs';
import { interruptible, type Interruption } from './interruption';
import { rawArguments } from './raw-arguments';
import { versionJson } from './version-json';

/** Whether failures are told in JSON; asked of arguments that could not be read, too. */
const saysJson = (args: readonly string[]): boolean => args.includes('--json') || args.includes('--jsonl');

/** Gives the exit code; everything printed has left the process by then. */
export async function runCommandLine(args: readonly string[], built: Built): Promise<number> {
  const terminal = createTerminal();
  const { code, command, interruption, output = terminal, flush } = await run(args, built, terminal);
  flush?.();
  await written();
  if (!output.lost.aborted) return code;
  const interrupted = exitCodeOf(new Failure('interrupted'));
  if (await interruption.hungUp()) return interruption.exitCode(interrupted);
  const { outputLost } = await import('../terminal/output/output-lost');
  const failure = outputLost(output, command);
  if (failure === undefined) return code;
  terminal.say(failureLine(failure, saysJson(args)));
  await written();
  // What waits until it is interrupted ends for its output too.
  return code === 0 || code === interrupted ? exitCodeOf(failure) : code;
}

/** Whatever it is: a link that leads nowhere has a name too. */
function isThere(path: string): boolean {
  try {
    return lstatSync(pathOfText(path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Where the command prints, if that is not the terminal. */
interface Shaped {
  readonly output?: Terminal;
  readonly flush?: () => void;
}

interface Ran extends Shaped {
  readonly code: number;
  readonly interruption: Interruption;
  /** Absent where the arguments could not be read. */
  readonly command?: Command;
}

/** Uses the language of the terminal. */
async function completion(shell: Shell): Promise<string> {
  const { scripts } = await import('../terminal/shells/scripts');
  return scripts[shell]().trimEnd();
}

/** Raises what opening the file raises, before the command does anything. */
async function shapedAs(shape: OutputShape, terminal: Terminal): Promise<Shaped> {
  const { shapedTerminal } = await import('../terminal/scripts/shaped-terminal');
  if (shape.file === undefined) return { output: shapedTerminal(terminal, shape) };
  const { openOutputFile } = await import('./output-file');
  const file = openOutputFile(shape.file);
  return { output: shapedTerminal(terminal, shape, file), flush: () => file.flush() };
}

async function run(args: readonly string[], built: Built, terminal: Terminal): Promise<Ran> {
  let told = false;
  let command: Command | undefined;
  const tell = (failure: Failure) => {
    told ||= failure.code === 'interrupted' && command !== undefined && isEndless(command);
    if (!told) terminal.say(failureLine(failure, saysJson(args)));
    told = true;
  };
  const interruption = interruptible(() => tell(interruption.reason(new Failure('interrupted'))), built.threads);
  setLanguage(terminalLanguage(process.env, () => new Intl.DateTimeFormat().resolvedOptions().locale));
  let shaped: Shaped = {};
  try {
    command = readArguments(rawArguments(args), process.env, isThere);
    if (command.kind === 'help') terminal.print(layOut(help(command.about), terminal.columns));
    else if (command.kind === 'version') terminal.print(command.json ? versionJson(built.folder) : version);
    else if (command.kind === 'completion') terminal.printExactly(await completion(command.shell));
    else {
      if (command.shape !== undefined) shaped = await shapedAs(command.shape, terminal);
      if (command.timeoutSeconds !== undefined) interruption.endAfter(command.timeoutSeconds * 1_000);
      const code = await work(command, built, shaped.output ?? terminal, interruption);
      const ended = interruption.reason(new Failure('interrupted'));
      if (code === 130 && ended.code === 'out-of-time') tell(ended);
      return { command, interruption, ...shaped, code: interruption.exitCode(code) };
    }
    return { command, interruption, code: 0 };
  } catch (error) {
    const isHungUp = await interruption.hungUp();
    const failure = isHungUp ? new Failure('interrupted') : interruption.reason(asFailure(error));
    tell(failure);
    const code = interruption.exitCode(exitCodeOf(failure));
    return { ...(command !== undefined && { command }), interruption, ...shaped, code };
  }
}

async function work(command: Work, built: Built, terminal: Terminal, interruption: Interruption): Promise<number> {
  if (command.kind === 'get') {
    // Of the services it needs none.
    const { runGet } = await import('./getting-link');
    return interruption.within(runGet(command, terminal, interruption.signal));
  }
  if (command.kind === 'send') {
    const { runSend } = await import('./sending-files');
    return interruption.within(runSend(command, terminal, interruption.signal));
  }
  if (command.kind === 'mcp') {
    const { runForAgents } = await import('./serving-agents');
    return runForAgents(command, built, terminal, interruption);
  }
  if (command.kind === 'policy') {
    const { runPolicy } = await import('./printing-policy');
    return runPolicy(command, terminal);
  }
  const { runCommand } = await import('./run-command');
  return runCommand(command, built, terminal, interruption);
}
