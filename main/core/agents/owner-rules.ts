// The owner's rules for agents: which folders, how long, how encrypted. No tool of an agent comes here.
import type { AgentRules } from '../model/agents/agents';
import { checkLifetime } from '../model/expiry';
import { Failure } from '../model/failure';
import type { Places } from '../ports/agents';
import type { Ledger } from '../ports/ledger';
import { readRules, rulesValue, withFolder, withoutFolder, writeRules } from './rules/agent-rules';
import { whyNotAllowed, type Ground } from './rules/allowed-paths';

type Values = Pick<Ledger, 'value' | 'saveValue' | 'together'>;

export const rulesOf = (ledger: Pick<Ledger, 'value'>): AgentRules => readRules(ledger.value(rulesValue));

const change = (ledger: Values, changed: (rules: AgentRules) => AgentRules): AgentRules =>
  ledger.together(() => {
    const rules = changed(rulesOf(ledger));
    ledger.saveValue(rulesValue, writeRules(rules));
    return rules;
  });

export interface AllowNeeds {
  readonly ledger: Values;
  readonly places: Places;
  readonly ground: Pick<Ground, 'own' | 'separator'> & { readonly home: string };
}

/** Opens a folder to agents; gives its real path. Raises `folder-missing`, `agent-folder-refused`. */
export async function allowFolder({ ledger, places, ground }: AllowNeeds, path: string, asks: boolean) {
  const fileName = path.split(ground.separator).findLast((part) => part !== '') ?? path;
  const { real, isThere } = await places.placeOf(path);
  if (real === undefined || !isThere) throw new Failure('folder-missing', { fileName });
  const reason = (await places.isFolder(real)) ? whyNotAllowed(real, ground) : 'it is no folder of files';
  if (reason !== undefined) throw new Failure('agent-folder-refused', { fileName, reason });
  change(ledger, (rules) => withFolder(rules, { path: real, asks }));
  return real;
}

/** By its real path, or as it was told: the folder may be gone. Raises `bad-request` for one that is not open. */
export async function denyFolder({ ledger, places }: Pick<AllowNeeds, 'ledger' | 'places'>, path: string) {
  const { real, isThere } = await places.placeOf(path);
  const known = rulesOf(ledger).folders.find(
    (folder) => folder.path === (isThere ? real : path) || folder.path === path,
  );
  if (known === undefined) {
    throw new Failure('bad-request', { reason: 'agents were not allowed this folder; mayfly mcp list shows theirs' });
  }
  change(ledger, (rules) => withoutFolder(rules, known.path));
  return known.path;
}

/** Raises `expiry-out-of-range`. */
export function changeRules(
  ledger: Values,
  { longestSeconds, encrypt }: { readonly longestSeconds?: number; readonly encrypt?: boolean },
): AgentRules {
  return change(ledger, (rules) => ({
    ...rules,
    ...(longestSeconds !== undefined && { longestSeconds: checkLifetime(longestSeconds) }),
    ...(encrypt !== undefined && { encrypt }),
  }));
}
