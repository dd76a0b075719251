// The owner's agreement: a command asks by the ledger, the app shows and answers, and silence is no agreement.
import { expect, test } from 'vitest';
import { createAgentAnswers } from '../../../main/core/agents/agents';
import { askOwner } from '../../../main/core/agents/ask-owner';
import type { AgentQuestion } from '../../../main/core/model/agents/agents';
import type { AskAboutAgent } from '../../../main/core/ports/agents';
import { asFailure } from '../../../main/core/model/failure';
import { sampleAgentAction } from '../../fakes/samples';
import { createMemoryLedgerFile } from '../../fakes/memory-ledger';

const action = sampleAgentAction;

/** An app that looks at the ledger as often as it is told to, and a command that asks. */
function opened(show: AskAboutAgent, { appRuns = true, answerMs = 60_000 } = {}) {
  const file = createMemoryLedgerFile();
  const [ofApp, ofCommand] = [file.open(), file.open()];
  let id = 0;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  const answers = createAgentAnswers({ ledger: ofApp, clock: Date.now, log }, show);
  const looks = appRuns ? setInterval(answers.load, 5) : undefined;
  const ports = {
    ledger: ofCommand,
    clock: Date.now,
    newId: () => `q${(id += 1)}`,
    log,
    policy: { now: () => ({ kind: 'none' }) as const, look: async () => false },
  };
  const asking = new AbortController();
  return {
    ledger: ofApp,
    answers,
    asking,
    ask: async () => {
      const times = { shownMs: appRuns ? 30_000 : 50, answerMs };
      return askOwner({ ports, times }, 'Agent', action, asking.signal).then(
        () => 'agreed',
        (error: unknown) => asFailure(error).code,
      );
    },
    end: () => clearInterval(looks),
  };
}

test.each([
  [true, 'agreed'],
  [false, 'agent-declined'],
])('the owner’s %s is %s, and the question is gone', async (says, told) => {
  const seen: AgentQuestion[] = [];
  const { ask, end, ledger } = opened(async (question) => {
    seen.push(question);
    return says;
  });
  expect(await ask()).toBe(told);
  end();
  expect([seen.map(({ agent, action: shown }) => [agent, shown]), ledger.agentQuestions()]).toEqual([
    [['Agent', action]],
    [],
  ]);
});

test('without an app nobody is asked, and nothing is agreed', async () => {
  const { ask, ledger } = opened(() => Promise.reject(new Error('shown')), { appRuns: false });
  expect(await ask()).toBe('agent-needs-approval');
  expect(ledger.agentQuestions()).toEqual([]);
});

test('silence ends in a refusal, and takes the dialog away', async () => {
  const taken: boolean[] = [];
  const silent: AskAboutAgent = (_, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        taken.push(true);
        // As a dialog that is taken away answers.
        resolve(true);
      });
    });
  const { ask, end, ledger } = opened(silent, { answerMs: 2_000 });
  expect(await ask()).toBe('agent-unanswered');
  end();
  expect([taken, ledger.agentQuestions()]).toEqual([[true], []]);
});

test('an agent that waits no more takes its question back', async () => {
  let shown: (() => void) | undefined;
  const isShown = new Promise<void>((resolve) => (shown = resolve));
  let took: (() => void) | undefined;
  const isGone = new Promise<void>((resolve) => (took = resolve));
  const { ask, asking, end } = opened((_, signal) => {
    shown?.();
    signal.addEventListener('abort', () => took?.());
    return new Promise(() => undefined);
  });
  const asked = ask();
  await isShown;
  asking.abort();
  expect(await asked).toBe('cancelled');
  await isGone;
  end();
});

test('questions are shown one after the other', async () => {
  let open = 0;
  let most = 0;
  const { ask, end } = opened(async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 20));
    open -= 1;
    return true;
  });
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['agreed', 'agreed', 'agreed']);
  end();
  expect(most).toBe(1);
});

test('what a process left that was ended is neither shown nor kept', () => {
  const { answers, ledger, end } = opened(() => Promise.reject(new Error('shown')));
  end();
  ledger.askOwner({ id: 'old', agent: 'Agent', action, untilMs: Date.now() - 1 });
  answers.load();
  expect(ledger.agentQuestions()).toHaveLength(1);
  ledger.askOwner({ id: 'old', agent: 'Agent', action, untilMs: Date.now() - 60_001 });
  answers.load();
  expect(ledger.agentQuestions()).toEqual([]);
});
