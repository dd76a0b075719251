// The open forms of connections. They are kept above the screen, so that a visit to another one loses no draft.
import { useMemo, useState } from 'react';
import type { FormValues } from '../form-values';

/** One is shown at a time: new credentials are entered over a draft of another connection, which is there again afterwards. */
export function useForms() {
  const [forms, setForms] = useState<readonly FormValues[]>([]);
  const acts = useMemo(
    () => ({
      /** Shows the form of that connection; one that is open already keeps what was typed. */
      open: (values: FormValues) =>
        setForms((all) => [
          ...all.filter(({ id }) => id !== values.id),
          all.find(({ id }) => id === values.id) ?? values,
        ]),
      change: (values: FormValues) => setForms((all) => all.map((one) => (one.id === values.id ? values : one))),
      close: (values: FormValues) => setForms((all) => all.filter((one) => one !== values)),
    }),
    [],
  );
  return { shown: forms.at(-1), ...acts };
}

export type Forms = ReturnType<typeof useForms>;
