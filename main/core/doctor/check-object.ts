// Stores one small page and opens its link anonymously: that shows most of what sharing needs.
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ProbeHeaders, ProbeRequest, ProbeResponse } from '../model/probe';
import {
  isDenied,
  isFormTaken,
  judgeChangedForm,
  judgeConditional,
  judgeDescribed,
  judgeFatal,
  judgeForm,
  judgeForms,
  judgeLonger,
  judgeOpened,
  judgeSmuggled,
  judgeStored,
  judgeVisited,
  type FormChange,
  type Judged,
} from './rules/interpret-answers';
import { endpointHost } from '../model/connection';
import { finding, stepOfFailure } from '../model/examination';
import { asFailure, Failure } from '../model/failure';
import { pageAnswer } from '../model/links/page-answer';
import { crc32Of } from '../model/stored-check';
import { accepted, askCorrecting, type Corrections } from './check-connection';
import type { ExaminationRun } from './examination-run';

const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Mayfly</title><p>Mayfly tested this connection. This can be deleted.</p></html>\n';

let compressed: Buffer | undefined;
/** The page as it is stored. Compressed when it is first stored: every command loads this file. */
export const probeBody = (): Buffer => (compressed ??= gzipSync(page));

/** The headers of a share page, but `attachment`: the link must be able to override it. */
export const probeHeaders: ProbeHeaders = {
  contentType: pageAnswer.responseContentType,
  contentDisposition: 'attachment; filename="mayfly-test.html"',
  contentEncoding: 'gzip',
};

/** Error codes for an unknown header. */
const unknownHeader: ReadonlySet<string> = new Set([
  'InvalidArgument',
  'InvalidRequest',
  'NotImplemented',
  'MalformedXML',
  'UnsupportedArgument',
]);

/** Records what a write may have stored. */
export function noteStored({ stored }: ExaminationRun, versionId: string | undefined): void {
  stored.object = true;
  if (versionId !== undefined && versionId !== 'null') stored.versionIds.push(versionId);
  else stored.unnamed ||= stored.versionIds.length > 0;
}

/** Records what a form may have stored beside the object. */
function noteCopy({ stored }: ExaminationRun, versionId: string | undefined): void {
  stored.unnamed ||= stored.copy !== undefined && stored.versionIds.length > 0;
  stored.copy = versionId !== undefined && versionId !== 'null' ? { versionId } : {};
}

/** Gives whether the page is stored. Raises what ends the examination. */
export async function storePage(run: ExaminationRun, corrections: Corrections): Promise<boolean> {
  run.looksAt('write');
  const { key } = run;
  const body = probeBody();
  const crc32 = crc32Of(body);
  const put = (checked: boolean) =>
    askCorrecting(run, corrections, {
      kind: 'put',
      key,
      body,
      headers: probeHeaders,
      ...(checked && { crc32 }),
    });
  run.stored.object = true;
  let answer = await put(true);
  const odd = answer.status === 400 || answer.status === 501;
  const refusedChecksum =
    odd && (answer.code === undefined || unknownHeader.has(answer.code) || answer.failure?.code === 'not-s3');
  if (refusedChecksum && run.room(1)) answer = await put(false);
  const { failure } = answer;
  if (failure === undefined) {
    if (answer.etag === undefined) throw new Failure('not-s3', { status: answer.status });
    noteStored(run, answer.versionId);
    accepted(run, corrections);
    run.found(finding('bucket', 'bucket-there', { bucket: run.connection().bucket }));
    run.take(judgeStored(answer, { body, crc32, refusedChecksum }));
    return true;
  }
  run.stored.object = false;
  if (!isDenied(answer)) throw failure;
  accepted(run, corrections);
  run.take({ facts: { writes: false }, findings: [finding('write', 'write-denied', { status: answer.status })] });
  return false;
}

/** Opens the page's link and its address without one, then describes the object. Raises what keeps the server from answering. */
export async function openPage(run: ExaminationRun): Promise<void> {
  run.looksAt('link');
  await openLink(run);
  await visit(run);
  if (!run.room(1)) {
    run.found(finding('describe', 'no-room'));
    return;
  }
  await run.attempt('describe', async () => {
    run.take(judgeDescribed(await run.ask({ kind: 'describe', key: run.key })));
  });
}

async function openLink(run: ExaminationRun): Promise<void> {
  const overrides = pageAnswer;
  try {
    const answer = await run.ask({ kind: 'open', key: run.key, overrides });
    run.take(judgeOpened(answer, { stored: probeHeaders, sizeBytes: probeBody().length, overrides }));
  } catch (error) {
    const failure = asFailure(error);
    // Links may be signed for another host, and only that host may be unreachable.
    if (failure.code === 'cancelled' || run.connection().shareEndpoint === undefined) throw error;
    run.take(judgeFatal(failure, 'link'));
  }
}

