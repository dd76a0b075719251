// The passphrase of sealed secrets: from an open file, from the file that MAYFLY_PASSPHRASE_FILE names, from a credential of systemd, else typed on the terminal. Never from an argument or a
// variable itself: other programs of the user can read both.
import { constants, createReadStream, existsSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';
import { nodeModule } from '../adapters/files/node-modules';
import type { Reason } from '../../resources/words/reasons';
import { words } from '../../resources/words/messages';
import { Failure } from '../core/model/failure';
import type { AskPassphrase } from '../core/ports/secrets';
import { usage } from '../terminal/arguments/options';

const fileVariable = 'MAYFLY_PASSPHRASE_FILE';
/** The folder of the credentials of a service. Source: systemd.exec(5), LoadCredential=. */
const credentialsVariable = 'CREDENTIALS_DIRECTORY';
const credential = 'mayfly-passphrase';

/** Bits of a mode that let somebody else read the file; a credential's group are those whom systemd lets read it. */
const othersBits = 0o077;
const othersOfCredential = 0o007;

/** Of a new passphrase, in characters. Source: NIST SP 800-63B, 5.1.1.2. */
const fewestCharacters = 8;
const longestBytes = 4_096;

const unusable = (reason: Reason, cause?: unknown) => new Failure('passphrase-unusable', { reason }, cause);

/** Without a newline at its end. Raises `passphrase-unusable`. */
function checkText(read: string): string {
  const text = read.replace(/\r?\n$/, '');
  if (text === '') throw unusable('it is empty');
  return text;
}

/**
 * Whether the parent process opened it. Node has descriptors of its own from 3 on, which are not to be read: on Linux those are no files at all
 * (epoll, eventfd), or pipes of which this process has the writing end too. Of a pipe that bash makes by `3< <(...)` it has two reading ends.
 */
function isHandedIn(fd: number): boolean {
  const about = fstatSync(fd);
  if (!about.isFIFO() || process.platform !== 'linux')
    return about.isFile() || about.isFIFO() || about.isSocket() || about.isCharacterDevice();
  return !readdirSync('/proc/self/fd').some((name) => {
    try {
      return fstatSync(Number(name)).ino === about.ino && isForWriting(name);
    } catch {
      return false;
    }
  });
}

/** Source: proc(5), `/proc/pid/fdinfo`: the access mode is the last octal digit but for its highest bit, and 0 reads. */
const isForWriting = (fd: string): boolean =>
  /^flags:\s*\d*[1-35-7]$/m.test(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'));

/** Reads to the end of an open file, such as a pipe, and leaves it open. Raises `passphrase-unusable`. */
async function readPassphraseFd(fd: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    if (!isHandedIn(fd)) throw unusable('it cannot be read');
    // To close a descriptor of Node's own would end the process.
    for await (const part of createReadStream('', { fd, autoClose: false }) as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length > longestBytes) break;
    }
  } catch (error) {
    throw unusable('it cannot be read', error);
  }
  if (length > longestBytes) throw unusable('it is too large');
  return checkText(Buffer.concat(parts).toString('utf8'));
}

/** Text of the file. Raises `passphrase-unusable`. */
async function readPassphraseFile(path: string, others: number): Promise<string> {
  // Non-blocking: a named pipe would otherwise hold the command up.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw unusable(missing ? 'it is not there' : 'it cannot be read', error);
  });
  try {
    const about = await file.stat();
    if (!about.isFile()) throw unusable('it is no ordinary file');
    // Windows has no such bits.
    if (process.platform !== 'win32' && (about.mode & others) !== 0) throw unusable('others may read it');
    if (about.size > longestBytes) throw unusable('it is too large');
    return checkText(await file.readFile('utf8'));
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

/** Where it is kept for programs; `undefined` where somebody has to type it. */
function keptPassphrase(environment: NodeJS.ProcessEnv, fd: number | undefined): (() => Promise<string>) | undefined {
  if (fd !== undefined) return () => readPassphraseFd(fd);
  const path = environment[fileVariable] ?? '';
  if (path !== '') return () => readPassphraseFile(path, othersBits);
  const folder = environment[credentialsVariable] ?? '';
  const given = folder === '' ? '' : join(folder, credential);
  return given !== '' && existsSync(given) ? () => readPassphraseFile(given, othersOfCredential) : undefined;
}

/** Remembers the passphrase: a command asks once, whatever number of connections it uses. `fd`: an open file that has it. */
export function createPassphrase(environment: NodeJS.ProcessEnv, fd?: number): AskPassphrase {
  const fromFile = keptPassphrase(environment, fd);
  let known: Promise<string> | undefined;
  const typed = async () => (await askOnTerminal([`${words.terminal.connections.passphrase} `]))[0] ?? '';
  return (wanted) => {
    if (wanted === 'another') return typedTwice().then(checkNew);
    if (wanted === 'first') known ??= (fromFile ?? typedTwice)().then(checkNew);
    return (known ??= (fromFile ?? typed)());
  };
}
