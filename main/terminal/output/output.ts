// Links alone go to standard output; text, progress and failures go to standard error.
import { failureRules, type Failure, type FailureKind } from '../../core/model/failure';
import { failureWords } from '../../core/wording/failure-words';
import { visibleJson, visibleLine } from '../../core/model/visible-text';
import { openStandardOutput } from './standard-output';
import { endWithin } from './text-width';

export const exitCodes: Readonly<Record<FailureKind, number>> = {
  unexpected: 1,
  usage: 2,
  connection: 3,
  network: 4,
  file: 5,
  keychain: 6,
  interrupted: 130,
};

/** By the names of their texts. */
export const exitStatus = { done: 0, ...exitCodes } as const;

export const exitCodeOf = (failure: Failure): number => exitCodes[failureRules[failure.code].kind];

export function createTerminal() {
  let shown = false;
  // It has no sequence that wipes a line, such as the shell of Emacs.
  const isDumb = process.env['TERM'] === 'dumb';
  const wipe = () => {
    if (shown) process.stderr.write(isDumb ? '\n' : '\r\u001b[K');
    shown = false;
  };
  const overwrite = (line: string) => {
    wipe();
    process.stderr.write(line);
    shown = line !== '';
  };
  const output = openStandardOutput();
  process.stderr.on('error', () => undefined);
  return {
    /** One line on standard output, or several. Makes everything but links `printable`: callers do not. */
    print(lines: string | readonly string[]) {
      wipe();
      output.write(`${printableLines(lines)}\n`);
    },
    /** Prints bytes unchanged: links, the user's template around them, a QR code with its colours. */
    printExactly(text: string) {
      wipe();
      output.write(`${text}\n`);
    },
    /** One line on standard error. */
    say(line: string) {
      wipe();
      process.stderr.write(`${printable(line)}\n`);
    },
    /** A line in which something is typed; it is wiped by what comes next. */
    prompt(line: string) {
      if (process.stderr.isTTY) overwrite(printable(line));
    },
    /** Overwrites the last line of standard error while it is a terminal. A line that wraps would stay: its end is shown. */
    progress(line: string) {
      const { isTTY, columns } = process.stderr;
      // Zero where nobody said how wide it is.
      const most = columns > 0 ? columns - 1 : Number.POSITIVE_INFINITY;
      if (isTTY && !isDumb) overwrite(endWithin(printable(line), most));
    },
    /** Fires when standard output took something no more. */
    lost: output.lost,
    interactive: process.stderr.isTTY,
    /** Columns of the terminal on standard output; `undefined` without one. */
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}

export type Terminal = ReturnType<typeof createTerminal>;

/** Resolves when all output has left this process: a pipe takes 64 KiB at once, and `process.exit` drops the rest. */
export async function written(): Promise<void> {
  const emptied = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));
  await Promise.all([emptied(process.stdout), emptied(process.stderr)]);
}

/** A failure as one line, in words or in JSON, as the contract of the command line says. */
export function failureLine(failure: Failure, json: boolean): string {
  const { message, safety, next, dataSafe } = failureWords(failure, 'terminal');
  if (json) return jsonLine({ error: { code: failure.code, message, next, dataSafe } });
  return printable(`mayfly: ${message} ${safety} ${next}`);
}

/** What does not keep a command from its work, as a line of standard error. */
export function warningLine(failure: Failure, json: boolean): string {
  const { message, next } = failureWords(failure, 'terminal');
  return json ? jsonLine({ warning: { code: failure.code, message, next } }) : printable(`mayfly: ${message} ${next}`);
}

/** A line of the log on standard error. */
export const loggedLine = (line: string, json: boolean): string => (json ? jsonLine({ log: line }) : `mayfly: ${line}`);

/** Bytes of paths that are no UTF-8, which are characters of a private plane here (adapters/files/raw-path.ts). */
const rawBytes = /[\u{10fe80}-\u{10feff}]/gu;

/** Whether another program that is given the text gets the path that is meant. */
export const isUtf8Path = (text: string): boolean => text.search(rawBytes) < 0;

/** File names may hold control and bidi characters, and bytes that are no UTF-8, which must not reach a terminal. */
export const printable = (text: string): string => visibleLine(text).replaceAll(rawBytes, '\ufffd');

/** Joins lines, each with its own end. */
export const printableLines = (lines: string | readonly string[]): string => [lines].flat().map(printable).join('\n');

/** Grows when a field of the printed JSON goes or changes its meaning; new fields leave it (docs/command-line.md). */
export const schemaVersion = 1;

const withVersion = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { schemaVersion, ...value } : value;

/** Unix ms as JSON says a time: ISO 8601 in UTC. */
export const iso = (atMs: number): string => new Date(atMs).toISOString();

/**
 * A value as one line of JSON, for programs and for the terminal they may be run in. An object says the version of its schema, and so does each
 * object of an array.
 */
export const jsonLine = (value: unknown): string =>
  documentLine(Array.isArray(value) ? value.map(withVersion) : withVersion(value));

/** A document of others, such as a policy, as one line of JSON: nothing is added. */
export const documentLine = (value: unknown): string => visibleJson(JSON.stringify(value));

/** Indented JSON, line by line. */
export const jsonLines = (json: string): readonly string[] => json.trimEnd().split('\n').map(visibleJson);
