// Examines the draft in the form: the running examination, the fields it corrected, and why it could not start.
import { useEffect, useRef, useState } from 'react';
import type { ExaminationView } from '../../../preload/views/examination-views';
import { request } from '../state/bridge';
import { draftOf } from './connection-form';
import type { FailureView } from '../../../preload/views/failure-view';
import type { FormValues } from './form-values';

/** By the name that drafts have in the view. */
const draftId = (values: FormValues) => `draft:${values.id ?? ''}`;

export function useConnectionTest(
  values: FormValues,
  examinations: readonly ExaminationView[],
  onFilledIn: (values: FormValues) => void,
) {
  const [state, setState] = useState<'none' | 'running' | 'done'>('none');
  const [ended, setEnded] = useState<ExaminationView>();
  const [failure, setFailure] = useState<FailureView>();
  /** What is being tested; `undefined` once something else is in the form, or it is closed. */
  const meant = useRef<FormValues>(undefined);
  useEffect(() => () => void (meant.current = undefined), []);
  const id = draftId(values);
  const seen = examinations.find((examination) => examination.id === id);
  return {
    /** Under way or ended; absent while nothing was tested, or something else is in the form since. */
    examination: state === 'running' ? seen : state === 'done' ? ended : undefined,
    running: state === 'running',
    /** Why it could not begin. */
    failure,
    run: async (tested: FormValues) => {
      if (state === 'running') return;
      setState('running');
      setFailure(undefined);
      meant.current = tested;
      const outcome = await request('connections:test', { draft: draftOf(tested) });
      if (meant.current !== tested) return setState('none');
      setState('done');
      setEnded(outcome.ok ? outcome.value : undefined);
      if (!outcome.ok) return setFailure(outcome.failure);
      const { corrected, verdict } = outcome.value;
      if (corrected !== undefined && verdict !== 'fails') onFilledIn({ ...tested, ...corrected });
      return undefined;
    },
    /** Forgets the findings, which do not hold for changed values. */
    forget: () => {
      setFailure(undefined);
      meant.current = undefined;
      if (state === 'done') setState('none');
    },
  };
}
