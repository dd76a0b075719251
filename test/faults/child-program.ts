// Builds the child program once in a process, starts it, and hears what it reports before it ends or is ended.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { bundleForNode } from '../fakes/bundle';
import type { Order, Report } from './app-child';
import type { EncryptedOrder } from './encrypted-child';

/** Builds `test/faults/<name>.ts` for plain Node; gives the path. */
export const buildChild = (name = 'app-child'): Promise<string> => bundleForNode(`test/faults/${name}.ts`);

export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  /** `undefined` when it ended without a report. */
  readonly ended: Promise<Report | undefined>;
}

/** `runner`: a program and its arguments that run Node, e.g. strace. */
export function startChild(program: string, order: Order | EncryptedOrder, runner?: readonly string[]): Started {
  const [execPath, ...execArgv] = runner === undefined ? [process.execPath] : [...runner, process.execPath];
  const child = fork(program, { execPath, execArgv: [...execArgv], stdio: 'ignore' });
  let report: Report | undefined;
  child.on('message', (message) => (report = message as Report));
  child.on('error', () => undefined);
  const ended = once(child, 'exit').then(() => report);
  child.send(order);
  return { child, pid: child.pid ?? 0, ended };
}
