// What a link gives away, whatever its row is: computed from the row where it is needed, and saved nowhere.
import { honoursOverrides } from '../../model/capabilities';
import { signedPlaceOf, type Connection } from '../../model/connection';
import { contentDisposition, linkAnswer } from '../../model/links/link-headers';
import { pageAnswer } from '../../model/links/page-answer';
import type { StoredAt } from '../../model/place';
import type { FileRequest } from '../../model/requests/file-request';
import type { Share, ShareItem } from '../../model/share';

/** What a link to a file is answered with. */
export interface FileAnswer {
  readonly responseContentType: string;
  readonly responseContentDisposition: string;
}

/** What a link without its object means: one that was stored just now is not proven, others' was never there, and ours is missing. */
export type IfGone = 'unproven' | 'not-found' | 'missing';

export interface Opens {
  /** `undefined` proves nothing: the row is damaged, or the size was never told. */
  readonly sizeBytes: number | undefined;
  /** What the link asks the server to answer. */
  readonly headers: Partial<FileAnswer> | typeof pageAnswer;
  /** What a link to a file answers, whoever says it; `undefined` for a page. */
  readonly answers?: FileAnswer;
  /** A page is worth nothing where no browser shows it. */
  readonly shows: 'page' | 'anything';
}

export interface Given {
  readonly id: string;
  readonly at: StoredAt;
  /** For failures. */
  readonly name: string;
  readonly opens: Opens;
  /** Unix ms on the server's clock: the end of the present link. */
  readonly endsAtMs: number;
  readonly ifGone: IfGone;
}

/** What is given by a link that is made now, whose end is not in a row yet. */
export type GivenNow = Omit<Given, 'endsAtMs'>;

/** Bytes of the object that the link opens: of the page, not of its files. */
export const openedBytes = (share: Share, items: readonly ShareItem[]): number | undefined =>
  share.kind === 'file' ? share.sizeBytes : items.find(({ key }) => key === share.key)?.sizeBytes;

type File = Pick<Share, 'name' | 'sizeBytes' | 'origin' | 'contentType' | 'disposition'>;

export function fileAnswer({
  contentType,
  disposition,
  name,
}: Pick<File, 'contentType' | 'disposition' | 'name'>): FileAnswer {
  const answer = linkAnswer(contentType, disposition);
  return {
    responseContentType: answer.contentType,
    responseContentDisposition: contentDisposition(answer.disposition, name),
  };
}

/** Whether a link that asks for no headers is answered with these. */
export const answersAs = (
  { responseContentType, responseContentDisposition }: FileAnswer,
  seen: { readonly contentType?: string; readonly contentDisposition?: string },
): boolean => seen.contentType === responseContentType && seen.contentDisposition === responseContentDisposition;

/** Headers that the server ignores only make the link longer: Mayfly stored the object with the same. */
function opensOfFile(file: File, of: Pick<Connection, 'capabilities'>): Opens {
  const answers = fileAnswer(file);
  const headers = file.origin === 'uploaded' && !honoursOverrides(of) ? {} : answers;
  return { sizeBytes: file.sizeBytes, headers, answers, shows: 'anything' };
}

/** The share with the connection's present share endpoint, for which another link is signed. */
export const signedNow = (
  { linkEndpoint: _before, ...share }: Share,
  { shareEndpoint }: Pick<Connection, 'shareEndpoint'>,
): Share => (shareEndpoint === undefined ? share : { ...share, linkEndpoint: shareEndpoint });

/** `items`: of a page, to know its size. */
export const givenShare = (
  share: Share,
  items: readonly ShareItem[],
  of: Pick<Connection, 'capabilities'>,
  ifGone: IfGone = 'missing',
): Given => ({
  id: share.id,
  at: share,
  name: share.name,
  opens:
    share.kind === 'file'
      ? opensOfFile(share, of)
      : { sizeBytes: openedBytes(share, items), headers: pageAnswer, shows: 'page' },
  endsAtMs: share.expiresAtMs,
  ifGone,
});

/** What the row of a share of one file that was stored just now says before its link is made. */
export const uploadedFile = <File extends Pick<Share, 'id' | 'key' | 'contentType' | 'disposition'>>(
  file: File,
  connection: Connection,
) =>
  ({
    connectionId: connection.id,
    kind: 'file',
    origin: 'uploaded',
    fileCount: 1,
    ...signedPlaceOf(connection),
    ...file,
  }) as const;

/** A file whose link is made now. */
export const givenFile = (
  file: StoredAt & File & Pick<Share, 'id'>,
  of: Pick<Connection, 'capabilities'>,
  ifGone: IfGone,
): GivenNow => ({ id: file.id, at: file, name: file.name, opens: opensOfFile(file, of), ifGone });

/** `sizeBytes`: of its page. */
export const givenRequest = (request: FileRequest, sizeBytes: number | undefined): Given => ({
  id: request.id,
  at: request,
  name: request.title,
  opens: { sizeBytes, headers: pageAnswer, shows: 'page' },
  endsAtMs: request.expiresAtMs,
  ifGone: 'unproven',
});
