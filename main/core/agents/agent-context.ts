// What the calls of an agent work with: the verbs of the app that they use, the owner's rules, and what one call is.
import type { Arrival, FileRequest, FoundFileRequest } from '../model/requests/file-request';
import type { ItemResult, Shared, ShareOptions } from '../model/share-request';
import type { AgentRules } from '../model/agents/agents';
import type { Places } from '../ports/agents';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import { rulesOf } from './owner-rules';
import type { Ground } from './rules/allowed-paths';

interface RequestOptions {
  readonly title: string;
  readonly message?: string;
  readonly lifetimeSeconds: number;
  readonly files?: number;
  readonly encrypt?: boolean;
  readonly onBegun?: (requestId: string) => void;
}

/** Of the app, with what each raises there. */
export interface AgentHost {
  readonly store: Store;
  shareItems(paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]>;
  extend(shareId: string, lifetimeSeconds: number, options: { readonly copy: boolean }): Promise<Shared>;
  revoke(shareId: string): Promise<unknown>;
  requestFiles(options: RequestOptions): Promise<{ readonly request: FileRequest; readonly url: string }>;
  closeFileRequest(requestId: string): Promise<unknown>;
  fileRequest(requestId: string): FoundFileRequest;
  lookForArrivals(requestId: string): Promise<{ readonly arrivals: readonly Arrival[] }>;
  prepareFolder(folder: string): Promise<string>;
  receiveArrivals(
    requestId: string,
    options: { readonly folder: string; readonly waits: boolean; readonly signal: AbortSignal },
  ): Promise<{ readonly saved: readonly Arrival[] }>;
}

export interface AgentContext {
  readonly ports: Pick<Ports, 'ledger' | 'clock' | 'newId' | 'log' | 'policy'>;
  readonly host: AgentHost;
  readonly places: Places;
  readonly ground: Omit<Ground, 'folders'>;
  /** How long the app may take to show a question, and the owner to answer it, ms. */
  readonly times: { readonly shownMs: number; readonly answerMs: number };
}

/** Of one call. */
export interface Call {
  /** As the program calls itself, fit to be shown. */
  readonly agent: string;
  /** It is not wanted any more. */
  readonly signal: AbortSignal;
  /** The call passed the rules: it counts from now on. Raises `agent-too-often`. */
  readonly takeTurn: () => void;
}

/** As they are now: the owner may change them while an agent works. */
export const rulesNow = ({ ports }: Pick<AgentContext, 'ports'>): AgentRules => rulesOf(ports.ledger);

export const groundNow = ({ ground }: Pick<AgentContext, 'ground'>, { folders }: AgentRules): Ground => ({
  ...ground,
  folders,
});
