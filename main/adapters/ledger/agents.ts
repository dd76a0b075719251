// Calls of agents, what they made, and their questions to the owner, as rows.
import { agentTools, type AgentCall, type AgentQuestion, type MadeByAgent } from '../../core/model/agents/agents';
import { failureRules, type FailureCode } from '../../core/model/failure';
import type { AgentLedger } from '../../core/ports/agents';
import { number, object, oneOf, text, maybe, truth, listOf, type Read } from '../files/shapes';
import { columns, flag, maybeNumber, maybeText } from './columns';
import type { Statements } from './statements';

export const agentTables = `
CREATE TABLE agent_calls (
  id TEXT PRIMARY KEY,
  agent TEXT NOT NULL,
  tool TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  about TEXT NOT NULL,
  is_counted INTEGER NOT NULL CHECK (is_counted IN (0, 1)),
  outcome TEXT NOT NULL
) STRICT;
CREATE INDEX agent_calls_newest ON agent_calls (at_ms DESC);
CREATE TABLE made_by_agents (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('share', 'request')),
  agent TEXT NOT NULL,
  folder TEXT NOT NULL
) STRICT;
CREATE TRIGGER made_by_agents_goes_with_share AFTER DELETE ON shares
  BEGIN DELETE FROM made_by_agents WHERE id = OLD.id; END;
CREATE TRIGGER made_by_agents_goes_with_request AFTER DELETE ON file_requests
  BEGIN DELETE FROM made_by_agents WHERE id = OLD.id; END;
CREATE TABLE agent_questions (
  id TEXT PRIMARY KEY,
  agent TEXT NOT NULL,
  wish TEXT NOT NULL,
  until_ms INTEGER NOT NULL,
  shown_at_ms INTEGER,
  answer TEXT CHECK (answer IN ('yes', 'no'))
) STRICT;
`;

/** Of those that count for `turns`, and as many of the others: a flood of questions pushes out no share. */
const mostCalls = 1_000;

const newestCalls = (isCounted: 0 | 1): string =>
  `SELECT id FROM agent_calls WHERE is_counted = ${isCounted} ORDER BY at_ms DESC, rowid DESC`;

/** A code of a newer Mayfly is one that this one cannot explain. */
const outcome: Read<AgentCall['outcome']> = (value) => {
  const found = text(value);
  if (found === 'running' || found === 'done') return found;
  return Object.hasOwn(failureRules, found) ? (found as FailureCode) : 'unexpected';
};

const calls = columns({
  id: text,
  agent: text,
  tool: oneOf(...agentTools),
  atMs: number,
  about: text,
  isCounted: flag,
  outcome,
});
const made = columns({ id: text, kind: oneOf('share', 'request'), agent: text, folder: text });
const questions = columns({
  id: text,
  agent: text,
  wish: text,
  untilMs: number,
  shownAtMs: maybeNumber,
  answer: maybe(oneOf('yes', 'no')),
});
const actions = object({
  kind: oneOf('share', 'request', 'extend'),
  files: listOf(object({ path: text, sizeBytes: number })),
  fileCount: number,
  sizeBytes: number,
  title: maybeText,
  message: maybeText,
  folder: maybeText,
  connectionName: text,
  host: text,
  lifetimeSeconds: number,
  encrypted: truth,
});

const toQuestion = (row: unknown): AgentQuestion => {
  const { wish, ...rest } = questions.read(row);
  return { ...rest, action: actions(JSON.parse(wish)) };
};

export const agentsOn = ({
  run,
  all,
  one,
  replace,
}: Pick<Statements, 'run' | 'all' | 'one' | 'replace'>): AgentLedger => ({
  agentCalls: (limit) =>
    all(
      `SELECT * FROM agent_calls WHERE id IN (${newestCalls(1)} LIMIT :limit) OR id IN (${newestCalls(0)} LIMIT :limit)
       ORDER BY at_ms DESC, rowid DESC`,
      { limit },
    ).map((row) => calls.read(row)),
  countedCalls: (limit) =>
    all('SELECT at_ms FROM agent_calls WHERE is_counted = 1 ORDER BY at_ms DESC LIMIT :limit', { limit }).map((row) =>
      number((row as { readonly at_ms: unknown }).at_ms),
    ),
  saveAgentCall(call) {
    replace('agent_calls', calls.write(call));
    run(`DELETE FROM agent_calls WHERE id IN (${newestCalls(call.isCounted ? 1 : 0)} LIMIT -1 OFFSET :most)`, {
      most: mostCalls,
    });
  },
  madeByAgent(id) {
    const row = one('SELECT * FROM made_by_agents WHERE id = :id', { id });
    return row === undefined ? undefined : (made.read(row) satisfies MadeByAgent);
  },
  allMadeBy: (agent) =>
    all('SELECT * FROM made_by_agents WHERE agent = :agent ORDER BY rowid', { agent }).map((row) => made.read(row)),
  saveMadeByAgent: (row) => replace('made_by_agents', made.write(row)),
  agentQuestions: () => all('SELECT * FROM agent_questions ORDER BY rowid').map(toQuestion),
  agentQuestion(id) {
    const row = one('SELECT * FROM agent_questions WHERE id = :id', { id });
    return row === undefined ? undefined : toQuestion(row);
  },
  askOwner: ({ action, ...rest }) =>
    replace('agent_questions', questions.write({ ...rest, wish: JSON.stringify(action) })),
  questionShown: (id, atMs) => run('UPDATE agent_questions SET shown_at_ms = :at WHERE id = :id', { id, at: atMs }),
  answerAgent: (id, answer) => run('UPDATE agent_questions SET answer = :answer WHERE id = :id', { id, answer }),
  forgetAgentQuestion: (id) => run('DELETE FROM agent_questions WHERE id = :id', { id }),
});
