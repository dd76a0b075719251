// `--exec PROGRAM`: run after each file that was saved or shared, one after the other. No shell reads anything, so no name of a file becomes a command.
import { Failure } from '../../core/model/failure';
import { exitCodeOf, failureLine, isUtf8Path, type Terminal } from '../output/output';

/** What the program is told of one file. */
export interface ToldFile {
  readonly name: string;
  /** By their names without `MAYFLY_`. Nothing secret: who may look at the process sees them. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The line of `--json`, for its standard input: a link may be in it. */
  readonly json: string;
}

interface Run {
  readonly json: boolean;
  readonly terminal: Pick<Terminal, 'say'>;
  /** Ends the program that runs, and starts no other. */
  readonly signal: AbortSignal;
}

/** `undefined` runs nothing. */
export function runPrograms(program: string | undefined, { json, terminal, signal }: Run) {
  let last: Promise<void> = Promise.resolve();
  let exitCode = 0;
  const runOne = async (of: string, file: ToldFile): Promise<void> => {
    if (signal.aborted) return;
    const failure = await outcome(of, file, signal);
    if (failure === undefined || signal.aborted) return;
    terminal.say(failureLine(failure, json));
    exitCode ||= exitCodeOf(failure);
  };
  return {
    /** Never raises: what fails is said, and the file stays. */
    run(file: ToldFile) {
      if (program !== undefined) last = last.then(() => runOne(program, file));
    },
    /** Once all have ended; gives the exit code of the first that failed, or 0. */
    async ended(): Promise<number> {
      await last;
      return exitCode;
    },
  };
}

/** What the program prints goes to standard error: standard output has the results of Mayfly alone. */
async function outcome(
  program: string,
  { name, variables, json }: ToldFile,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const { spawn } = await import('node:child_process');
  // Node writes UTF-8 into the environment: of other bytes there is no variable, rather than the path of another file.
  const own = Object.entries(variables).map(([key, value = '']) => [
    `MAYFLY_${key}`,
    value !== '' && isUtf8Path(value) ? value : undefined,
  ]);
  const env = { ...process.env, ...(Object.fromEntries(own) as NodeJS.ProcessEnv) };
  return new Promise((resolve) => {
    const child = spawn(program, [], { env, signal, stdio: ['pipe', 2, 2], windowsHide: true });
    child.on('error', (error) =>
      resolve(new Failure('exec-failed', { fileName: name, reason: 'it could not be started' }, error)),
    );
    child.on('close', (code, by) => {
      const ended = code ?? by ?? '';
      const told = { fileName: name, reason: 'it ended with {{code}}', reasonValues: { code: ended } } as const;
      resolve(code === 0 ? undefined : new Failure('exec-failed', told));
    });
    // A program may read nothing.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(`${json}\n`);
  });
}
