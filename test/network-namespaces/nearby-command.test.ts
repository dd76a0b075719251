// From a fresh profile one command, and a phone in the same network opens the link; with the command it ends.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interrupt, runCli, startCli } from '../cli/run-cli';
import { parseLine } from '../schema-version';
import { hasNetwork, network, type Computer } from './network';

let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-nearby-'));
  file = join(folder, 'a.txt');
  writeFileSync(file, 'from the owner');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let profiles = 0;
const newProfile = () => join(folder, `profile-${(profiles += 1)}`);

/** The status and the body that somebody there gets; no status: nobody answers. */
async function got(from: Computer, url: string): Promise<string> {
  const { code, stdout } = await from.run('curl', ['-sS', '--globoff', '-m', '5', '-w', ' %{http_code}', url]);
  return code === 0 ? stdout : 'nobody answers';
}

describe.runIf(hasNetwork)('mayfly share --nearby', () => {
  test('gives a link that a phone opens while the command runs, encrypted if nobody says otherwise', async () => {
    const { owner, phone } = network();
    const serving = startCli(['share', file, '--nearby', '--json', '--profile-dir', newProfile()]);
    const { url, encrypted } = JSON.parse(await serving.firstLine()) as {
      readonly url: string;
      readonly encrypted?: true;
    };
    expect([new URL(url).hostname, encrypted]).toEqual([owner.ipv4, true]);
    const page = await got(phone, url.replace(/#.*/, ''));
    expect([page.endsWith(' 200'), page.includes('from the owner')]).toEqual([true, false]);
    const { code, stderr } = await interrupt(serving);
    expect(code).toBe(130);
    expect(stderr.trim().split('\n').map(parseLine)).toContainEqual({
      nearby: { addresses: [owner.ipv4, owner.ipv6] },
    });
    expect(await got(phone, url)).toBe('nobody answers');
  });

  test('of a plain share the file is what the link opens', async () => {
    const { phone } = network();
    const args = ['share', file, '--nearby', '--no-encrypt', '--quiet', '--profile-dir', newProfile()];
    const serving = startCli(args);
    expect(await got(phone, await serving.firstLine())).toBe('from the owner 200');
    await interrupt(serving);
  });

  test('says the command that opens the firewall in between', async () => {
    const programs = join(folder, 'programs');
    mkdirSync(programs);
    const firewallCmd = join(programs, 'firewall-cmd');
    writeFileSync(firewallCmd, '#!/bin/sh\n[ "$1" = --state ] && echo running\n');
    chmodSync(firewallCmd, 0o755);
    const serving = startCli(['share', file, '--nearby', '--profile-dir', newProfile()], {
      env: { PATH: `${programs}:${process.env['PATH'] ?? ''}` },
    });
    const { port } = new URL(await serving.firstLine());
    await expect.poll(() => serving.said()).toContain(`: sudo firewall-cmd --add-port=${port}/tcp`);
    await interrupt(serving);
  });

  test('in no network it fails before it shares', async () => {
    const runner = ['unshare', '--net', '--'];
    const { code, stdout, stderr } = await runCli(
      ['share', file, '--nearby', '--json', '--profile-dir', newProfile()],
      {
        runner,
      },
    );
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('network-closed');
  });
});

test.runIf(hasNetwork)('mayfly request --nearby gives a page that a phone opens while the command runs', async () => {
  const { owner, phone } = network();
  const args = ['request', '--nearby', '--save-to', join(folder, 'in'), '--json', '--profile-dir', newProfile()];
  const serving = startCli(args);
  const told = JSON.parse(await serving.firstLine()) as { readonly url: string; readonly encrypted?: true };
  expect([new URL(told.url).hostname, told.encrypted]).toEqual([owner.ipv4, true]);
  const page = await got(phone, told.url);
  expect(page.endsWith(' 200')).toBe(true);
  await interrupt(serving);
  expect(await got(phone, told.url)).toBe('nobody answers');
});

test.runIf(hasNetwork)('mayfly nearby is found at the addresses of its network, and not in a VPN', async () => {
  const { owner } = network();
  owner.ip('link add wg-nearby type veth peer name wg-far');
  try {
    owner.ip('link set wg-nearby up');
    owner.ip('addr add 10.99.0.1/24 dev wg-nearby');
    const args = ['nearby', '--accept', '--to', join(folder, 'in'), '--json', '--profile-dir', newProfile()];
    const serving = startCli(args);
    await expect.poll(() => serving.said()).toContain('"nearby"');
    const said = parseLine(serving.said().trim()) as { readonly nearby: { readonly addresses: readonly string[] } };
    expect(said.nearby.addresses).toEqual([owner.ipv4, owner.ipv6]);
    await interrupt(serving);
  } finally {
    owner.ip('link del wg-nearby');
  }
});
