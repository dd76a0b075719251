// Asks the owner in Mayfly's window, by a row of the ledger that the app shows and answers (`answer-agents.ts`). Nothing is agreed to silently.
import { setTimeout as wait } from 'node:timers/promises';
import type { AgentAction } from '../model/agents/agents';
import { Failure } from '../model/failure';
import type { AgentContext } from './agent-context';

const lookEveryMs = 200;

/** The app looks at the ledger once a second. Agents' programs wait for a call for a minute or longer, and end it by the signal. */
export const usualTimes = { shownMs: 5_000, answerMs: 120_000 };

/**
 * Resolves once the owner agreed. Raises `agent-needs-approval` where no app shows the question, `agent-declined`, `agent-unanswered`, and
 * `cancelled` when the signal fires.
 */
export async function askOwner(
  { ports, times }: Pick<AgentContext, 'ports' | 'times'>,
  agent: string,
  action: AgentAction,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, clock, newId } = ports;
  const id = newId();
  const askedAtMs = clock();
  const untilMs = askedAtMs + times.answerMs;
  ledger.askOwner({ id, agent, action, untilMs });
  try {
    for (;;) {
      const question = ledger.agentQuestion(id);
      if (question === undefined || question.answer === 'no') throw new Failure('agent-declined');
      if (question.answer === 'yes') return;
      const nowMs = clock();
      if (question.shownAtMs === undefined && nowMs >= askedAtMs + times.shownMs)
        throw new Failure('agent-needs-approval');
      if (nowMs >= untilMs) throw new Failure('agent-unanswered');
      await wait(lookEveryMs, undefined, { signal }).catch(() => {
        throw new Failure('cancelled');
      });
    }
  } finally {
    // The app takes its dialog away.
    ledger.forgetAgentQuestion(id);
  }
}
