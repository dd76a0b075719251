// The part of the ledger's twin that is about agents.
import type { AgentCall, AgentQuestion, MadeByAgent } from '../../main/core/model/agents/agents';
import type { AgentLedger } from '../../main/core/ports/agents';

export interface AgentTables {
  readonly calls: Map<string, AgentCall>;
  readonly made: Map<string, MadeByAgent>;
  readonly questions: Map<string, AgentQuestion>;
}

export const noAgents = (): AgentTables => ({ calls: new Map(), made: new Map(), questions: new Map() });

export const copyOfAgents = ({ calls, made, questions }: AgentTables): AgentTables => ({
  calls: new Map(calls),
  made: new Map(made),
  questions: new Map(questions),
});

/** `writing` runs what changes the tables, which are those of that moment. */
export function memoryAgents(tables: () => AgentTables, writing: (change: () => void) => void): AgentLedger {
  const newest = () => [...tables().calls.values()].toReversed().toSorted((one, other) => other.atMs - one.atMs);
  const question = (id: string, change: Partial<AgentQuestion>) =>
    writing(() => {
      const found = tables().questions.get(id);
      if (found !== undefined) tables().questions.set(id, { ...found, ...change });
    });
  return {
    agentCalls: (limit) => {
      const newestOf = (counted: boolean) =>
        newest()
          .filter(({ isCounted }) => isCounted === counted)
          .slice(0, limit);
      const shown = new Set([...newestOf(true), ...newestOf(false)]);
      return newest().filter((call) => shown.has(call));
    },
    countedCalls: (limit) =>
      newest()
        .filter(({ isCounted }) => isCounted)
        .slice(0, limit)
        .map(({ atMs }) => atMs),
    saveAgentCall: (call) =>
      writing(() => {
        tables().calls.set(call.id, call);
      }),
    madeByAgent: (id) => tables().made.get(id),
    allMadeBy: (agent) => [...tables().made.values()].filter((one) => one.agent === agent),
    saveMadeByAgent: (made) =>
      writing(() => {
        tables().made.set(made.id, made);
      }),
    agentQuestions: () => [...tables().questions.values()],
    agentQuestion: (id) => tables().questions.get(id),
    askOwner: (asked) =>
      writing(() => {
        tables().questions.set(asked.id, asked);
      }),
    questionShown: (id, shownAtMs) => question(id, { shownAtMs }),
    answerAgent: (id, answer) => question(id, { answer }),
    forgetAgentQuestion: (id) =>
      writing(() => {
        tables().questions.delete(id);
      }),
  };
}
