// Examines what the intake key may do: it should store objects below `in/` and nothing else. The connection's own key removes what it stored.
import type { ProbeResponse } from '../model/probe';
import { crc32Of } from '../model/stored-check';
import { finding } from '../model/examination';
import { probeBody, probeHeaders, noteStored } from './check-object';
import { folderOf, type ExaminationRun } from './examination-run';
import {
  copyOutcome,
  intakeOutcome,
  judgeIntake,
  judgeIntakeRead,
  judgeIntakeWrite,
  judgeNoIntake,
  publishOutcome,
  type IntakeOutcome,
} from './rules/interpret-intake';

const body = Buffer.from('Mayfly tested this connection. This can be deleted.\n');
const most = 11;
/** One write by each of: a form or PUT, a copy, a public one; a delete marker; and one elsewhere. */
const mostStored = 5;

/** `hasKey`: the connection names an intake key, whether its secret is there or not. Raises `cancelled`, and the failure of a server that is gone. */
export async function tryIntake(run: ExaminationRun, hasKey: boolean): Promise<void> {
  const { intake } = run;
  if (intake === undefined) {
    if (hasKey) run.found(finding('intake', 'intake-unread'));
    else run.take(judgeNoIntake(run.facts()));
    return;
  }
  if (!run.room(most, mostStored)) {
    run.found(finding('intake', 'no-room'));
    return;
  }
  await run.attempt('intake', async () => {
    run.stored.intake = [];
    // As guests will write.
    const isForm = run.facts().limitsForms === true;
    const { key } = intake;
    const written = await intake.ask(
      isForm ? { kind: 'form', key, body, mostBytes: body.length } : { kind: 'put', key, body, headers: probeHeaders },
    );
    noteIntake(run, written);
    const refused = judgeIntakeWrite(written);
    if (refused !== undefined) {
      // A 5xx answer does not say that nothing was stored.
      if (written.status < 500) run.stored.intake = undefined;
      run.take(refused);
      return;
    }
    const unread = judgeIntakeRead(await run.ask({ kind: 'fetch', key }));
    run.take(unread ?? judgeIntake(await triedWith(run, intake)));
  });
}

function noteIntake({ stored }: ExaminationRun, { versionId }: ProbeResponse): void {
  if (versionId !== undefined && versionId !== 'null') stored.intake?.push(versionId);
}

/** Does with it what it must not do: each right with what came of it. */
async function triedWith(
  run: ExaminationRun,
  { key, ask }: NonNullable<ExaminationRun['intake']>,
): Promise<ReadonlyMap<string, IntakeOutcome>> {
  const tried = new Map<string, IntakeOutcome>();
  const reads = [
    intakeOutcome(await ask({ kind: 'fetch', key })),
    intakeOutcome(await ask({ kind: 'fetch', key: run.key })),
  ];
  tried.set('s3:GetObject', worstOf(reads));
  // Servers may turn a PUT link into these; where they refuse unsigned headers, nobody can.
  if (run.facts().signsAmz !== true) {
    const copied = await ask({ kind: 'smuggle', key, source: run.key });
    noteIntake(run, copied);
    const there = copied.failure === undefined ? await run.ask({ kind: 'fetch', key }) : undefined;
    const isCopy = there?.contentCrc32 === crc32Of(probeBody());
    tried.set('x-amz-copy-source', copyOutcome(copied, isCopy));
    const published = await ask({ kind: 'publish', key, body });
    noteIntake(run, published);
    const visit = published.failure === undefined ? await run.ask({ kind: 'visit', key }) : undefined;
    tried.set('s3:PutObjectAcl', publishOutcome(published, visit));
  }
  tried.set('s3:ListBucket', intakeOutcome(await ask({ kind: 'list', prefix: folderOf(key), versions: false })));
  const elsewhere = await ask({ kind: 'put', key: run.key, body, headers: probeHeaders });
  if (elsewhere.failure === undefined) noteStored(run, elsewhere.versionId);
  tried.set('s3:PutObject (outside in/)', intakeOutcome(elsewhere));
  // Last: what it may remove is gone.
  const removed = await ask({ kind: 'remove', key });
  noteIntake(run, removed);
  tried.set('s3:DeleteObject', intakeOutcome(removed));
  return tried;
}

const worstOf = (outcomes: readonly IntakeOutcome[]): IntakeOutcome =>
  (['done', 'unclear'] as const).find((one) => outcomes.includes(one)) ?? 'refused';
