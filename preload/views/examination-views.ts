// An examination of a connection as the window sees it, while it runs and afterwards: steps with their results, in words.
import type { FailureView } from './failure-view';

export type FindingStateView = 'ok' | 'note' | 'warning' | 'failed' | 'skipped';

export interface FindingView {
  /** Stable names, for tests and styles. */
  readonly step: string;
  readonly code: string;
  readonly state: FindingStateView;
  /** Name of the step, and its state, in words. */
  readonly title: string;
  readonly stateText: string;
  /** The finding, one sentence. */
  readonly says: string;
  /** Consequence for sharing. */
  readonly means?: string;
  /** What can be done about it. */
  readonly mend?: string;
}

export interface ExaminationView {
  /** The connection's id, or `draft:` and the id of the connection that is being changed. */
  readonly id: string;
  /** Current step; absent after the end. */
  readonly running?: string;
  /** Of an examination that has ended, and in a sentence. */
  readonly verdict?: 'works' | 'limited' | 'fails' | 'cut-off';
  readonly verdictText?: string;
  /** Unix ms. */
  readonly endedAtMs?: number;
  /** One per step, in order. */
  readonly findings: readonly FindingView[];
  /** How many steps have no finding yet. */
  readonly stepsLeft: number;
  /** Place according to the server, where it differs from the connection. */
  readonly corrected?: {
    readonly endpoint: string;
    readonly region: string;
    readonly addressing: 'path' | 'virtual-host';
  };
  /** That in a sentence. */
  readonly correctedText?: string;
  /** A policy with the rights that are missing, and where to put it. */
  readonly policy?: { readonly text: string; readonly where: string };
  /** Failure that ended the examination. */
  readonly failure?: FailureView;
}
