// The computers of a network of namespaces (scripts/testing/network-namespaces.mjs). The tests run on `owner`; on the others programs run by these functions.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Where } from '../share-page/readers/reader';

export interface Ran {
  /** Undefined after a signal. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Computer extends Where {
  readonly namespace: string;
  readonly ipv4: string;
  readonly ipv6: string;
  /** Runs a program there to its end, which comes after `limitMs` at the latest. Its output is captured. */
  readonly run: (command: string, args: readonly string[], limitMs?: number) => Promise<Ran>;
  /** Starts a program there; to be ended by who started it. */
  readonly start: (command: string, args: readonly string[], options?: SpawnOptions) => ChildProcess;
  /** The path of a script that runs the program there, for what takes nothing but a path. It goes with this process. */
  readonly programAt: (path: string) => string;
  /** Changes the computer by ip(8), as `addr del 10.77.0.1/24 dev eth0`; throws in words where that fails. */
  readonly ip: (command: string) => void;
  /** Its firewall gets these rules of nft(8); none: it has no firewall. */
  readonly firewall: (rules: string) => void;
}

export interface Network {
  /** The computer of the tests. */
  readonly owner: Computer;
  /** A guest's. */
  readonly phone: Computer;
  /** A thief's. */
  readonly other: Computer;
}

type Named = Pick<Computer, 'namespace' | 'ipv4' | 'ipv6'>;

const usualLimitMs = 60_000;

function must(command: string, args: readonly string[], input?: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', input, timeout: usualLimitMs });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr || error?.message || 'failed'}`);
}

/** A socket is of the computer on which it was made: the relay takes connections of this one, and makes its own on its own. It ends with this process. */
const relayProgram = `
  const { connect } = require('node:net');
  process.once('disconnect', () => process.exit());
  process.once('message', (_, server) => server.on('connection', (near) => {
    const far = connect(Number(process.argv[1]), '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]]) one.on('error', () => other.destroy()).pipe(other);
  }));`;

function computer(named: Named): Computer {
  const { namespace } = named;
  const within = (command: string, args: readonly string[]) => ['netns', 'exec', namespace, command, ...args];
  const start: Computer['start'] = (command, args, options = {}) => spawn('ip', within(command, args), options);
  return {
    ...named,
    start,
    command: (program, args) => ['ip', within(program, args)],
    async bring(port) {
      const relay = start(process.execPath, ['-e', relayProgram, String(port)], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
      relay.send('server', server);
      server.close();
      process.once('exit', () => relay.kill());
      relay.unref();
      relay.channel?.unref();
    },
    async run(command, args, limitMs = usualLimitMs) {
      const child = start(command, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: limitMs,
        killSignal: 'SIGKILL',
      });
      const kept = { stdout: '', stderr: '' };
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (kept.stdout += text));
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (kept.stderr += text));
      const [code] = (await once(child, 'close')) as [number | null];
      return { code: code ?? undefined, ...kept };
    },
    programAt(path) {
      const folder = mkdtempSync(join(tmpdir(), 'mayfly-network-'));
      process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
      const script = join(folder, 'program');
      writeFileSync(script, `#!/bin/sh\nexec ip netns exec ${namespace} '${path}' "$@"\n`);
      chmodSync(script, 0o755);
      return script;
    },
    ip: (command) => must('ip', ['-n', namespace, ...command.split(' ')]),
    firewall: (rules) => must('ip', within('nft', ['-f', '-']), `flush ruleset\n${rules}\n`),
  };
}

const given = process.env['MAYFLY_NETWORK'];

function read(text: string): Network {
  const { owner, phone, other } = JSON.parse(text) as Readonly<Record<keyof Network, Named>>;
  return { owner: computer(owner), phone: computer(phone), other: computer(other) };
}

/** Whether there is a network: `npm test` says in words why not. Suites are skipped without. */
export const hasNetwork = given !== undefined;

/** For the tests that `hasNetwork` lets run. */
export const network = (): Network => {
  if (given === undefined)
    throw new Error('There is no network of namespaces: `npm test -- --only network` makes one.');
  return read(given);
};
