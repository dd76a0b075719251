// What the link of a share is signed for, and what that to a file asks the server to answer: its name and type, where the server listens to that.
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
  file: File & Pick<Share, 'origin'>,
  connection: Pick<Connection, 'capabilities'>,
): Partial<FileAnswer> => (file.origin === 'uploaded' && !honoursOverrides(connection) ? {} : fileAnswer(file));

/** Whether a link without them is answered with the same headers. */
export function answersAs(file: File, { contentType, contentDisposition: disposition }: Seen): boolean {
  const wanted = fileAnswer(file);
  return contentType === wanted.responseContentType && disposition === wanted.responseContentDisposition;
}

/** The endpoint that the share's link was signed for; the connection may sign for another one now. */
export function signedFor(
  share: Pick<Share, 'endpoint' | 'linkEndpoint'>,
  { kind, endpoint, shareEndpoint }: Pick<Connection, 'kind' | 'endpoint' | 'shareEndpoint'>,
): { readonly endpoint?: string } {
  const wanted = share.linkEndpoint ?? share.endpoint;
  return kind === 'embedded' || wanted === (shareEndpoint ?? endpoint) ? {} : { endpoint: wanted };
}
