// What other rooms use of this one: the tools of agents, the owner's rules for them, and the questions to the owner.
import { words } from '../../../resources/words/messages';
import type { AgentTool } from '../model/agents/agents';
import { asFailure, Failure } from '../model/failure';
import { checkOffer } from '../model/policy/policy';
import type { AgentContext, Call } from './agent-context';
import { listArrivals, requestFiles, saveArrivals, type AgentRequestOptions } from './agent-requests';
import { extendShare, listOwn, revokeOwn, shareFiles, type ShareOptions } from './agent-shares';
import { aboutWords, agentName } from './rules/agent-name';
import { hasTurn, mostCalls } from './rules/turns';

export type { AgentContext } from './agent-context';
export { usualTimes } from './ask-owner';
export { createAgentAnswers, type AgentAnswers } from './answer-agents';
export { allowFolder, changeRules, denyFolder, rulesOf, type AllowNeeds } from './owner-rules';
export type { AgentRequestOptions, ShareOptions };

export interface OfOne {
  readonly id: string;
}

/** Who calls: `claimed` is what the program calls itself, unchecked; `given` the name that the owner gave it, which counts in its place. */
export interface Caller {
  readonly claimed: string | undefined;
  readonly given?: string;
  readonly signal: AbortSignal;
}

/** Each call is a row of the ledger, whatever becomes of it. Each raises what its verb raises, and `set-by-organisation`. */
export function createAgentVerbs(context: AgentContext) {
  const { ledger, clock, newId, log, policy } = context.ports;

  const noted = async <T>(
    tool: AgentTool,
    named: readonly string[],
    { claimed, given, signal }: Caller,
    run: (call: Call) => Promise<T> | T,
  ): Promise<T> => {
    const agent = agentName(claimed, words.terminal.agents.unnamed, given);
    const call = { id: newId(), agent, tool, atMs: clock(), about: aboutWords(named) };
    let isCounted = false;
    ledger.saveAgentCall({ ...call, isCounted, outcome: 'running' });
    const takeTurn = () => {
      // Two calls at once, and two servers, count together.
      ledger.together(() => {
        if (!hasTurn(ledger.countedCalls(mostCalls), clock())) throw new Failure('agent-too-often');
        isCounted = true;
        ledger.saveAgentCall({ ...call, isCounted, outcome: 'running' });
      });
    };
    try {
      checkOffer(policy.now(), 'agents');
      const made = await run({ agent, signal, takeTurn });
      ledger.saveAgentCall({ ...call, isCounted, outcome: 'done' });
      log.info(`agent: ${tool} done`);
      return made;
    } catch (error) {
      const { code } = asFailure(error);
      ledger.saveAgentCall({ ...call, isCounted, outcome: code });
      log.info(`agent: ${tool} ${code}`);
      throw error;
    }
  };

  return {
    shareFiles: (options: ShareOptions, caller: Caller): Promise<object> =>
      noted('share_files', options.paths, caller, (call) => shareFiles(context, options, call)),
    requestFiles: (options: AgentRequestOptions, caller: Caller): Promise<object> =>
      noted('request_files', [options.title, options.folder], caller, (call) => requestFiles(context, options, call)),
    listShares: (caller: Caller): Promise<object> => noted('list_shares', [], caller, (call) => listOwn(context, call)),
    extend: (options: OfOne & { readonly lifetimeSeconds: number }, caller: Caller): Promise<object> =>
      noted('extend', [options.id], caller, (call) => extendShare(context, options, call)),
    revoke: (options: OfOne, caller: Caller): Promise<object> =>
      noted('revoke', [options.id], caller, (call) => revokeOwn(context, options, call)),
    listArrivals: (options: OfOne, caller: Caller): Promise<object> =>
      noted('list_arrivals', [options.id], caller, (call) => listArrivals(context, options, call)),
    saveArrivals: (options: OfOne, caller: Caller): Promise<object> =>
      noted('save_arrivals', [options.id], caller, (call) => saveArrivals(context, options, call)),
  };
}
