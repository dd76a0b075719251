// `mayfly mcp` on the same services as the window. The protocol's library is loaded here, and by no other command.
import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { version } from '../../package.json';
import { words } from '../../resources/words/messages';
import { cacheDir, defaultProfileDir, homeFolder } from '../adapters/files/profile-folder';
import { openLedger } from '../adapters/ledger/ledger';
import { places } from '../adapters/agents/places';
import { createAgentVerbs, usualTimes, type Caller } from '../core/agents/agents';
import { createApp } from '../core/app/compose';
import { asFailure } from '../core/model/failure';
import { visibleJson } from '../core/model/visible-text';
import type { AgentCommand } from '../terminal/agents/agent-command';
import { runOwnerCommand } from '../terminal/agents/owner-commands';
import { failureLine, warningLine, type Terminal } from '../terminal/output/output';
import type { Built } from './built';
import type { Interruption } from './interruption';
import { savingLast } from './saving-last';
import { createTerminalPorts } from './terminal-ports';

const clock = () => Date.now();

/** As it is, or as it will be. */
const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
};

/** Gives the exit code. Raises as `runOwnerCommand`. */
export async function runForAgents(
  command: AgentCommand,
  built: Built,
  terminal: Terminal,
  interruption: Interruption,
): Promise<number> {
  const profileDir = resolve(command.profileDir ?? process.env['MAYFLY_PROFILE_DIR'] ?? defaultProfileDir());
  // The usual profile too, whichever this one is.
  const own = [...new Set([profileDir, defaultProfileDir(), cacheDir()].map(realOf))];
  const ground = { own, separator: sep };
  if (command.action === 'serve') return serve(command, { profileDir, built, ground }, terminal, interruption);
  const { ledger, warning } = openLedger(profileDir, {
    begins: command.action === 'allow' || command.action === 'rules',
  });
  try {
    if (warning !== undefined) terminal.say(warningLine(warning, command.json));
    const needs = { ledger, places, ground: { ...ground, home: realOf(homeFolder()) }, terminal, clock };
    return await runOwnerCommand(command, needs, (path) => resolve(path));
  } finally {
    ledger.close();
  }
}

interface Where {
  readonly profileDir: string;
  readonly built: Built;
  readonly ground: { readonly own: readonly string[]; readonly separator: string };
}

async function serve(
  command: AgentCommand,
  { profileDir, built, ground }: Where,
  terminal: Terminal,
  interruption: Interruption,
): Promise<number> {
  if (process.stdin.isTTY) terminal.say(`mayfly: ${words.terminal.agents.serves}`);
  const verbose = command.verbose === true;
  const { json: saysJson, passphraseFd } = command;
  const needs = { begins: true, serves: true, json: saysJson, hints: !saysJson, verbose, passphraseFd };
  const ports = await createTerminalPorts(profileDir, built, terminal, needs);
  const app = createApp(ports, { stays: true, maintains: false });
  await app.start();
  const verbs = createAgentVerbs({ ports, host: app, places, ground, times: usualTimes });
  const json = async (made: Promise<object>): Promise<string> => {
    try {
      return visibleJson(JSON.stringify(await made));
    } finally {
      // Nobody reads them here, and this process may live for days.
      for (const { id } of app.store.get().notices) app.dismissNotice(id);
    }
  };
  try {
    const { serveAgents } = await import('../adapters/agents/mcp-server');
    const tools = {
      callerOf: (claimed: string | undefined, signal: AbortSignal): Caller => ({
        claimed,
        ...(command.action === 'serve' && command.as !== undefined && { given: command.as }),
        signal,
      }),
      failureText: (error: unknown) => failureLine(asFailure(error), true),
      run: {
        share_files: ({ paths, lifetime_seconds: lifetimeSeconds, encrypt }, caller) =>
          json(verbs.shareFiles({ paths, lifetimeSeconds, encrypt }, caller)),
        request_files: ({ title, message, folder, lifetime_seconds: lifetimeSeconds, most_files: files }, caller) =>
          json(verbs.requestFiles({ title, message, folder, lifetimeSeconds, files }, caller)),
        list_shares: (_, caller) => json(verbs.listShares(caller)),
        extend: ({ id, lifetime_seconds: lifetimeSeconds }, caller) =>
          json(verbs.extend({ id, lifetimeSeconds }, caller)),
        revoke: ({ id }, caller) => json(verbs.revoke({ id }, caller)),
        list_arrivals: ({ id }, caller) => json(verbs.listArrivals({ id }, caller)),
        save_arrivals: ({ id }, caller) => json(verbs.saveArrivals({ id }, caller)),
      },
    } satisfies Parameters<typeof serveAgents<Caller>>[0];
    const { signal } = interruption;
    await interruption.within(serveAgents(tools, { version, signal }));
    return signal.aborted ? 130 : 0;
  } finally {
    await app.stop(savingLast(command.json, terminal, interruption));
  }
}
