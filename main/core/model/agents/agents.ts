// What programs that act for the user (agents) may do, what they did, and what the owner is asked about: rows and values of the ledger, without a
// link or a secret.
import type { FailureCode } from '../failure';

/** A folder from which agents may share, and into which they may save. */
export interface AllowedFolder {
  /** Its real path when it was allowed. */
  readonly path: string;
  /** The owner agrees to each share in Mayfly's window. */
  readonly asks: boolean;
}

/** Begins the name that the owner gave an agent; no name that a program claims begins with it. */
export const ownersMark = '@';

/** What the owner set, in a terminal only. */
export interface AgentRules {
  readonly folders: readonly AllowedFolder[];
  /** Seconds between the making of a share and the end of its last link, at most. */
  readonly longestSeconds: number;
  /** Everything that agents share is encrypted. */
  readonly encrypt: boolean;
}

export const agentTools = [
  'share_files',
  'request_files',
  'list_shares',
  'extend',
  'revoke',
  'list_arrivals',
  'save_arrivals',
] as const;
export type AgentTool = (typeof agentTools)[number];

/** One call of a tool. */
export interface AgentCall {
  readonly id: string;
  /** As the program calls itself; nobody checked it. */
  readonly agent: string;
  readonly tool: AgentTool;
  /** Unix ms. */
  readonly atMs: number;
  /** Names of files, or the ID that was given; nobody checked it. */
  readonly about: string;
  /** It passed the rules and counts for `turns`. */
  readonly isCounted: boolean;
  /** `running`: it has not ended, or its process was ended. */
  readonly outcome: 'running' | 'done' | FailureCode;
}

/** A share or a file request that an agent made. */
export interface MadeByAgent {
  /** Of the share or request. */
  readonly id: string;
  readonly kind: 'share' | 'request';
  readonly agent: string;
  /** The allowed folder that all its files came from, empty where there were several; of a request where its files are saved. */
  readonly folder: string;
}

/** What an agent wants to do, as the owner sees it. */
export interface AgentAction {
  readonly kind: 'share' | 'request' | 'extend';
  /** The first of them, with their paths on this computer. */
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  readonly fileCount: number;
  readonly sizeBytes: number;
  /** Of a request: what its page says, and the folder for what comes. */
  readonly title?: string;
  readonly message?: string;
  readonly folder?: string;
  readonly connectionName: string;
  /** Of its endpoint. */
  readonly host: string;
  readonly lifetimeSeconds: number;
  readonly encrypted: boolean;
}

/** A question to the owner, which a command asks and the app shows. */
export interface AgentQuestion {
  readonly id: string;
  readonly agent: string;
  readonly action: AgentAction;
  /** Unix ms: nobody answers it afterwards. */
  readonly untilMs: number;
  /** Unix ms: when the app showed it. */
  readonly shownAtMs?: number;
  readonly answer?: 'yes' | 'no';
}

/** So many files of a question are named. */
export const mostNamedFiles = 12;
