// Which lifetimes a person can pick, and why a typed one is refused.
import { readDuration } from '../../../resources/words/typed-units';
import { formats } from '../state/format';
import { words } from '../state/words';

const minSeconds = 1;
/** The limit of most providers: SigV4's longest presigned lifetime, seven days. */
export const usualMaxSeconds = 604_800;

export const presetSeconds = [900, 3600, 86_400, 604_800] as const;

/** The offers up to a provider's limit, which is the last of them. */
export const presetsUpTo = (maxSeconds: number): readonly number[] => [
  ...presetSeconds.filter((seconds) => seconds < maxSeconds),
  maxSeconds,
];

export type ExpiryUnit = keyof typeof words.expiry.units;

const unitSeconds: Record<ExpiryUnit, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
export const expiryUnits: readonly ExpiryUnit[] = ['seconds', 'minutes', 'hours', 'days'];

export interface CustomExpiry {
  /** As typed. */
  readonly amount: string;
  readonly unit: ExpiryUnit;
}

export type ExpiryCheck =
  | { readonly ok: true; readonly seconds: number }
  | { readonly ok: false; readonly reason: string };

/** Of `36h` or `1 day 12 hours`, which say their unit themselves; `undefined` for a number alone. */
const ownSeconds = ({ amount }: CustomExpiry): number | undefined =>
  /^[\d\s]*$/.test(amount) ? undefined : readDuration(amount);

/** Lets the unit follow what was typed with a unit of its own. */
export function followUnit(typed: CustomExpiry): CustomExpiry {
  const seconds = ownSeconds(typed);
  return seconds === undefined || seconds === 0 ? typed : { ...typed, unit: customFromSeconds(seconds).unit };
}

/** Another unit for the same number. */
export function withUnit(typed: CustomExpiry, unit: ExpiryUnit): CustomExpiry {
  const seconds = ownSeconds(typed);
  return { amount: seconds === undefined ? typed.amount : customFromSeconds(seconds).amount, unit };
}

/** Reads a typed lifetime; a fraction is fine as long as whole seconds come out (`1.5` hours, not `1.5` seconds). */
export function checkCustomExpiry({ amount, unit }: CustomExpiry, maxSeconds = usualMaxSeconds): ExpiryCheck {
  const text = amount.trim().replace(',', '.');
  if (text === '') return { ok: false, reason: words.expiry.empty };
  const own = ownSeconds({ amount, unit });
  if (own === undefined && !/^-?\d+(\.\d+)?$/.test(text)) return { ok: false, reason: words.expiry.notNumber };
  // 0.1 h × 3600 is 360.00000000000006 in binary: compare after rounding to a millionth.
  const exact = own ?? Number(text) * unitSeconds[unit];
  const seconds = Math.round(exact);
  if (exact < minSeconds) return { ok: false, reason: words.expiry.tooShort };
  if (exact > maxSeconds) {
    return { ok: false, reason: words.expiry.tooLong({ longest: formats.lifetime(maxSeconds) }) };
  }
  if (Math.abs(exact - seconds) > 1e-6) return { ok: false, reason: words.expiry.notWhole };
  return { ok: true, seconds };
}

/** The largest unit that gives a whole number: 5400 becomes 90 minutes. */
export function customFromSeconds(seconds: number): CustomExpiry {
  const unit = expiryUnits.findLast((name) => seconds % unitSeconds[name] === 0) ?? 'seconds';
  return { amount: String(seconds / unitSeconds[unit]), unit };
}

/** Whether a lifetime is one of the offered ones. */
export function isPreset(seconds: number, maxSeconds = usualMaxSeconds): boolean {
  return presetsUpTo(maxSeconds).includes(seconds);
}
