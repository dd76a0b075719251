// The passphrase of sealed secrets: from the file that MAYFLY_PASSPHRASE_FILE names, else typed on the terminal. Never from an argument or a
// variable itself: other programs of the user can read both.
import { constants, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';
import { nodeModule } from '../adapters/files/node-modules';
import type { Reason } from '../../resources/words/reasons';
import { words } from '../../resources/words/messages';
import { Failure } from '../core/model/failure';
import type { AskPassphrase } from '../core/ports/secrets';
import { usage } from '../terminal/arguments/options';

const fileVariable = 'MAYFLY_PASSPHRASE_FILE';

/** Of a new passphrase, in characters. Source: NIST SP 800-63B, 5.1.1.2. */
const fewestCharacters = 8;
const longestBytes = 4_096;

const unusable = (reason: Reason, cause?: unknown) => new Failure('passphrase-unusable', { reason }, cause);

/** Text of the file, without a newline at its end. Raises `passphrase-unusable`. */
async function readPassphraseFile(path: string): Promise<string> {
  // Non-blocking: a named pipe would otherwise hold the command up.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw unusable(missing ? 'it is not there' : 'it cannot be read', error);
  });
  try {
    const about = await file.stat();
    if (!about.isFile()) throw unusable('it is no ordinary file');
    // Windows has no such bits.
    if (process.platform !== 'win32' && (about.mode & 0o077) !== 0) throw unusable('others may read it');
    if (about.size > longestBytes) throw unusable('it is too large');
    const text = (await file.readFile('utf8')).replace(/\r?\n$/, '');
    if (text === '') throw unusable('it is empty');
    return text;
  } finally {
    await file.close();
  }
}

/** The terminal of this process, whatever its standard streams are. `undefined` where it has none. */
function openTerminal():
  | { readonly input: ReadStream; readonly output: NodeJS.WritableStream; close(): void }
  | undefined {
  if (process.platform === 'win32') {
    const { stdin: input, stderr: output } = process;
    return input.isTTY && output.isTTY ? { input, output, close: () => input.unref() } : undefined;
  }
  try {
    const [input, output] = [new ReadStream(openSync('/dev/tty', 'r')), new WriteStream(openSync('/dev/tty', 'w'))];
    const close = () => {
      input.destroy();
      output.destroy();
    };
    return { input, output, close };
  } catch {
    return undefined;
  }
}

/** Asks each question without echo. Raises `passphrase-needed` without a terminal, `interrupted`. */
async function askOnTerminal(questions: readonly string[]): Promise<readonly string[]> {
  const terminal = openTerminal();
  if (terminal === undefined) throw new Failure('passphrase-needed');
  const { input, output } = terminal;
  const silent = new Writable({ write: (_chunk, _encoding, written) => written() });
  const lines = nodeModule('node:readline').createInterface({ input, output: silent, terminal: true, historySize: 0 });
  // In raw mode Ctrl-C is a character, and no signal.
  lines.once('SIGINT', () => {
    process.emit('SIGINT', 'SIGINT');
    lines.close();
  });
  const typed: string[] = [];
  try {
    output.write(questions[0] ?? '');
    for await (const line of lines) {
      output.write('\n');
      typed.push(line);
      if (typed.length === questions.length) return typed;
      output.write(questions[typed.length] ?? '');
    }
    throw new Failure('interrupted');
  } finally {
    lines.close();
    terminal.close();
  }
}

/** A new passphrase that was typed twice. Raises `bad-request`, and what asking raises. */
async function typedTwice(): Promise<string> {
  const w = words.terminal.connections;
  const [passphrase = '', again] = await askOnTerminal([`${w.newPassphrase} `, `${w.passphraseAgain} `]);
  if (passphrase !== again) throw usage('the two passphrases differ');
  return passphrase;
}

function checkNew(passphrase: string): string {
  const characters = Array.from(passphrase).length;
  if (characters < fewestCharacters)
    throw usage('a passphrase has at least {{least}} characters', { least: fewestCharacters });
  return passphrase;
}

/** Remembers the passphrase: a command asks once, whatever number of connections it uses. */
export function createPassphrase(environment: NodeJS.ProcessEnv): AskPassphrase {
  const path = environment[fileVariable] ?? '';
  const fromFile = path === '' ? undefined : () => readPassphraseFile(path);
  let known: Promise<string> | undefined;
  const typed = async () => (await askOnTerminal([`${words.terminal.connections.passphrase} `]))[0] ?? '';
  return (wanted) => {
    if (wanted === 'another') return typedTwice().then(checkNew);
    if (wanted === 'first') known ??= (fromFile ?? typedTwice)().then(checkNew);
    return (known ??= (fromFile ?? typed)());
  };
}
