// What the window may know of an examination of a connection: steps with their results, in words, while it runs and after.
import type { FailureView } from './failure-view';

export type FindingStateView = 'ok' | 'note' | 'warning' | 'failed' | 'skipped';

export interface FindingView {
  /** Stable names, for tests and styles. */
  readonly step: string;
  readonly code: string;
  readonly state: FindingStateView;
  /** What was looked at, a few words; the state in words. */
  readonly title: string;
  readonly stateText: string;
  /** What was found, one sentence. */
  readonly says: string;
  /** What that means for whoever shares. */
  readonly means?: string;
  /** What can be done about it. */
  readonly mend?: string;
}

export interface ExaminationView {
  /** The connection's id, or `draft:` and the id of the connection that is being changed. */
  readonly id: string;
  /** What is being looked at; absent when it has ended. */
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
  /** What ended it. */
  readonly failure?: FailureView;
}
