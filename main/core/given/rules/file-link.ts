// What the link to a file asks the server to answer: its name and type, where the server listens to that.
import { honoursOverrides } from '../../model/capabilities';
import type { Connection } from '../../model/connection';
import type { Share } from '../../model/share';
import { contentDisposition, linkAnswer } from '../../model/links/link-headers';

export interface FileAnswer {
  readonly responseContentType: string;
  readonly responseContentDisposition: string;
}

interface Seen {
  readonly contentType?: string;
  readonly contentDisposition?: string;
}

type File = Pick<Share, 'contentType' | 'disposition' | 'name'>;

export function fileAnswer({ contentType, disposition, name }: File): FileAnswer {
  const answer = linkAnswer(contentType, disposition);
  return {
    responseContentType: answer.contentType,
    responseContentDisposition: contentDisposition(answer.disposition, name),
  };
}

/** Of every link to a file. Overrides that the server ignores only make the link longer: Mayfly stored the object with the same headers. */
export const fileOverrides = (
  answers: FileAnswer,
  { origin }: Pick<Share, 'origin'>,
  connection: Pick<Connection, 'capabilities'>,
): Partial<FileAnswer> => (origin === 'uploaded' && !honoursOverrides(connection) ? {} : answers);

/** Whether a link without them is answered with the same headers. */
export function answersAs(file: File, { contentType, contentDisposition: disposition }: Seen): boolean {
  const wanted = fileAnswer(file);
  return contentType === wanted.responseContentType && disposition === wanted.responseContentDisposition;
}
