#!/usr/bin/env node
// The terminal's front door. It is opened before anything is loaded, so that what is loaded comes out of Node's compile
// cache where Node has one (22.1 and newer).
import module from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { defaultCacheDir } from './adapters/files/profile-folder';

// Not Node's own choice of folder: anybody may write below the system's folder for temporary files. And never in the installed app: it would
// run, in a program that is signed and let into the keychain, what anybody put there who may write to the user's files.
if (process.versions['electron'] === undefined) module.enableCompileCache?.(defaultCacheDir());
// A command is over before optimised code has paid for the processor time and the memory that compiling it takes; one that serves is not, nor
// one that tells a hundred thousand shares.
const lasting: ReadonlySet<unknown> = new Set(['bucket', 'list', 'watch']);
if (!lasting.has(process.argv[2])) setFlagsFromString('--no-opt');
// Libraries warn about their own futures here; standard error belongs to the user's failures.
process.removeAllListeners('warning');
process.on('warning', () => undefined);

// This file is always out/main/cli.cjs; where its chunks lie is the builder's affair.
const builtDir = join(import.meta.dirname, '..');

/** Ends the process: a socket of a keep-alive pool or a keychain call that hangs must not keep a finished command alive; a slow reader must. */
async function run(): Promise<never> {
  const { runCommandLine } = await import('./cli/command-line');
  process.exit(await runCommandLine(process.argv.slice(2), builtDir));
}

export const ended = run();
