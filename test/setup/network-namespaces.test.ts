// The network of the tests leaves nothing behind: neither when its process ends, nor, with the next network, when it was killed.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const module = pathToFileURL(resolve('scripts/testing/network-namespaces.mjs')).href;

/** Why there can be none here; undefined where there can. */
function unavailable(): string | undefined {
  const code = `const { makeNetwork } = await import('${module}'); console.log(makeNetwork().unavailable ?? '');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}

interface Made {
  readonly child: ChildProcess;
  readonly namespaces: readonly string[];
  /** Of a program on `phone`. */
  readonly pid: number;
}

/** Makes a network in a process of its own, which waits. */
async function make(): Promise<Made> {
  const script = `
    import { spawn } from 'node:child_process';
    const { network } = (await import('${module}')).makeNetwork();
    const program = spawn('ip', ['netns', 'exec', network.phone.namespace, 'sleep', '600'], { detached: true, stdio: 'ignore' });
    console.log(JSON.stringify({ namespaces: Object.values(network).map(({ namespace }) => namespace), pid: program.pid }));
    process.stdin.resume().on('end', () => process.exit());`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as Omit<Made, 'child'>) };
}

const there = ({ namespaces }: Made) => namespaces.filter((name) => existsSync(join('/run/netns', name))).length;
const runs = ({ pid }: Made) => existsSync(`/proc/${pid}/ns/net`);

test('it goes with its process, and what a killed one left with the next', async ({ skip }) => {
  const reason = unavailable();
  skip(reason !== undefined, reason);
  const killed = await make();
  expect([there(killed), runs(killed)]).toEqual([4, true]);
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  expect(there(killed)).toBe(4);

  const next = await make();
  expect([there(killed), there(next)]).toEqual([0, 4]);
  await expect.poll(() => runs(killed)).toBe(false);
  next.child.stdin?.end();
  await once(next.child, 'exit');
  expect(there(next)).toBe(0);
  await expect.poll(() => runs(next)).toBe(false);
});
