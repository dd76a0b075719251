// Examinations as the window shows them, in the doctor's own words: fine, limited, failed and under way.
import type { ExaminationView } from '../../preload/views/examination-views';
import {
  emptyExamination,
  failedFinding,
  finding,
  withFinding,
  type Examination,
  type Finding,
} from '../../main/core/model/examination';
import { examinationSteps } from '../../main/core/model/examination-steps';
import { Failure } from '../../main/core/model/failure';
import { examinationView } from '../../main/ipc/examination-view';
import { newYearMs, sampleConnection } from '../fakes/samples';

const host = 's3.example.com';
const place = { ...sampleConnection, bucket: 'studio-handoff', prefix: 'mayfly/' };
const begun = emptyExamination(place, newYearMs);

const fine: readonly Finding[] = [
  finding('reach', 'reached', { host }),
  finding('clock', 'clock-right'),
  finding('keys', 'keys-taken'),
  finding('region', 'region-right', { region: 'us-east-1' }),
  finding('addressing', 'addressing-right', { addressing: 'path', host }),
  finding('bucket', 'bucket-there', { bucket: 'studio-handoff' }),
  finding('lifecycle', 'rules-readable'),
  finding('write', 'write-allowed'),
  finding('checksums', 'checksums-told'),
  finding('link', 'link-opens'),
  finding('overrides', 'overrides-kept'),
  finding('pages', 'pages-shown'),
  finding('compression', 'gzip-kept'),
  finding('cors', 'cors-closed'),
  finding('describe', 'describe-allowed'),
  finding('parts', 'parts-work'),
  finding('list-parts', 'list-parts-allowed'),
  finding('etags', 'etags-md5'),
  finding('abort', 'abort-allowed'),
  finding('write-links', 'write-links-safe'),
  finding('conditional', 'conditional-kept'),
  finding('lengths', 'lengths-kept'),
  finding('forms', 'forms-limited'),
  finding('delete', 'delete-allowed'),
  finding('versions', 'versions-none'),
  finding('list', 'list-allowed'),
  finding('clean-up', 'cleaned'),
];

const of = (found: readonly Finding[], change: Partial<Examination> = {}): Examination => ({
  ...found.reduce(withFinding, begun),
  endedAtMs: newYearMs + 900,
  requests: 14,
  ...change,
});

export const fineExamination = (id = 'draft:'): ExaminationView => examinationView(id, of(fine));

/** Filled in from what the server said, without the right to delete, at a server that shows no pages. */
export const limitedExamination = (id = 'draft:'): ExaminationView =>
  examinationView(
    id,
    of(
      [
        ...fine,
        finding('region', 'region-corrected', { region: 'eu-west-1' }),
        finding('pages', 'pages-hidden'),
        finding('compression', 'gzip-lost'),
        finding('delete', 'delete-denied'),
        finding('clean-up', 'left-behind', { key: 'mayfly/2Fq0rC7yQpKc5mXW0bT1dA/mayfly-test.html' }),
      ],
      { corrected: { ...sampleConnection, region: 'eu-west-1' } },
    ),
  );

export const failedExamination = (id = 'draft:'): ExaminationView => {
  const failure = new Failure('signature-rejected', { host, bucket: 'studio-handoff' });
  const skipped = examinationSteps.map((step) => finding(step, 'not-asked'));
  const found = [...skipped, ...fine.slice(0, 2), failedFinding(failure), finding('clean-up', 'nothing-stored')];
  return examinationView(id, of(found, { failure, requests: 2 }));
};

export const runningExamination = (id = 'draft:'): ExaminationView => {
  const { endedAtMs: _end, ...running } = of(fine.slice(0, 11));
  return examinationView(id, { ...running, step: 'parts' });
};
