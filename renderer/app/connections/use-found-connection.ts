// A found storage becomes a connection, or the form says what it still needs and goes there.
import { useState } from 'react';
import { words } from '../state/words';
import { missingCredentials } from './credentials-form';
import type { Buckets } from './use-buckets';
import type { FieldName, FormValues } from './form-values';

interface Form {
  readonly buckets: Buckets;
  readonly change: (values: FormValues) => void;
  readonly focusField: (field: FieldName) => void;
  readonly save: (values: FormValues) => Promise<void>;
}

export function useFoundConnection({ buckets, change, focusField, save }: Form) {
  const [note, setNote] = useState<string>();
  const askFor = (field: FieldName, text: string) => {
    setNote(text);
    // In the next frame, when the field is there.
    requestAnimationFrame(() => focusField(field));
  };
  return {
    /** What is missing; `undefined`: nothing, or nothing was found yet. */
    note,
    /** Saves it where only one bucket can be meant. */
    connect: async (found: FormValues) => {
      const w = words.form.foundHere;
      setNote(undefined);
      change(found);
      if (Object.keys(missingCredentials(found)).length > 0) return askFor('secretAccessKey', w.needsSecret);
      const [only, ...others] = found.bucket === '' ? ((await buckets.ask(found)) ?? []) : [found.bucket];
      if (only === undefined || others.length > 0) return askFor('bucket', w.needsBucket);
      return save({ ...found, bucket: only });
    },
  };
}
