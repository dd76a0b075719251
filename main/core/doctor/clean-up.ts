// Removes everything that an examination stored, however it ended, and names the key that it cannot remove.
import type { ProbeResponse, ProbeListed, ProbeRequest } from '../model/probe';
import { isDenied, isRemoved, judgeList } from './rules/interpret-answers';
import { finding, type Finding } from '../model/examination';
import { asFailure } from '../model/failure';
import { folderOf, unknownUpload, type ExaminationRun } from './examination-run';

/** Removes all objects and uploads of the examination. That also examines the right to delete. Never raises. */
export async function cleanUp(run: ExaminationRun): Promise<void> {
  const { key, stored } = run;
  const left = { object: false, upload: false };
  const isCopyLeft = stored.copy !== undefined && !(await removeCopy(run, stored.copy));
  const isIntakeLeft = stored.intake !== undefined && !(await removeIntake(run, stored.intake));
  if (stored.object) {
    run.looksAt('delete');
    left.object = !(await removeObject(run));
  }
  if (stored.upload !== undefined) {
    run.looksAt('clean-up');
    left.upload = !(await abortOpen(run));
  }
  // In a bucket with versions only the list shows whether one is left.
  if (stored.object || run.facts().writes === false) await look(run, left);
  const { upload } = stored;
  if (left.object || left.upload || isCopyLeft || isIntakeLeft) {
    const known = left.upload && upload !== undefined && upload !== unknownUpload ? { uploadId: upload } : {};
    const isIntakeAlone = isIntakeLeft && !(left.object || left.upload || isCopyLeft);
    run.found(finding('clean-up', 'left-behind', { key: (isIntakeAlone && run.intake?.key) || key, ...known }));
  } else run.found(finding('clean-up', stored.object ? 'cleaned' : 'nothing-stored'));
}

/** Sends a probe, and once more after silence or a 5xx answer while requests are left. */
async function asked(run: ExaminationRun, request: ProbeRequest): Promise<ProbeResponse | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    if (run.left() === 0) return undefined;
    try {
      const answer = await run.ask(request);
      if (answer.status < 500 || answer.status === 501 || attempt > 1 || !run.room(1)) return answer;
    } catch (error) {
      if (attempt > 1 || asFailure(error).code === 'cancelled' || !run.room(1)) return undefined;
    }
  }
}

const says = (
  answer: ProbeResponse | undefined,
  right: 'removes' | 'removesVersions',
  denied: Finding,
  allowed: Finding,
) => ({
  facts: answer === undefined ? {} : isRemoved(answer) ? { [right]: true } : isDenied(answer) ? { [right]: false } : {},
  findings:
    answer === undefined || !(isRemoved(answer) || isDenied(answer)) ? [] : [isRemoved(answer) ? allowed : denied],
});

/** Whether no version of the object is left. */
async function removeObject(run: ExaminationRun): Promise<boolean> {
  const { key, stored } = run;
  if (stored.unnamed) {
    run.take({ facts: { versions: true }, findings: [] });
    return removeListed(run);
  }
  if (stored.versionIds.length > 0) return removeVersions(run);
  const answer = await asked(run, { kind: 'remove', key });
  const hidden = answer?.failure === undefined && answer?.deleteMarker === true;
  if (hidden) {
    // The bucket keeps versions and gave no id with the PUT: the marker and the version that it hides must go.
    run.take({ facts: { versions: true, removes: true }, findings: [finding('delete', 'delete-allowed')] });
    return removeListed(run);
  }
  run.take(says(answer, 'removes', finding('delete', 'delete-denied'), finding('delete', 'delete-allowed')));
  if (!run.has('delete')) run.found(finding('delete', 'unclear', { ...(answer && { status: answer.status }) }));
  run.take({ facts: { versions: false }, findings: [finding('versions', 'versions-none')] });
  return answer !== undefined && isRemoved(answer);
}

/** Newest first: otherwise an older version would be the current one for a moment. */
async function removeVersions(run: ExaminationRun): Promise<boolean> {
  const { key, stored } = run;
  run.take({ facts: { versions: true }, findings: [] });
  while (stored.versionIds.length > 0) {
    const versionId = stored.versionIds.at(-1) ?? '';
    const answer = await asked(run, { kind: 'remove', key, versionId });
    run.take(
      says(answer, 'removesVersions', finding('versions', 'versions-stay'), finding('versions', 'versions-removed')),
    );
    if (answer === undefined || !isRemoved(answer)) return hide(run);
    stored.versionIds.pop();
  }
  run.take({ facts: { removes: true }, findings: [finding('delete', 'delete-allowed')] });
  return true;
}

