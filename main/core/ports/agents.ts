// What agents did and ask, in the ledger, and where the paths that they name really lie.
import type { AgentCall, AgentQuestion, MadeByAgent } from '../model/agents/agents';

/** Calls of agents, what they made, and open questions to the owner. */
export interface AgentLedger {
  /** So many of those that count, and as many of the others; newest first. */
  agentCalls(limit: number): readonly AgentCall[];
  /** When the latest calls that count were, Unix ms, newest first. */
  countedCalls(limit: number): readonly number[];
  /** Inserts or replaces the call; of more than ten thousand the oldest go. */
  saveAgentCall(call: AgentCall): void;
  madeByAgent(id: string): MadeByAgent | undefined;
  /** All of an agent, in the order in which they were made. */
  allMadeBy(agent: string): readonly MadeByAgent[];
  /** Inserts or replaces the row, which goes with its share or request. */
  saveMadeByAgent(made: MadeByAgent): void;
  agentQuestions(): readonly AgentQuestion[];
  agentQuestion(id: string): AgentQuestion | undefined;
  askOwner(question: AgentQuestion): void;
  /** Without effect for a question that is gone. */
  questionShown(id: string, atMs: number): void;
  /** Without effect for a question that is gone. */
  answerAgent(id: string, answer: 'yes' | 'no'): void;
  forgetAgentQuestion(id: string): void;
}

/** Shows a question to the owner until it is answered or the signal fires; true: the owner agrees. */
export type AskAboutAgent = (question: AgentQuestion, signal: AbortSignal) => Promise<boolean>;

export interface Places {
  /**
   * The real path of what lies at `path`. Where nothing does, `isThere` is false and `real` is that of the nearest folder above; `undefined`: of a
   * symbolic link that leads nowhere.
   */
  placeOf(path: string): Promise<{ readonly real: string | undefined; readonly isThere: boolean }>;
  /** What is at this real path, without following a link; `undefined`: no ordinary file. */
  inspectFile(path: string): Promise<InspectedFile | undefined>;
  isFolder(path: string): Promise<boolean>;
}

export interface InspectedFile {
  readonly inode: bigint;
  /** How many names it has on its disk. */
  readonly names: number;
  /** Its first bytes, `headBytes` at most. */
  readonly head: Uint8Array;
}
