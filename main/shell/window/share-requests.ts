// Holds a share that another program proposes until the user agrees in the window; before, no file is opened, nothing on
// the clipboard is read, and nothing is uploaded.
import { basename } from 'node:path';
import type { Proposed } from '../../core/model/share-request';
import type { NewId } from '../../core/model/system';

/** `link`: a `mayfly:` link asks, which may come from any web page; `desktop`: something was opened with Mayfly. */
export type ProposedBy = 'link' | 'desktop';

interface Proposal {
  readonly id: string;
  readonly from: ProposedBy;
  readonly proposed: Proposed;
}

export interface ProposalFacts {
  readonly id: string;
  readonly from: ProposedBy;
  readonly what: Proposed['what'];
  /** The first few file names, without folders. */
  readonly names: readonly string[];
  readonly count: number;
}

const namesTold = 20;

const factsOf = ({ id, from, proposed }: Proposal): ProposalFacts => {
  const paths = proposed.what === 'paths' ? proposed.paths : [];
  const names = paths.slice(0, namesTold).map((path) => basename(path) || path);
  return { id, from, what: proposed.what, names, count: paths.length };
};

/** One proposal at a time: a later one replaces it, but files opened one by one add up. */
export function createProposals(newId: NewId, onChange: (proposal: ProposalFacts | undefined) => void) {
  let open: Proposal | undefined;
  const set = (next: Proposal | undefined) => {
    open = next;
    onChange(next === undefined ? undefined : factsOf(next));
  };
  const pathsBefore = (from: ProposedBy): readonly string[] =>
    open?.proposed.what === 'paths' && open.from === from ? open.proposed.paths : [];
  return {
    propose: (from: ProposedBy, next: Proposed) => {
      const proposed: Proposed =
        next.what === 'paths' ? { what: 'paths', paths: [...new Set([...pathsBefore(from), ...next.paths])] } : next;
      // A new id for each change: agreeing to three files is not agreeing to a fourth.
      set({ id: newId(), from, proposed });
    },
    /** Removes and returns the proposal with that id; undefined when it is not open any more. */
    take: (proposalId: string): Proposed | undefined => {
      if (open?.id !== proposalId) return undefined;
      const { proposed } = open;
      set(undefined);
      return proposed;
    },
  };
}

export type Proposals = ReturnType<typeof createProposals>;
