// The one place that sends to the window: the whole view, at most ten times a second, the last one always; and to each
// document's preload script, once, its document token.
import type { WebContents } from 'electron';
import { documentTokenIssued, stateChanged } from '../../preload/contract';
import { createThrottle } from '../core/async/throttle';
import type { DocumentTokens } from './document-tokens';
import type { ViewSource } from './view-source';

const intervalMs = 100;
/** A small file has its link by then on a quick line; the window, drawn meanwhile, would take the processor from it. Nobody sees so short a wait. */
const settleMs = 25;

/** Pushes until the window is gone. */
export function pushTo(contents: WebContents, source: ViewSource): void {
  let due: NodeJS.Timeout | undefined;
  const send = () => {
    if (!contents.isDestroyed()) contents.send(stateChanged, JSON.stringify(source.current()));
  };
  const throttle = createThrottle(intervalMs, () => {
    due = setTimeout(send, settleMs);
  });
  const unsubscribe = source.subscribe(() => throttle.request());
  contents.once('destroyed', () => {
    unsubscribe();
    throttle.cancel();
    clearTimeout(due);
  });
}

/** Sends a document token to the preload script of every document of these web contents; the page's scripts have no `ipcRenderer`. */
export function giveDocumentTokens(contents: WebContents, documentTokens: DocumentTokens): void {
  contents.on('dom-ready', () => contents.send(documentTokenIssued, documentTokens.issue(contents.id)));
  const { id } = contents;
  contents.once('destroyed', () => documentTokens.revoke(id));
}
