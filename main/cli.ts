#!/usr/bin/env node
// Why this exists: the terminal's front door. It is opened before anything is loaded, so that what is loaded comes out of Node's compile
// cache where Node has one (22.1 and newer).
import module from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { defaultCacheDir } from './adapters/profile';

// Not Node's own choice of folder: anybody may write below the system's folder for temporary files.
module.enableCompileCache?.(defaultCacheDir());
// A command is over before optimised code has paid for the processor time and the memory that compiling it takes; one that serves is not, nor
// one that tells a hundred thousand shares.
const lasting: ReadonlySet<unknown> = new Set(['bucket', 'list']);
if (!lasting.has(process.argv[2])) setFlagsFromString('--no-opt');
// Libraries warn about their own futures here; standard error belongs to the user's failures.
process.removeAllListeners('warning');
process.on('warning', () => undefined);

// This file is always out/main/cli.js; where its chunks lie is the builder's affair.
const builtDir = join(import.meta.dirname, '..');
const { runCommandLine } = await import('./cli/command-line');
// A socket of a keep-alive pool or a keychain call that hangs must not keep a finished command alive; a slow reader must.
process.exit(await runCommandLine(process.argv.slice(2), builtDir));
