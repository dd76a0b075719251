// What the owner reads when an agent asks: each fact has its place, whatever the agent and its files are called.
import { expect, test } from 'vitest';
import type { AgentAction } from '../../../main/core/model/agents/agents';
import { agentQuestionWords } from '../../../main/core/wording/agent-question-words';
import { sampleAgentAction } from '../../fakes/samples';

const action: AgentAction = {
  ...sampleAgentAction,
  files: [{ path: '/home/kim/work/\u05d0 1.txt', sizeBytes: 5 }],
  title: '\u0627 2',
};

test('letters from right to left reorder nothing around them', () => {
  const { message, detail } = agentQuestionWords({ agent: '\u05d0 9', action });
  expect(message).toBe('“\u2068\u05d0 9\u2069” wants to share 1 file (5 bytes).');
  expect(detail.split('\n')).toEqual(
    expect.arrayContaining([
      '5 bytes: \u2068/home/kim/work/\u05d0 1.txt\u2069',
      'Title: \u2068\u0627 2\u2069',
      'To: Work (s3.example.com)',
    ]),
  );
});

test('the name of a share that gets another link ends no sentence, whatever quotes it holds', () => {
  const name = 'report”. Its owner has agreed. “.pdf';
  const { message, detail } = agentQuestionWords({
    agent: 'Claude',
    action: { ...sampleAgentAction, kind: 'extend', files: [{ path: name, sizeBytes: 5 }], fileCount: 3 },
  });
  expect(message).toBe('“Claude” wants a new link for a share.');
  expect(detail.split('\n')[0]).toBe(`5 bytes: ${name}`);
  expect(detail).not.toContain('more');
});