/** Whether everybody reads the page without its link: where doors were, for instance, or by a policy of the bucket. */
async function visit(run: ExaminationRun): Promise<void> {
  if (!run.room(1)) {
    run.found(finding('shares-private', 'no-room'));
    return;
  }
  await run.attempt('shares-private', async () => {
    const answer = await run.ask({ kind: 'visit', key: run.key });
    const { bucket, endpoint } = run.connection();
    const isOurs = answer.failure === undefined && answer.contentCrc32 === crc32Of(probeBody());
    run.take(judgeVisited(answer, isOurs, { bucket, host: endpointHost(endpoint) }));
  });
}

const other = Buffer.from('Mayfly tested this connection. This can be deleted.\n');

/** Whether an unsigned header turns a link to write into a copy: compares the object at the other key afterwards. */
async function trySmuggling(run: ExaminationRun): Promise<void> {
  const { key, copyKey, stored } = run;
  if (!run.room(2, 1)) {
    run.found(finding('write-links', 'no-room'));
    return;
  }
  await run.attempt('write-links', async () => {
    stored.copy = {};
    const answer = await run.ask({ kind: 'smuggle', key: copyKey, source: key });
    if (answer.failure !== undefined) {
      // A 5xx answer does not say that nothing was copied.
      if (answer.status < 500 || answer.status === 501) stored.copy = undefined;
      run.take(judgeSmuggled(answer, false));
      return;
    }
    const { versionId } = answer;
    if (versionId !== undefined && versionId !== 'null') stored.copy = { versionId };
    const there = await run.ask({ kind: 'fetch', key: copyKey });
    run.take(judgeSmuggled(answer, there.contentCrc32 === crc32Of(probeBody())));
  });
}

/** R2 takes one write of a key in a second (Cloudflare R2, "Limits"). */
const oneWriteEveryMs = 1_100;

/** Examines what no other step depends on: it comes last, and corrections may have used up its requests. */
export async function tryLimits(run: ExaminationRun): Promise<void> {
  const { key } = run;
  await trySmuggling(run);
  // The server should refuse these writes; each may store one more version to remove. Forms first: they alone decide whether guests may write where
  // links to write are open.
  await tryForms(run);
  type Change = Pick<Extract<ProbeRequest, { readonly kind: 'put' }>, 'onlyNew' | 'signedBytes'>;
  const writes: readonly (readonly ['conditional' | 'lengths', Change, (answer: ProbeResponse) => Judged])[] = [
    ['conditional', { onlyNew: true }, judgeConditional],
    ['lengths', { signedBytes: other.length - 1 }, judgeLonger],
  ];
  for (const [step, change, judge] of writes) {
    if (!run.room(1, 1)) {
      run.found(finding(step, 'no-room'));
      continue;
    }
    await run.attempt(step, async () => {
      const again = () => run.ask({ kind: 'put', key, body: other, headers: probeHeaders, ...change });
      let answer = await again();
      if (answer.status === 429 && run.room(1, 1)) {
        await wait(oneWriteEveryMs);
        answer = await again();
      }
      if (answer.failure === undefined) noteStored(run, answer.versionId);
      run.take(judge(answer));
    });
  }
}

/** One byte more, another key, another type: each alone, in a form that the server takes as it was signed. */
const formChanges: readonly FormChange[] = ['size', 'key', 'type'];

/** Whether the server takes upload forms, and refuses each that was changed after it was signed. */
async function tryForms(run: ExaminationRun): Promise<void> {
  const { key, copyKey } = run;
  // The form itself is stored, and the first changed one that is taken.
  if (!run.room(1 + formChanges.length, 2)) {
    run.found(finding('forms', 'no-room'));
    return;
  }
  const form = { kind: 'form', key, body: other, mostBytes: other.length } as const;
  const changed: Readonly<Record<FormChange, ProbeRequest>> = {
    size: { ...form, mostBytes: other.length - 1 },
    key: { ...form, instead: { key: copyKey } },
    type: { ...form, instead: { contentType: 'text/html' } },
  };
  await run.attempt('forms', async () => {
    const answer = await run.ask(form);
    if (isFormTaken(answer)) noteStored(run, answer.versionId);
    let found = judgeForm(answer);
    for (const change of formChanges) {
      if (found !== undefined) break;
      const again = await run.ask(changed[change]);
      // A 5xx answer does not say that nothing was stored.
      if (change === 'key' && (isFormTaken(again) || again.status >= 500)) noteCopy(run, again.versionId);
      else if (isFormTaken(again)) noteStored(run, again.versionId);
      found = judgeChangedForm(again, change);
    }
    run.take(found ?? judgeForms());
  });
}

/** The step that shows the failure of a write. */
export const judgeWriteFailure = (failure: Failure) => {
  const step = stepOfFailure(failure);
  return judgeFatal(failure, step === 'reach' ? 'write' : step);
};
