// The rules that an organisation sets for every Mayfly on a computer, and what they make of one connection.
import type { Reason, ReasonValues } from '../../../../resources/words/reasons';
import type { Connection } from '../connection';
import { Failure } from '../failure';
import { byOrganisation, checkUsable, refusedOffers, type Organised, type RuledOffer } from './organisation-rule';

/** Absent fields rule nothing. */
export interface Policy {
  /** Normalised as endpoints of connections are, and compared whole; `thisComputer` stands for the bucket on this computer. Empty: none. */
  readonly allowedEndpoints?: readonly string[] | undefined;
  /** Names of buckets, compared whole. The bucket on this computer is not among them. Empty: none. */
  readonly allowedBuckets?: readonly string[] | undefined;
  readonly longestLifetimeSeconds?: number | undefined;
  readonly encryption?: 'demanded' | undefined;
  readonly shortLinks?: boolean | undefined;
  readonly fileRequests?: boolean | undefined;
  /** Devices nearby, and the bucket on this computer open to other computers. */
  readonly network?: boolean | undefined;
  readonly updates?: boolean | undefined;
  readonly agents?: boolean | undefined;
}

/** The entry of `allowedEndpoints` for the bucket on this computer, whose port changes. */
export const thisComputer = 'this-computer';

/** What this computer's place for rules held when it was read last. `from`: the file or registry key, for people. */
export type PolicyRead =
  | { readonly kind: 'none'; readonly from?: string }
  | { readonly kind: 'holds'; readonly policy: Policy; readonly from: string }
  /** Nobody knows what it would forbid, so nothing is shared. */
  | { readonly kind: 'unreadable'; readonly from: string; readonly why: Reason; readonly whyValues?: ReasonValues };

/** The rules in a process that runs while they may change. */
export interface Rules {
  readonly now: () => PolicyRead;
  /** Reads them again where their place has changed since; gives whether they are others now. Never raises: what cannot be read is `unreadable`. */
  readonly look: () => Promise<boolean>;
}

/** What is ruled; nothing, where nobody can read it: that is judged first. */
export const ruleOf = (read: PolicyRead): Policy => (read.kind === 'holds' ? read.policy : {});

export const unreadable = ({ from, why, whyValues }: Extract<PolicyRead, { readonly kind: 'unreadable' }>): Failure =>
  new Failure('policy-unreadable', {
    fileName: from,
    reason: why,
    ...(whyValues !== undefined && { reasonValues: whyValues }),
  });

/** Raises `set-by-organisation` where that is switched off, and `policy-unreadable`. */
export function checkOffer(read: PolicyRead, offer: RuledOffer): void {
  if (read.kind === 'unreadable') throw unreadable(read);
  if (ruleOf(read)[offer] === false) throw byOrganisation(refusedOffers[offer]);
}

export function isOffered(read: PolicyRead, offer: RuledOffer): boolean {
  return read.kind !== 'unreadable' && ruleOf(read)[offer] !== false;
}

/** Seconds; `undefined`: as long as the storage takes. */
export const longestOf = (read: PolicyRead): number | undefined => ruleOf(read).longestLifetimeSeconds;

type Ruled = Pick<Connection, 'kind' | 'endpoint' | 'bucket' | 'doors'>;

function refusalOf({ kind, endpoint, bucket }: Ruled, read: PolicyRead): Failure | undefined {
  if (read.kind === 'unreadable') return unreadable(read);
  const { allowedEndpoints, allowedBuckets } = ruleOf(read);
  const isHere = kind === 'embedded';
  if (allowedEndpoints?.includes(isHere ? thisComputer : endpoint) === false) {
    return isHere
      ? byOrganisation('the bucket on this computer is not allowed')
      : byOrganisation('the server {{server}} is not allowed', { server: endpoint });
  }
  if (!isHere && allowedBuckets?.includes(bucket) === false) {
    return byOrganisation('the bucket “{{name}}” is not allowed', { name: bucket });
  }
  return undefined;
}

/** Short links lie in a bucket that may be another one. */
const mayHaveDoors = ({ kind, doors }: Ruled, { shortLinks, allowedBuckets }: Policy): boolean =>
  shortLinks !== false &&
  (kind === 'embedded' || doors === undefined || allowedBuckets?.includes(doors.bucket) !== false);

/** The connection as the rules leave it, judged by the place that it names now. Ruling it twice is fine. */
export function ruled<C extends Connection>(connection: C, read: PolicyRead): C {
  if (read.kind === 'none') return connection;
  const policy = ruleOf(read);
  const { organisation: _before, ...own } = connection;
  const refuses = refusalOf(connection, read);
  const { longestLifetimeSeconds: longest, encryption } = policy;
  const without: readonly RuledOffer[] = [
    ...(mayHaveDoors(connection, policy) ? [] : (['shortLinks'] as const)),
    ...(policy.fileRequests === false ? (['fileRequests'] as const) : []),
  ];
  return {
    ...(own as C),
    ...(encryption !== undefined && { encryption }),
    organisation: {
      without,
      ...(refuses !== undefined && { refuses }),
      ...(longest !== undefined && { longestSeconds: longest }),
      ...(encryption !== undefined && { demandsEncryption: true }),
    },
  };
}

/** What is saved of a ruled connection: what the rules laid on it stays out, and what it had before stays. `before`: as it is stored. */
export function unruled(connection: Connection, before: Connection | undefined, read: PolicyRead): Connection {
  const { organisation: _laid, encryption, ...other } = connection;
  const isLaid = ruleOf(read).encryption !== undefined && before !== undefined;
  const rule = isLaid ? before.encryption : encryption;
  return { ...other, ...(rule !== undefined && { encryption: rule }) };
}

/** Raises `set-by-organisation` for a place where no connection may be, and `policy-unreadable`. `anyBucket`: its bucket is not chosen yet. */
export function checkPlace(connection: Ruled & Pick<Organised, 'name'>, read: PolicyRead, anyBucket = false): void {
  const rules =
    read.kind !== 'holds' || !anyBucket ? read : { ...read, policy: { ...read.policy, allowedBuckets: undefined } };
  const refuses = refusalOf(connection, rules);
  checkUsable({ name: connection.name, organisation: { without: [], ...(refuses !== undefined && { refuses }) } });
}
