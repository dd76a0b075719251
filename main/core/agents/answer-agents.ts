// The app's side of the questions of agents: shows each, one after the other, and writes down what the owner said.
import type { AgentQuestion } from '../model/agents/agents';
import { asFailure } from '../model/failure';
import type { AskAboutAgent } from '../ports/agents';
import type { Ports } from '../ports/ports';

/** After the end of a question, ms. */
const leftMs = 60_000;

export function createAgentAnswers(
  { ledger, clock, log }: Pick<Ports, 'ledger' | 'clock' | 'log'>,
  show: AskAboutAgent,
) {
  const open = new Map<string, AbortController>();
  let last: Promise<void> = Promise.resolve();

  const ask = async (question: AgentQuestion, controller: AbortController): Promise<void> => {
    const { id, untilMs } = question;
    const end = setTimeout(() => controller.abort(), Math.max(0, untilMs - clock()));
    try {
      if (controller.signal.aborted) return;
      const agrees = await show(question, controller.signal);
      // What nobody waits for is not answered: the row is gone.
      if (!controller.signal.aborted) ledger.answerAgent(id, agrees ? 'yes' : 'no');
    } catch (error) {
      log.error('a question of an agent was not shown', asFailure(error));
    } finally {
      clearTimeout(end);
      open.delete(id);
    }
  };

  return {
    /** Looks for questions, and for those that nobody waits for any more. */
    load: () => {
      const questions = ledger.agentQuestions();
      const waiting = new Set(questions.map(({ id }) => id));
      for (const [id, controller] of open) if (!waiting.has(id)) controller.abort();
      for (const question of questions) {
        const { id, untilMs, answer } = question;
        if (open.has(id) || answer !== undefined) continue;
        const nowMs = clock();
        // Its process was ended: one that lives takes its question back itself.
        if (untilMs + leftMs <= nowMs) ledger.forgetAgentQuestion(id);
        else if (nowMs < untilMs) {
          const controller = new AbortController();
          open.set(id, controller);
          ledger.questionShown(id, nowMs);
          // One after the other: a second dialog is no place to press what was meant for the first.
          last = last.then(() => ask(question, controller));
        }
      }
    },
    stop: () => {
      for (const controller of open.values()) controller.abort();
    },
  };
}

export type AgentAnswers = ReturnType<typeof createAgentAnswers>;
