// `mayfly mcp allow`, `deny`, `list`, `rules` and `calls`: what the owner says about agents, in a terminal only.
import { words } from '../../../resources/words/messages';
import { allowFolder, changeRules, denyFolder, rulesOf, type AllowNeeds } from '../../core/agents/agents';
import type { AgentCall, AgentRules } from '../../core/model/agents/agents';
import type { AgentLedger } from '../../core/ports/agents';
import { clockWords, duration, table } from '../output/format';
import { iso, jsonLine, type Terminal } from '../output/output';
import type { AgentCommand } from './agent-command';

const w = words.terminal.agents;
const shownCalls = 200;

export interface OwnerNeeds extends AllowNeeds {
  readonly ledger: AllowNeeds['ledger'] & Pick<AgentLedger, 'agentCalls'>;
  readonly terminal: Terminal;
  readonly clock: () => number;
}

const rulesJson = ({ folders, longestSeconds, encrypt }: AgentRules): string =>
  jsonLine({
    folders: folders.map(({ path, asks }) => ({ path, asks })),
    longestSeconds,
    encrypt,
  });

function printRules(rules: AgentRules, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.print(rulesJson(rules));
    return;
  }
  const rows = rules.folders.map(({ path, asks }) => [asks ? w.asks : w.asksNot, path]);
  if (rows.length > 0) terminal.print([...table([[w.columns.asks, w.columns.folder], ...rows]), '']);
  else terminal.say(`mayfly: ${w.noFolders}`);
  terminal.print([w.longest({ duration: duration(rules.longestSeconds) }), rules.encrypt ? w.encrypt : w.encryptNot]);
}

/** For programs all rules as they are now. */
function printChange(said: string, json: boolean, { ledger, terminal }: Pick<OwnerNeeds, 'ledger' | 'terminal'>): void {
  if (json) terminal.print(rulesJson(rulesOf(ledger)));
  else terminal.say(`mayfly: ${said}`);
}

function printCalls(calls: readonly AgentCall[], json: boolean, { terminal, clock }: OwnerNeeds): void {
  if (json) {
    for (const { agent, tool, atMs, about, outcome } of calls)
      terminal.print(jsonLine({ agent, tool, at: iso(atMs), about, outcome }));
    return;
  }
  if (calls.length === 0) {
    terminal.say(`mayfly: ${w.noCalls}`);
    return;
  }
  const { when, agent, tool, outcome, about } = w.columns;
  const rows = calls.map((call) => {
    const ended = call.outcome === 'done' || call.outcome === 'running' ? w[call.outcome] : call.outcome;
    return [clockWords(call.atMs, clock()), call.agent, call.tool, ended, call.about];
  });
  terminal.print(table([[when, agent, tool, outcome, about], ...rows]));
}

/** Gives the exit code. Raises `folder-missing`, `agent-folder-refused`, `bad-request`, `expiry-out-of-range`. */
export async function runOwnerCommand(
  command: AgentCommand,
  needs: OwnerNeeds,
  absolute: (path: string) => string,
): Promise<number> {
  const { ledger, terminal } = needs;
  switch (command.action) {
    case 'allow': {
      const folder = await allowFolder(needs, absolute(command.folder), command.asks);
      printChange(command.asks ? w.allowedAsking({ folder }) : w.allowed({ folder }), command.json, needs);
      return 0;
    }
    case 'deny':
      printChange(w.denied({ folder: await denyFolder(needs, absolute(command.folder)) }), command.json, needs);
      return 0;
    case 'calls':
      printCalls(ledger.agentCalls(shownCalls), command.json, needs);
      return 0;
    case 'rules': {
      const { longestSeconds, encrypt } = command;
      const changed = {
        ...(longestSeconds !== undefined && { longestSeconds }),
        ...(encrypt !== undefined && { encrypt }),
      };
      printRules(changeRules(ledger, changed), command.json, terminal);
      return 0;
    }
    default:
      printRules(rulesOf(ledger), command.json, terminal);
      return 0;
  }
}
