// Starts servers as child processes with a log each, waits until they answer, and ends them with this process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../setup/progress.mjs';
import { tail } from '../setup/run-command.mjs';

const END_MS = 5_000;
const LOOK_EVERY_MS = 200;
const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a daemon; `stop` ends it by SIGTERM, and after five seconds by SIGKILL. */
export function startDaemon(command, args, { logFile, env = process.env }) {
  const log = openSync(logFile, 'a');
  // In a process group of its own: Ctrl-C reaches only this process, which ends it in order.
  const child = spawn(command, args, { env, stdio: ['ignore', log, log], detached: true });
  running.add(child);
  const ended = once(child, 'exit').catch(() => undefined);
  void ended.then(() => running.delete(child));
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    said: () => tail(readFileSync(logFile, 'utf8')),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      const hard = setTimeout(() => child.kill('SIGKILL'), END_MS);
      await ended;
      clearTimeout(hard);
    },
  };
}

/** Waits until `ready` resolves to true. Throws SetupError with the daemon's last words when it ends, and when `limitMs` is over. */
export async function untilReady(name, daemon, limitMs, ready) {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    if (daemon.hasEnded()) throw new SetupError(`${name} ended:\n${daemon.said()}`);
    if (await ready()) return;
  }
  throw new SetupError(`${name} was not ready after ${limitMs / 1_000} s:\n${daemon.said()}`);
}

/** True when a server answers HTTP there, with any status. */
export async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** A free port of this computer. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