/** Credentials without the right to delete versions put a delete marker, as they will when a link is revoked. */
async function hide(run: ExaminationRun): Promise<boolean> {
  if (!run.has('versions')) run.found(finding('versions', 'unclear'));
  const answer = await asked(run, { kind: 'remove', key: run.key });
  const hidden = answer !== undefined && answer.failure === undefined;
  if (hidden) run.take({ facts: { removes: true }, findings: [finding('delete', 'delete-allowed')] });
  else if (answer !== undefined && isDenied(answer)) {
    run.take({ facts: { removes: false }, findings: [finding('delete', 'delete-denied')] });
  } else run.found(finding('delete', 'unclear'));
  return false;
}

/** Aborts the open upload; finds it by listing where its id is unknown. */
async function abortOpen(run: ExaminationRun): Promise<boolean> {
  const { key, stored } = run;
  let ids = stored.upload === undefined ? [] : [stored.upload];
  if (stored.upload === unknownUpload) {
    const listed = await asked(run, { kind: 'uploads', prefix: folderOf(key) });
    if (listed?.uploads === undefined) return false;
    ids = [...listed.uploads];
  }
  for (const uploadId of ids) {
    const answer = await asked(run, { kind: 'abort', key, uploadId });
    if (answer === undefined || (answer.failure !== undefined && answer.status !== 404)) return false;
  }
  return true;
}

async function removeCopy(run: ExaminationRun, copy: { readonly versionId?: string }): Promise<boolean> {
  // A version without an id is removed with the listed ones.
  if (run.stored.versionIds.length > 0 && copy.versionId === undefined) {
    run.stored.unnamed = true;
    return true;
  }
  const answer = await asked(run, { kind: 'remove', key: run.copyKey, ...copy });
  const gone = answer !== undefined && answer.failure === undefined;
  if (gone) run.stored.copy = undefined;
  return gone || (answer !== undefined && isRemoved(answer));
}

/** Whether the object that the intake key stored is gone, with its versions, the newest first. */
async function removeIntake(run: ExaminationRun, versionIds: readonly string[]): Promise<boolean> {
  const key = run.intake?.key ?? '';
  const removed = versionIds.length === 0 ? [{}] : versionIds.toReversed().map((versionId) => ({ versionId }));
  for (const version of removed) {
    const answer = await asked(run, { kind: 'remove', key, ...version });
    if (answer === undefined || !(answer.failure === undefined || isRemoved(answer))) return false;
  }
  run.stored.intake = undefined;
  return true;
}

/** Removes every listed version below the examination's prefix. */
async function removeListed(run: ExaminationRun): Promise<boolean> {
  const found = await asked(run, { kind: 'list', prefix: folderOf(run.key), versions: true });
  if (found === undefined) return false;
  run.take(judgeList(found, true));
  const { listed } = found;
  if (listed === undefined) return false;
  const done = await removeAll(run, listed);
  if (done)
    run.take({ facts: { removes: true }, findings: run.has('delete') ? [] : [finding('delete', 'delete-allowed')] });
  return done;
}

async function removeAll(run: ExaminationRun, listed: readonly ProbeListed[]): Promise<boolean> {
  if (listed.length > 1 && listed.length > run.left()) {
    const answer = await asked(run, { kind: 'remove-many', objects: listed });
    const done = answer !== undefined && answer.failure === undefined && (answer.notRemoved ?? 0) === 0;
    if (done) run.take({ facts: { removesVersions: true }, findings: [finding('versions', 'versions-removed')] });
    return done;
  }
  for (const { key, versionId } of listed) {
    const answer = await asked(run, { kind: 'remove', key, ...(versionId !== undefined && { versionId }) });
    run.take(
      says(answer, 'removesVersions', finding('versions', 'versions-stay'), finding('versions', 'versions-removed')),
    );
    if (answer === undefined || !isRemoved(answer)) return false;
  }
  return true;
}

/** Examines the right to list, and removes versions that no answer named. */
async function look(run: ExaminationRun, left: { object: boolean }): Promise<void> {
  if (run.has('list')) return;
  if (run.left() === 0) {
    run.found(finding('list', 'no-room'));
    return;
  }
  run.looksAt('list');
  const versions = run.facts().versions === true;
  const answer = await asked(run, { kind: 'list', prefix: folderOf(run.key), versions });
  if (answer === undefined) return;
  run.take(judgeList(answer, versions));
  if (versions && !left.object) left.object = !(await removeAll(run, answer.listed ?? []));
}
