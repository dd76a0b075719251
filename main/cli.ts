#!/usr/bin/env node
// The terminal's front door: built into one file that answers `--version` and `--help` by itself, and loads the rest with V8's code cache.
import { existsSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { engines, version } from '../package.json';
import { createThreadStarts } from './adapters/body-threads/thread-starts';
import { createCodeLoader } from './adapters/files/compiled-code';
import { openKeptCode } from './adapters/files/kept-code';
import { defaultCacheDir } from './adapters/files/profile-folder';
import type * as CommandLine from './cli/command-line';
import { threadAhead } from './cli/thread-ahead';
import { endProcess, leaveTerminal } from './cli/end-process';
import { helpFor } from './cli/help-texts';
import { terminalLanguage } from './terminal/output/language';

// Libraries warn about their own futures here; standard error belongs to the user's failures.
process.removeAllListeners('warning');
process.on('warning', () => undefined);
process.on('exit', leaveTerminal);

/** The script with `cli/command-line.ts`. Its name and those of all chunks hold the hashes of their contents. */
declare const COMMAND_LINE: string;

/** This file is always out/main/cli.cjs. */
const folder = import.meta.dirname;
const ofChunk = (name: string): boolean => name.startsWith('chunks/') && existsSync(join(folder, name));

/** Usage errors keep no code: what was typed then is no command's name. */
const usageError = 2;

/** Ends the process: a socket of a keep-alive pool or a keychain call that hangs must not keep a finished command alive; a slow reader must. */
async function run(args: readonly string[]): Promise<never> {
  const [command = ''] = args;
  // Before anything is loaded: a thread starts meanwhile.
  const threads = createThreadStarts(join(folder, 'body-thread.cjs'), threadAhead(args));
  // Never in the installed app: it would run, in a program that is signed and let into the keychain, what anybody put there who may write to
  // the user's files.
  const keeps =
    process.versions['electron'] === undefined &&
    /^[a-z-]{1,20}$/.test(command) &&
    // It removes the caches too.
    !args.includes('--remove-my-data');
  const kept = keeps ? openKeptCode(join(defaultCacheDir(), `${command}.bin`), ofChunk) : undefined;
  const { load, scripts } = createCodeLoader(folder, kept?.cacheOf);
  const { runCommandLine } = load(COMMAND_LINE) as typeof CommandLine;
  const code = await runCommandLine(args, { folder: join(folder, '..'), threads });
  if (code !== usageError) kept?.keep(scripts);
  return endProcess(code, threads);
}

/** A closed reader is no error. Any other is told by who knows the words. */
function tell(text: string): Promise<never> {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    void run(args);
  });
  return new Promise(() => process.stdout.write(text, (error) => (error ? undefined : process.exit())));
}

const systemLocale = () => new Intl.DateTimeFormat().resolvedOptions().locale;

/** What is loaded next needs this Node, and ended with its own source in an error of an older one. The words are not loaded yet. */
const least = engines.node.slice('>='.length);
const [major = 0, minor = 0] = least.split('.').map(Number);
const [isMajor = 0, isMinor = 0] = process.version.slice(1).split('.').map(Number);
if (isMajor < major || (isMajor === major && isMinor < minor)) {
  process.stderr.write(
    `mayfly: this is Node ${process.version}, and Mayfly takes ${least} or newer (https://nodejs.org). Nothing was done.\n`,
  );
  process.exit(1);
}

const args = process.argv.slice(2);
/** A disk that is almost full takes a part of a file, which only the slower way notices. */
const toFile = () => fstatSync(1).isFile();
const known =
  args.length === 1 && (args[0] === '--version' || args[0] === '-V')
    ? `${version}\n`
    : helpFor(args, folder, () => terminalLanguage(process.env, systemLocale), process.stdout.columns);
export const ended = known === undefined || toFile() ? run(args) : tell(known);
