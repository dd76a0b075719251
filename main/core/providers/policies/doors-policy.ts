// The policy that makes a place of doors public: written beside what the bucket's policy has, and taken back without touching anything else of it.
import type { Connection } from '../../model/connection';
import type { DoorPlace } from '../../model/door';
import { Failure } from '../../model/failure';
import { objectIn } from '../../model/json-object';
import { literal, partitionOf } from './least-privilege';

/** Everybody may read the doors, and nothing else. https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html */
export interface DoorsPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    {
      readonly Sid: 'MayflyDoors';
      readonly Effect: 'Allow';
      readonly Principal: '*';
      readonly Action: 's3:GetObject';
      readonly Resource: string;
    },
  ];
}

/** The policy of the doors' bucket. */
export function doorsPolicy(
  server: Pick<Connection, 'endpoint' | 'region'>,
  { bucket, prefix }: Pick<DoorPlace, 'bucket' | 'prefix'>,
): DoorsPolicy {
  const Resource = `arn:${partitionOf(server)}:s3:::${bucket}/${literal(prefix)}*`;
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'MayflyDoors', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource }],
  };
}

/** `undefined` where the policy of the bucket allows it already. A policy that is there keeps its other statements. Raises `bad-request`. */
export function withDoorsPolicy(present: string | undefined, wanted: DoorsPolicy): string | undefined {
  if (present === undefined || present.trim() === '') return JSON.stringify(wanted);
  const [ours] = wanted.Statement;
  const { statements, rest } = policyIn(present);
  if (statements.some((one) => allows(one) && resourcesOf(one).includes(ours.Resource))) return undefined;
  return JSON.stringify({ ...rest, Statement: [...statements, { ...ours, Sid: freeSid(statements, ours.Sid) }] });
}

/**
 * The policy of the bucket without what Mayfly wrote for that place; empty where nothing else is left of it, `undefined` where nothing of Mayfly's
 * is in it. The same right in a statement of another name is its owner's. Raises `bad-request`.
 */
export function withoutDoorsPolicy(present: string | undefined, { Statement }: DoorsPolicy): string | undefined {
  if (present === undefined || present.trim() === '') return undefined;
  const [{ Sid, Resource }] = Statement;
  const { statements, rest } = policyIn(present);
  const left = statements.flatMap((one) => {
    const isOurs = allows(one) && new RegExp(String.raw`^${Sid}\d*$`).test(String(one['Sid']));
    if (!isOurs || !resourcesOf(one).includes(Resource)) return [one];
    const others = resourcesOf(one).filter((resource) => resource !== Resource);
    return others.length === 0 ? [] : [{ ...one, Resource: others }];
  });
  if (JSON.stringify(left) === JSON.stringify(statements)) return undefined;
  return left.length === 0 ? '' : JSON.stringify({ ...rest, Statement: left });
}

type Fields = Readonly<Record<string, unknown>>;

function policyIn(text: string): { readonly statements: readonly unknown[]; readonly rest: Fields } {
  const { Statement, ...rest } = objectIn(text);
  if (Statement === undefined) {
    throw new Failure('bad-request', { reason: 'the bucket has a policy that cannot be read' });
  }
  return { statements: Array.isArray(Statement) ? Statement : [Statement], rest };
}

/** The IDs of the statements of one policy differ. */
function freeSid(statements: readonly unknown[], sid: string): string {
  const taken = new Set(statements.map((one) => (isFields(one) ? one['Sid'] : undefined)));
  let free = sid;
  for (let number = 2; taken.has(free); number += 1) free = `${sid}${number}`;
  return free;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Servers give back a policy with lists in place of texts. */
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const resourcesOf = ({ Resource }: Fields): readonly unknown[] => listed(Resource);

/** Whether it lets everybody read objects, and nothing else. */
function allows(one: unknown): one is Fields {
  if (!isFields(one)) return false;
  const { Effect, Principal, Action, Condition } = one;
  const principal = isFields(Principal) && 'AWS' in Principal ? Principal['AWS'] : Principal;
  const isRead = listed(Action).every((action) => action === 's3:GetObject');
  return Condition === undefined && Effect === 'Allow' && isRead && listed(principal).includes('*');
}
