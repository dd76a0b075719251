// Payloads for every channel out of its own schema, good ones and ones that are nearly good: noise alone never gets past the
// first field.
import {
  anything,
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  oneof,
  option,
  record,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check';
import type * as z from 'zod';

type Schema = z.core.$ZodType;

/** What looks like our data and is not, or does harm where it is used without a look. */
export const poison: readonly unknown[] = [
  null,
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  2 ** 53,
  10n,
  '',
  '\0',
  '../../etc/passwd',
  '/etc/shadow',
  '\u202egpj.exe',
  '__proto__',
  'x'.repeat(40_000),
  [],
  [[[[]]]],
  {},
  new Date(0),
  new Uint8Array(8),
  new Map([['a', 1]]),
  Symbol('s'),
  () => 'called',
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
  // oxlint-disable-next-line unicorn/no-thenable -- the point: whoever awaits it runs it
  { toString: () => 's1', valueOf: () => 1, then: () => undefined },
];

/** What the schema takes. */
function goodFrom(schema: Schema): Arbitrary<unknown> {
  const def = schema._zod.def as z.core.$ZodTypeDef & { readonly [key: string]: unknown };
  switch (def.type) {
    case 'undefined':
      return constant(undefined);
    case 'boolean':
      return boolean();
    case 'string':
      return oneof(string({ maxLength: 40 }), constantFrom('s1', 'p'.repeat(22), '2027-06-30', '/tmp/a.txt'));
    case 'number':
      return oneof(integer({ min: 0, max: 700_000 }), integer(), double());
    case 'enum':
      return constantFrom(...Object.values(def['entries'] as Readonly<Record<string, unknown>>));
    case 'literal':
      return constantFrom(...(def['values'] as readonly unknown[]));
    case 'optional':
      return option(goodFrom(def['innerType'] as Schema), { nil: undefined });
    case 'pipe':
      return goodFrom(def['in'] as Schema);
    case 'array':
      return array(goodFrom(def['element'] as Schema), { maxLength: 3 });
    case 'union':
      return oneof(...(def['options'] as readonly Schema[]).map(goodFrom));
    case 'object': {
      const shape = Object.entries(def['shape'] as Readonly<Record<string, Schema>>);
      return record(Object.fromEntries(shape.map(([key, inner]) => [key, goodFrom(inner)])));
    }
    default:
      throw new Error(`payloads of a schema of type ${def.type} are not made yet`);
  }
}

/** Good ones with one thing wrong, somewhere. */
function nearly(good: Arbitrary<unknown>): Arbitrary<unknown> {
  return tuple(good, constantFrom(...poison), string({ maxLength: 8 }), integer({ min: 0, max: 3 })).map(
    ([value, wrong, name, kind]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
      const keys = Object.keys(value);
      const key = keys[name.length % Math.max(1, keys.length)] ?? name;
      if (kind === 0) return { ...value, [key]: wrong };
      if (kind === 1) return { ...value, [name]: wrong };
      if (kind === 2) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      const inner = (value as Readonly<Record<string, unknown>>)[key];
      return { ...value, [key]: typeof inner === 'object' && inner !== null ? { ...inner, [name]: wrong } : [inner] };
    },
  );
}

/** Arguments of one message for that schema, `known` being a payload that it takes. */
export function messagesFor(schema: Schema, known: unknown): Arbitrary<readonly unknown[]> {
  const good = oneof(goodFrom(schema), constant(known));
  const payload = oneof(
    { weight: 4, arbitrary: nearly(good) },
    { weight: 2, arbitrary: good },
    { weight: 1, arbitrary: constantFrom(...poison) },
    { weight: 1, arbitrary: anything({ maxDepth: 2, maxKeys: 4 }) },
    { weight: 1, arbitrary: dictionary(string({ maxLength: 8 }), constantFrom(...poison), { maxKeys: 4 }) },
  );
  return oneof(
    { weight: 9, arbitrary: payload.map((one) => [one]) },
    { weight: 1, arbitrary: array(payload, { maxLength: 3 }) },
  );
}
