// Whether ufw or firewalld is active on this Linux, as far as a user may know, and whether it is known to let a port in.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { FirewallName } from '../../core/model/nearby/network-reach';

/** Of a program that answers in a moment or not at all. */
const limitMs = 2_000;
const mostBytes = 64 * 1024;

export interface FirewallPlaces {
  /** ufw(8): `ENABLED=yes`; everybody may read it. */
  readonly ufwConf: string;
  /** Its rules, of IPv4; root alone may read them. */
  readonly ufwRules: string;
  /** firewall-cmd(1). */
  readonly firewallCmd: string;
}

const systemPlaces: FirewallPlaces = {
  ufwConf: '/etc/ufw/ufw.conf',
  ufwRules: '/etc/ufw/user.rules',
  firewallCmd: 'firewall-cmd',
};

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Standard output; `undefined` where it is not there, or fails. */
const answerOf = (program: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    const options = { timeout: limitMs, maxBuffer: mostBytes, env: { ...process.env, LC_ALL: 'C' } };
    execFile(program, args, options, (error, output) => resolve(error === null ? output.trim() : undefined));
  });

/** Of the rules as `ufw allow` writes them; a rule for a range or a program counts as none. */
const letsIn = (rules: string, port: number): boolean =>
  rules.split('\n').some((line) => new RegExp(`^### tuple ### allow (tcp|any) ${port} `).test(line));

/** Raises nothing. A firewall that cannot be asked counts as none. */
export async function firewallBefore(
  port: number,
  places: FirewallPlaces = systemPlaces,
): Promise<FirewallName | undefined> {
  if (/^\s*ENABLED\s*=\s*"?yes"?\s*$/im.test(await textOf(places.ufwConf))) {
    return letsIn(await textOf(places.ufwRules), port) ? undefined : 'ufw';
  }
  if ((await answerOf(places.firewallCmd, ['--state'])) !== 'running') return undefined;
  const isIn = (await answerOf(places.firewallCmd, [`--query-port=${port}/tcp`])) === 'yes';
  return isIn ? undefined : 'firewalld';
}
