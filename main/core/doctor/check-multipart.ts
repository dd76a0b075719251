// Examines one multipart upload from begin to abort: large files and resumed uploads need it.
import { judgeAbort, judgeCompleted, judgeParts, judgePartsRefused } from './rules/interpret-answers';
import { finding } from '../model/examination';
import { crc32Of } from '../model/stored-check';
import { probeBody, probeHeaders, noteStored } from './check-object';
import { unknownUpload, type ExaminationRun } from './examination-run';

/** Begin, part, list, complete, abort; in a bucket with versions the completed object is one more version to remove. */
const requests = 5;

/** Raises `cancelled`, and the failure of a server that is gone. Leaves its objects and upload to the clean-up. */
export async function tryUpload(run: ExaminationRun): Promise<void> {
  const { key, stored } = run;
  if (run.room(requests, stored.versionIds.length > 0 ? 1 : 0)) {
    let uploadId: string | undefined;
    await run.attempt('parts', async () => {
      uploadId = await begin(run);
      if (uploadId !== undefined) await sendParts(run, uploadId);
    });
    if (uploadId !== undefined) {
      const begun = uploadId;
      await run.attempt('abort', async () => {
        run.take(judgeAbort(await run.ask({ kind: 'abort', key, uploadId: begun })));
        if (run.facts().aborts === true) stored.upload = undefined;
      });
    }
  } else {
    for (const step of ['parts', 'list-parts', 'abort'] as const) run.found(finding(step, 'no-room'));
  }
  if (!run.has('etags'))
    run.found(finding('etags', run.facts().md5Etags === true ? 'etags-md5-single' : 'etags-other'));
}

/** The upload's id; `undefined` for a refusal. */
async function begin(run: ExaminationRun): Promise<string | undefined> {
  const { key, stored } = run;
  const withChecksum = run.facts().takesChecksums === true;
  stored.upload = unknownUpload;
  const answer = await run.ask({ kind: 'begin', key, headers: probeHeaders, withChecksum });
  stored.upload = answer.failure === undefined ? answer.uploadId : undefined;
  if (stored.upload === undefined) run.take(judgePartsRefused(answer));
  return stored.upload;
}

async function sendParts(run: ExaminationRun, uploadId: string): Promise<void> {
  const { key } = run;
  const { takesChecksums = false, md5Etags = false } = run.facts();
  const body = probeBody();
  const sent = await run.ask({ kind: 'part', key, uploadId, body, ...(takesChecksums && { crc32: crc32Of(body) }) });
  const { etag, crc32 } = sent;
  if (sent.failure !== undefined || etag === undefined) {
    run.take(judgePartsRefused(sent));
    return;
  }
  run.looksAt('list-parts');
  run.take(judgeParts(await run.ask({ kind: 'parts', key, uploadId })));
  run.looksAt('etags');
  const completed = await run.ask({ kind: 'complete', key, uploadId, etag, ...(crc32 !== undefined && { crc32 }) });
  if (completed.failure !== undefined) {
    run.take(judgePartsRefused(completed));
    return;
  }
  noteStored(run, completed.versionId);
  run.stored.upload = undefined;
  run.take(judgeCompleted(completed, body, md5Etags));
}
