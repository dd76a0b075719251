// An examination as the window sees it, in the current language.
import type { DoorsTestView } from '../../preload/views/connection-views';
import type { ExaminationView, FindingView } from '../../preload/views/examination-views';
import type { AppState } from '../core/state/rules/app-state';
import { verdictOf, type DoorsTest, type Examination, type Finding } from '../core/model/examination';
import { examinationSteps } from '../core/model/examination-steps';
import { correctedWords, findingWords, policyPlace, wantsPolicy } from '../core/doctor/rules/finding-words';
import { leastPrivilegePolicy, policyParts, policyText } from '../core/connections/rules/least-privilege';
import { words } from '../../resources/words/messages';
import { failureView } from './failure-view';

function findingView(finding: Finding): FindingView {
  const { step, state, says, means, mend } = findingWords(finding, 'window');
  return {
    step: finding.step,
    code: finding.code,
    state: finding.state,
    title: step,
    stateText: state,
    says,
    ...(means !== undefined && { means }),
    ...(mend !== undefined && { mend }),
  };
}

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

/** Of doors alone; its verdict is about them. */
export function doorsTestView(id: string, { examination, isProven }: DoorsTest): DoorsTestView {
  const { policy: _ofShares, ...view } = examinationView(id, examination);
  return { isProven, examination: { ...view, ...ending(examination, words.doctor.doorVerdicts), stepsLeft: 0 } };
}

export const examinationViews = ({ examinations }: AppState): readonly ExaminationView[] =>
  Object.entries(examinations).map(([id, examination]) => examinationView(id, examination));
