// Shows the questions that commands of agents leave in the ledger; most profiles have none, and load nothing for it.
import type { AgentAnswers } from '../agents/agents';
import { onceLoaded } from '../async/verbs';
import { asFailure } from '../model/failure';
import type { Ports } from '../ports/ports';

/** Does nothing in a process that shows no dialogs. */
export function followAgents(ports: Pick<Ports, 'ledger' | 'clock' | 'log' | 'askAboutAgent'>): AgentAnswers {
  const { ledger, log, askAboutAgent } = ports;
  if (askAboutAgent === undefined) return { load: () => undefined, stop: () => undefined };
  const opened = onceLoaded(async () => (await import('../agents/agents')).createAgentAnswers(ports, askAboutAgent));
  let isUsed = false;
  const withAnswers = (use: (answers: AgentAnswers) => void) => {
    opened()
      .then(use)
      .catch((error: unknown) => log.error('agents are not heard', asFailure(error)));
  };
  return {
    load() {
      if (!isUsed && ledger.agentQuestions().length === 0) return;
      isUsed = true;
      withAnswers((answers) => answers.load());
    },
    stop() {
      if (isUsed) withAnswers((answers) => answers.stop());
    },
  };
}
