// The link of a file request on the clipboard and as a QR code. It is signed again for each of them and kept nowhere.
import { Failure } from '../model/failure';
import { linkCode, shownCode } from '../links/links';
import type { ShownCode } from '../model/qr';
import type { Written } from '../ports/desktop';
import type { Ports } from '../ports/ports';
import { noticesEnded } from '../state/rules/app-state';
import type { Tell, Store } from '../state/state';
import type { BoundLate } from '../async/verbs';
import type * as changing from './change-requests';
import type * as making from './file-requests';
import type { FileRequestsContext, MadeFileRequest } from './file-requests';
import type { FileRequestOptions } from './rules/request-options';

export interface CopiedRequest {
  readonly requestId: string;
  /** `pending-focus`: the notice offers to copy it. */
  readonly written: Written;
}

export function createRequestLinks(
  ports: Pick<Ports, 'clipboard' | 'encodeQr' | 'wifiName'>,
  store: Store,
  tell: Tell,
  requests: BoundLate<
    FileRequestsContext,
    Pick<typeof making, 'requestFiles' | 'requestLink'> & Pick<typeof changing, 'extendFileRequest'>
  >,
) {
  const copy = async ({ request, url, expiresAtMs, doorFailure }: MadeFileRequest): Promise<CopiedRequest> => {
    const { id: requestId, title: name } = request;
    const said = (isCopied: boolean) => {
      // Each of them is about what lies on the clipboard, which holds this link now.
      for (const kind of ['ready', 'copied', 'request-link'] as const) store.apply(noticesEnded(kind));
      tell({ kind: 'request-link', requestId, name, until: expiresAtMs, isCopied });
    };
    const isStillWanted = () =>
      store.get().notices.some(({ content }) => content.kind === 'request-link' && content.requestId === requestId);
    let written: Written;
    try {
      written = await ports.clipboard.write({ text: url }, { isAsked: true, isStillWanted, onLater: () => said(true) });
    } catch (error) {
      throw new Failure('clipboard-unavailable', {}, error);
    }
    said(written === 'written');
    if (doorFailure !== undefined) tell({ kind: 'failure', failure: doorFailure });
    return { requestId, written };
  };
  return {
    requestFilesAndCopy: async (options: FileRequestOptions): Promise<CopiedRequest> =>
      copy(await requests.requestFiles(options)),
    copyRequestLink: async (requestId: string): Promise<CopiedRequest> => copy(await requests.requestLink(requestId)),
    extendAndCopy: async (requestId: string, seconds: number): Promise<CopiedRequest> =>
      copy(await requests.extendFileRequest(requestId, seconds)),
    /** Its link as a code. Raises `qr-too-long`. */
    async requestQr(requestId: string): Promise<ShownCode> {
      const { request, url, expiresAtMs } = await requests.requestLink(requestId);
      return shownCode({ ...(await linkCode(ports, url)), name: request.title, expiresAtMs });
    },
  };
}

/** All raise what making the link raises, and `clipboard-unavailable`; the request is there then all the same. */
export type RequestLinks = ReturnType<typeof createRequestLinks>;
