// What others would like to share waits here until somebody says so in the window; until then no file is opened, nothing on
// the clipboard is read, and nothing travels.
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
  /** The first few names, without their folders. */
  readonly names: readonly string[];
  readonly count: number;
}

export interface Proposals {
  readonly propose: (from: ProposedBy, proposed: Proposed) => void;
  /** Gives what was agreed to and forgets it; nothing for one that is not open (any more). */
  readonly take: (proposalId: string) => Proposed | undefined;
}

const namesTold = 20;

const factsOf = ({ id, from, proposed }: Proposal): ProposalFacts => {
  const paths = proposed.what === 'paths' ? proposed.paths : [];
  const names = paths.slice(0, namesTold).map((path) => basename(path) || path);
  return { id, from, what: proposed.what, names, count: paths.length };
};

/** One proposal at a time: a later one takes the place of the first, but files that are opened one by one add up. */
export function createProposals(newId: NewId, onChange: (proposal: ProposalFacts | undefined) => void): Proposals {
  let open: Proposal | undefined;
  const set = (next: Proposal | undefined) => {
    open = next;
    onChange(next === undefined ? undefined : factsOf(next));
  };
  const pathsBefore = (from: ProposedBy): readonly string[] =>
    open?.proposed.what === 'paths' && open.from === from ? open.proposed.paths : [];
  return {
    propose(from, next) {
      const proposed: Proposed =
        next.what === 'paths' ? { what: 'paths', paths: [...new Set([...pathsBefore(from), ...next.paths])] } : next;
      // A new id each time: who agreed to three files has not agreed to a fourth.
      set({ id: newId(), from, proposed });
    },
    take(proposalId) {
      if (open?.id !== proposalId) return undefined;
      const { proposed } = open;
      set(undefined);
      return proposed;
    },
  };
}
