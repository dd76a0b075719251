// What the rules of an organisation make of one connection, and the judges that read it where something is given away.
import type { Reason, ReasonValues } from '../../../../resources/words/reasons';
import { Failure } from '../failure';

/** What an administrator may switch off. */
export const ruledOffers = ['shortLinks', 'fileRequests', 'network', 'updates', 'agents'] as const;
export type RuledOffer = (typeof ruledOffers)[number];

/** What the rules make of one connection; absent: nothing. Never saved. */
export interface OrganisationRule {
  /** It gives nothing away: neither a link nor a byte. */
  readonly refuses?: Failure;
  readonly longestSeconds?: number;
  readonly demandsEncryption?: true;
  /** Of `shortLinks` and `fileRequests` those that are switched off. */
  readonly without: readonly RuledOffer[];
}

/** The part of a connection that the judges read. */
export interface Organised {
  readonly name: string;
  readonly organisation?: OrganisationRule;
}

/** The refusal of a rule, and which it is. */
export const byOrganisation = (reason: Reason, reasonValues?: ReasonValues): Failure =>
  new Failure('set-by-organisation', { reason, ...(reasonValues !== undefined && { reasonValues }) });

/** Why something that is switched off is refused. */
export const refusedOffers = {
  shortLinks: 'short links are off',
  fileRequests: 'file requests are off',
  network: 'sharing in the local network is off',
  updates: 'updates are off',
  agents: 'agents may not use Mayfly',
} as const satisfies Readonly<Record<RuledOffer, Reason>>;

/** Raises `set-by-organisation` for a place that is not allowed, and `policy-unreadable`. */
export function checkUsable({ name, organisation }: Organised): void {
  const refuses = organisation?.refuses;
  if (refuses !== undefined) throw new Failure(refuses.code, { ...refuses.detail, connectionName: name });
}

/** Why the connection must not offer that. */
export const refusalFor = ({ organisation }: Organised, offer: 'shortLinks' | 'fileRequests'): Failure | undefined =>
  organisation?.refuses ??
  (organisation?.without.includes(offer) === true ? byOrganisation(refusedOffers[offer]) : undefined);

/** Raises `set-by-organisation` where the connection must not offer that, and what `checkUsable` raises. */
export function checkOffersOf(connection: Organised, offer: 'shortLinks' | 'fileRequests'): void {
  checkUsable(connection);
  const refusal = refusalFor(connection, offer);
  if (refusal !== undefined) throw refusal;
}

export const lacks = ({ organisation }: Pick<Organised, 'organisation'>, offer: RuledOffer): boolean =>
  organisation?.without.includes(offer) === true;

/** Raises `set-by-organisation` for a requested lifetime (seconds) beyond the longest; a default is cut instead. */
export function checkRequested({ organisation }: Pick<Organised, 'organisation'>, seconds: number | undefined): void {
  const longest = organisation?.longestSeconds;
  if (longest === undefined || seconds === undefined || seconds <= longest) return;
  throw tooLong(longest);
}

/** Raises `set-by-organisation` for a share that would be kept alive beyond the longest lifetime. Both times are Unix ms. */
export function checkKept({ organisation }: Pick<Organised, 'organisation'>, untilMs: number, nowMs: number): void {
  const longest = organisation?.longestSeconds;
  if (longest !== undefined && untilMs > nowMs + longest * 1_000) throw tooLong(longest);
}

const tooLong = (seconds: number): Failure =>
  byOrganisation('no link lives longer than {{seconds}} seconds', { seconds });
