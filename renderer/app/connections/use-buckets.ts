// The buckets that the keys in the form may list: asked once for each change of server or keys, and never while something is typed.
import { useState } from 'react';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { draftOf } from './connection-form';
import { draftCredentials, missingCredentials } from './credentials-form';
import { gapIn } from './providers';
import type { FormValues } from './form-values';

interface Answer {
  /** What it is the answer to. */
  readonly of: string;
  readonly names?: readonly string[];
  /** Why there are none. */
  readonly refusal?: string;
}

/** What decides the answer; `undefined` while something is missing. */
function questionOf(values: FormValues): string | undefined {
  const { endpoint, region, provider, id, caFile, caFileId } = values;
  const isComplete = endpoint.trim() !== '' && gapIn(endpoint) === undefined;
  if (!isComplete || Object.keys(missingCredentials(values)).length > 0) return undefined;
  return JSON.stringify([endpoint, region, provider, id, caFile, caFileId, draftCredentials(values)]);
}

export function useBuckets(values: FormValues) {
  const [answer, setAnswer] = useState<Answer>();
  const [asking, setAsking] = useState<string>();
  const present = questionOf(values);
  const current = answer !== undefined && answer.of === present ? answer : undefined;
  const w = words.form.buckets;
  return {
    /** `undefined` until the server gave them. */
    names: current?.names,
    /** A sentence about them for under the field; `undefined`: nothing to say. */
    note: asking !== undefined && asking === present ? w.looking : (current?.refusal ?? noteOn(values, current?.names)),
    /** Asks where server and keys are complete and new; gives the names, `undefined` where there are none to give. */
    ask: async (asked: FormValues): Promise<readonly string[] | undefined> => {
      const of = questionOf(asked);
      if (of === undefined) return undefined;
      if (answer?.of === of) return answer.names;
      setAsking(of);
      const outcome = await request('connections:buckets', { draft: draftOf(asked) });
      setAsking((now) => (now === of ? undefined : now));
      if (outcome.ok) {
        setAnswer({ of, names: outcome.value });
        return outcome.value;
      }
      const { code, message, next } = outcome.failure;
      setAnswer({ of, refusal: code === 'access-denied' ? w.refused : `${message} ${next}` });
      return undefined;
    },
    /** Adds a bucket that was created. */
    add: (name: string) =>
      setAnswer((now) =>
        now?.names === undefined ? now : { ...now, names: [...new Set([...now.names, name])].toSorted() },
      ),
  };
}

export type Buckets = ReturnType<typeof useBuckets>;

function noteOn({ bucket }: FormValues, names: readonly string[] | undefined): string | undefined {
  const w = words.form.buckets;
  if (names === undefined) return undefined;
  if (names.length === 0 && bucket.trim() === '') return w.none;
  if (bucket.trim() === '' || names.includes(bucket.trim())) return w.offered({ count: names.length });
  return w.notThere({ bucket: bucket.trim() });
}
