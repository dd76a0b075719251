// Why something failed, as a person reads it; tests say it in those words.
import type { Failure } from '../../main/core/model/failure';
import { reasonWords } from '../../resources/words/reasons';

/** Absent: the failure needs no reason. */
export const reasonOf = ({ detail }: Failure): string | undefined =>
  detail.reason === undefined ? undefined : reasonWords(detail.reason, detail.reasonValues);
