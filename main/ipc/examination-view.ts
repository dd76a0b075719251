// An examination as the window sees it, in the current language.
import type { DoorsSetUpView } from '../../preload/views/connection-views';
import type { ExaminationView, FindingView } from '../../preload/views/examination-views';
import type { AppState } from '../core/state/rules/app-state';
import { verdictOf, type DoorsSetUp, type Examination, type Finding } from '../core/model/examination';
import { examinationSteps } from '../core/model/examination-steps';
import {
  correctedWords,
  doorsStepWords,
  findingWords,
  policyPlace,
  stateOfStep,
  wantsPolicy,
  type FindingWords,
} from '../core/wording/finding-words';
import { leastPrivilegePolicy, policyParts, policyText } from '../core/providers/policies/least-privilege';
import { words } from '../../resources/words/messages';
import { failureView } from './failure-view';

const findingView = (finding: Finding): FindingView => said(finding, findingWords(finding, 'window'));

const said = (
  { step, code, state }: Pick<FindingView, 'step' | 'code' | 'state'>,
  { step: title, state: stateText, says, means, mend }: FindingWords,
): FindingView => ({
  step,
  code,
  state,
  title,
  stateText,
  says,
  ...(means !== undefined && { means }),
  ...(mend !== undefined && { mend }),
});

function ending(examination: Examination, verdicts: typeof words.doctor.verdicts): Partial<ExaminationView> {
  const { endedAtMs, failure, step } = examination;
  if (endedAtMs === undefined) {
    return { running: step === undefined ? words.doctor.starting : words.doctor.steps[step] };
  }
  const verdict = failure?.code === 'cancelled' ? 'cut-off' : verdictOf(examination);
  return {
    endedAtMs,
    verdict,
    verdictText: verdicts[verdict],
    ...(failure !== undefined && failure.code !== 'cancelled' && { failure: failureView(failure) }),
  };
}

export function examinationView(id: string, examination: Examination): ExaminationView {
  const { findings, corrected, place, facts } = examination;
  const correctedText = correctedWords(examination);
  const policy = wantsPolicy(findings)
    ? { text: policyText(leastPrivilegePolicy(place, policyParts(facts))), where: policyPlace(place) }
    : undefined;
  return {
    id,
    ...ending(examination, words.doctor.verdicts),
    findings: findings.map(findingView),
    stepsLeft: examinationSteps.length - findings.length,
    ...(corrected !== undefined && {
      corrected: { endpoint: corrected.endpoint, region: corrected.region, addressing: corrected.addressing },
    }),
    ...(correctedText !== undefined && { correctedText }),
    ...(policy !== undefined && { policy }),
  };
}

/** What was done, and what its proof found; a step that was refused says already that nobody reads them. */
export function doorsSetUpView({ server, place, steps, examination, isProven }: DoorsSetUp): DoorsSetUpView {
  const at = { ...server, bucket: place.bucket };
  const isRefused = steps.some(({ code }) => code.endsWith('refused'));
  const found = (examination?.findings ?? []).filter(
    ({ state, code }) => state !== 'skipped' && !(isRefused && code === 'doors-closed'),
  );
  return {
    isProven,
    verdict: words.doctor.doorVerdicts[isProven ? 'works' : 'limited'],
    findings: [
      ...steps.map((step) =>
        said({ step: 'doors', code: step.code, state: stateOfStep(step) }, doorsStepWords(step, at, 'window')),
      ),
      ...found.map(findingView),
    ],
    lacks: steps.some(({ code }) => code === 'bucket-refused') ? 'bucket' : isRefused ? 'policy' : 'nothing',
  };
}

export const examinationViews = ({ examinations }: AppState): readonly ExaminationView[] =>
  Object.entries(examinations).map(([id, examination]) => examinationView(id, examination));
