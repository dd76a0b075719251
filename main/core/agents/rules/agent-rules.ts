// The owner's rules for agents, as a value of the ledger and as limits of one request.
import type { AgentRules, AllowedFolder } from '../../model/agents/agents';
import { Failure } from '../../model/failure';
import { objectIn } from '../../model/json-object';

/** In the ledger. */
export const rulesValue = 'agent-rules';

/** Seven days, as long as a presigned URL lives. Nothing is allowed before the owner says so. */
export const initialRules: AgentRules = { folders: [], longestSeconds: 604_800, encrypt: false };

const isFolder = (value: unknown): value is AllowedFolder => {
  const { path, asks } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof path === 'string' && path !== '' && typeof asks === 'boolean';
};

/** A value that cannot be read allows nothing. */
export function readRules(text: string | undefined): AgentRules {
  const { folders, longestSeconds, encrypt } = objectIn(text);
  const isWhole =
    Array.isArray(folders) &&
    folders.every(isFolder) &&
    Number.isSafeInteger(longestSeconds) &&
    Number(longestSeconds) > 0 &&
    typeof encrypt === 'boolean';
  return isWhole ? { folders, longestSeconds: Number(longestSeconds), encrypt } : initialRules;
}

export const writeRules = (rules: AgentRules): string => JSON.stringify(rules);

/** A folder is allowed once, as it was said last. */
export const withFolder = (rules: AgentRules, folder: AllowedFolder): AgentRules => ({
  ...rules,
  folders: [...rules.folders.filter(({ path }) => path !== folder.path), folder],
});

export const withoutFolder = (rules: AgentRules, path: string): AgentRules => ({
  ...rules,
  folders: rules.folders.filter((folder) => folder.path !== path),
});

/**
 * The lifetime that a new share gets, in seconds: what was requested, else the usual one where it is not too long. Raises `expiry-out-of-range` for a
 * request above the longest.
 */
export function lifetimeFor(
  requested: number | undefined,
  usualSeconds: number,
  { longestSeconds }: AgentRules,
): number {
  if (requested === undefined) return Math.min(usualSeconds, longestSeconds);
  if (requested > longestSeconds) throw new Failure('expiry-out-of-range', { longestSeconds });
  return requested;
}

/**
 * Checks that a share made at `createdAtMs` and extended by `seconds` from `nowMs` (Unix ms) ends within the longest lifetime of a share: extending
 * again and again is no way around it. Raises `expiry-out-of-range`.
 */
export function checkExtended(seconds: number, createdAtMs: number, nowMs: number, { longestSeconds }: AgentRules) {
  const leftSeconds = Math.floor((createdAtMs - nowMs) / 1_000) + longestSeconds;
  if (seconds > leftSeconds) throw new Failure('expiry-out-of-range', { longestSeconds: Math.max(0, leftSeconds) });
}
