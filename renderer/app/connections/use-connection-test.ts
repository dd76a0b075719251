// Examines the draft in the form: the running examination, the fields it corrected, and why it could not start.
import { useState } from 'react';
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
      const outcome = await request('connections:test', { draft: draftOf(tested) });
      setState('done');
      setEnded(outcome.ok ? outcome.value : undefined);
      if (!outcome.ok) {
        setFailure(outcome.failure);
        return;
      }
      const { corrected, verdict } = outcome.value;
      if (corrected !== undefined && verdict !== 'fails') onFilledIn({ ...tested, ...corrected });
    },
    /** Forgets the findings, which do not hold for changed values. */
    forget: () => {
      setFailure(undefined);
      if (state === 'done') setState('none');
    },
  };
}
