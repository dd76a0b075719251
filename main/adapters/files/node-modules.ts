// Modules of Node that most commands do without, each loaded by its first use.
import { createRequire } from 'node:module';
import type * as ChildProcess from 'node:child_process';
import type * as Readline from 'node:readline';
import type * as Tls from 'node:tls';
import type * as V8 from 'node:v8';
import type * as WorkerThreads from 'node:worker_threads';

interface Modules {
  readonly 'node:child_process': typeof ChildProcess;
  readonly 'node:readline': typeof Readline;
  readonly 'node:tls': typeof Tls;
  readonly 'node:v8': typeof V8;
  readonly 'node:worker_threads': typeof WorkerThreads;
}

export const nodeModule = <Name extends keyof Modules>(name: Name): Modules[Name] =>
  // Node 20.15 has no getBuiltinModule.
  process.getBuiltinModule?.(name) ?? createRequire(import.meta.url)(name);
