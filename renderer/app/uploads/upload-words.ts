// Progress text of an upload, from its numbers.
import type { UploadPhaseView, UploadView } from '../../../preload/views/views';
import { assertNever } from '../state/assert-never';
import { formats } from '../state/format';
import { words } from '../state/words';

/** Whole percent, 0 to 100; it reaches 100 only when every byte is sent, and an empty file has nothing left to send. */
export function progressOf({ phase, sentBytes, sizeBytes }: UploadView): number {
  if (phase === 'verifying') return 100;
  if (sizeBytes <= 0) return 0;
  return Math.min(100, Math.max(0, Math.floor((sentBytes / sizeBytes) * 100)));
}

/** One line: how much, how fast, how long, or the step it is in; of a page first how many of its files. */
export function statusOf(upload: UploadView): string {
  const { page } = upload;
  if (page === undefined || page.fileCount === 1) return stepOf(upload);
  const files = words.uploads.pageFiles({ stored: formats.number(page.storedCount), count: page.fileCount });
  return upload.phase === 'failed' ? files : `${files} · ${stepOf(upload)}`;
}

function stepOf(upload: UploadView): string {
  switch (upload.phase) {
    case 'waiting':
      return `${words.uploads.waiting} · ${formats.bytes(upload.sizeBytes)}`;
    case 'uploading': {
      // A request counts its first byte as soon as its socket is open.
      if (upload.sentBytes <= 1) return `${words.uploads.starting} · ${formats.bytes(upload.sizeBytes)}`;
      const parts = [
        words.uploads.amount({ sent: formats.bytes(upload.sentBytes), size: formats.bytes(upload.sizeBytes) }),
      ];
      if (upload.isSilent === true) parts.push(words.uploads.silent);
      if (upload.bytesPerSecond > 0) parts.push(words.uploads.rate({ bytes: formats.bytes(upload.bytesPerSecond) }));
      if (upload.secondsLeft !== undefined)
        parts.push(words.uploads.left({ duration: formats.duration(upload.secondsLeft) }));
      return parts.join(' · ');
    }
    case 'paused':
    case 'offline':
    case 'awaiting-credentials': {
      const amount = words.uploads.amount({
        sent: formats.bytes(upload.sentBytes),
        size: formats.bytes(upload.sizeBytes),
      });
      return `${words.uploads[upload.phase]} · ${amount}`;
    }
    case 'verifying':
      return words.uploads.verifying;
    case 'failed':
      return words.uploads.failed;
    default:
      return assertNever(upload.phase);
  }
}

/** Paused by the user, without network or without credentials: it can resume where it stopped. */
export function isHeld(phase: UploadPhaseView): boolean {
  return phase === 'paused' || phase === 'offline' || phase === 'awaiting-credentials';
}

/** On its way, or in the queue for it. */
export function isMoving(phase: UploadPhaseView): boolean {
  return phase === 'waiting' || phase === 'uploading' || phase === 'verifying';
}

/** `2 running, 398 waiting`, or nothing for a single upload. */
export function summaryOf(uploads: readonly UploadView[]): string | undefined {
  const counts = { running: 0, waiting: 0, paused: 0 };
  for (const { phase } of uploads) {
    if (phase === 'uploading' || phase === 'verifying') counts.running += 1;
    else if (phase === 'waiting' || phase === 'offline' || phase === 'awaiting-credentials') counts.waiting += 1;
    else if (phase === 'paused') counts.paused += 1;
  }
  if (counts.running + counts.waiting + counts.paused < 2) return undefined;
  const named = Object.entries(counts) as [keyof typeof counts, number][];
  return named
    .filter(([, n]) => n > 0)
    .map(([name, n]) => words.uploads.summary[name]({ count: n }))
    .join(', ');
}
