// `mayfly policy`: the rules that the organisation set on this computer, and where they are from.
import { words } from '../../../resources/words/messages';
import { ruledOffers } from '../../core/model/policy/organisation-rule';
import { unreadable, type Policy, type PolicyRead } from '../../core/model/policy/policy';
import type { PolicyCommand } from './policy-command';
import { duration, table } from '../output/format';
import { jsonLine, type Terminal } from '../output/output';

const w = words.terminal.policy;

const listed = (names: readonly string[]): string => (names.length === 0 ? w.none : names.join(', '));

function rows(policy: Policy): readonly (readonly [string, string])[] {
  const { allowedEndpoints, allowedBuckets, longestLifetimeSeconds, encryption } = policy;
  const offers = ruledOffers.flatMap((offer): readonly (readonly [string, string])[] => {
    const isOn = policy[offer];
    return isOn === undefined ? [] : [[w.rules[offer], isOn ? w.allowed : w.off]];
  });
  return [
    ...(allowedEndpoints === undefined ? [] : [[w.rules.allowedEndpoints, listed(allowedEndpoints)] as const]),
    ...(allowedBuckets === undefined ? [] : [[w.rules.allowedBuckets, listed(allowedBuckets)] as const]),
    ...(longestLifetimeSeconds === undefined
      ? []
      : [[w.rules.longestLifetimeSeconds, duration(longestLifetimeSeconds)] as const]),
    ...(encryption === undefined ? [] : [[w.rules.encryption, w.demanded] as const]),
    ...offers,
  ];
}

/** Gives the exit code. Raises `policy-unreadable`. */
export function printPolicy({ json }: PolicyCommand, read: PolicyRead, terminal: Terminal): number {
  if (read.kind === 'unreadable') throw unreadable(read);
  if (json) {
    const rules = read.kind === 'holds' ? read.policy : {};
    terminal.print(
      jsonLine({ holds: read.kind === 'holds', ...(read.from !== undefined && { from: read.from }), rules }),
    );
  } else if (read.kind === 'none') {
    terminal.print(read.from === undefined ? w.noRules : w.noRulesAt({ place: read.from }));
  } else {
    terminal.print([w.heading({ place: read.from }), ...table(rows(read.policy))]);
  }
  return 0;
}
