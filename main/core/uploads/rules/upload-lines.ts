// The lines of a list of uploads: one for each upload by itself, and one for a page with all its files.
import { isMoving, type Upload, type UploadingPage, type UploadPhase } from '../../model/upload';

/** An upload, or a page whose size, progress and speed are those of all its files. */
export interface UploadLine extends Upload {
  readonly page?: LinePage;
}

export interface LinePage {
  /** Without cancelled files. */
  readonly fileCount: number;
  readonly storedCount: number;
  /** Those that are not stored yet, in their order. */
  readonly files: readonly Upload[];
  readonly failed: readonly Upload[];
}

/** The lines in the order of `uploads`: a page stands where its first upload does. */
export function uploadLines(uploads: readonly Upload[], pages: readonly UploadingPage[]): readonly UploadLine[] {
  if (pages.length === 0) return uploads;
  const pageOf = new Map(pages.map((page) => [page.id, page]));
  const groups = new Map<string, Upload[]>();
  for (const upload of uploads) {
    const { id, pageId = id } = upload;
    const key = pageOf.has(pageId) ? pageId : id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [upload]);
    else group.push(upload);
  }
  return Array.from(groups, ([key, group]) => {
    const page = pageOf.get(key);
    return page === undefined ? group : [pageLine(page, group)];
  }).flat();
}

function pageLine(
  { id, title, storedCount, storedBytes, ...page }: UploadingPage,
  group: readonly Upload[],
): UploadLine {
  // A page whose files are all stored has a row of its own while it is written.
  const own = group.find((upload) => upload.id === id);
  const files = group.filter((upload) => upload.id !== id);
  const running = files.filter(({ phase }) => phase.kind === 'uploading');
  const sum = (of: (upload: Upload) => number) => files.reduce((total, upload) => total + of(upload), storedBytes);
  return {
    id,
    name: title,
    connectionId: page.connectionId,
    startedAtMs: page.startedAtMs,
    sizeBytes: sum(({ sizeBytes }) => sizeBytes),
    sentBytes: sum(({ sentBytes }) => sentBytes),
    bytesPerSecond: page.bytesPerSecond,
    ...(running.length > 0 && running.every(({ isSilent }) => isSilent === true) && { isSilent: true }),
    phase: own?.phase ?? phaseOf(files),
    page: {
      fileCount: storedCount + files.length,
      storedCount,
      files,
      failed: files.filter(({ phase }) => phase.kind === 'failed'),
    },
  };
}

/** Of a page's phase the one that is true first: something moves, something waits for a cause, the user paused it, nothing is left but failures. */
function phaseOf(files: readonly Upload[]): UploadPhase {
  const first = (kind: UploadPhase['kind']) => files.find(({ phase }) => phase.kind === kind)?.phase;
  const moving = files.filter(({ phase }) => isMoving(phase));
  // A page of small files always has one that is checked; only the last ones make it a page that is checked.
  if (moving.length > 0 && moving.every(({ phase }) => phase.kind === 'verifying')) return { kind: 'verifying' };
  if (moving.some(({ phase }) => phase.kind !== 'waiting')) return { kind: 'uploading' };
  return (
    first('waiting') ??
    first('awaiting-credentials') ??
    first('offline') ??
    first('paused') ??
    first('failed') ?? { kind: 'waiting' }
  );
}
