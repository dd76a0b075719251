// The files of a share with all that can be done with them.
import { byId, element } from '../page/element';
import type { Delivery } from './delivery';
import { createFileList } from './file-list';
import { checksum } from './file-row';
import { showActions, showSummary } from './hero';
import type { StateOfPage } from './page-state';
import type { Server } from './server';
import type { Entry } from './share';
import { createViewer } from './viewer';
import type { Language } from './words';

export interface ShowFilesOptions {
  readonly entries: readonly Entry[];
  readonly state: StateOfPage;
  readonly server: Server;
  readonly language: Language;
  readonly delivery: Delivery;
}

/** Fills the head and the list; gives what ends all that is going on. */
export function showFiles({ entries, state, server, language, delivery }: ShowFilesOptions): () => void {
  const { words } = language;
  showSummary(entries, language);
  let ordered = entries;
  const viewer = createViewer({
    server,
    language,
    delivery,
    listed: () => ordered,
  });
  const preview = viewer.open;
  const endActions = showActions({ entries, state, server, language, delivery, preview });
  const files = byId('files');
  files.setAttribute('aria-label', words.listLabel);
  const [only] = entries;
  if (only !== undefined && entries.length === 1) {
    files.replaceChildren(...(only.sha256 === undefined ? [] : [checksum(only.sha256)]));
  } else {
    const list = createFileList(entries, state, language, { preview, control: delivery.control });
    ({ ordered } = list);
    files.replaceChildren(list.element);
    state.onChange(list.refresh);
  }
  return () => {
    endActions();
    viewer.close();
  };
}

export function showFooter(texts: readonly string[]): void {
  byId('footer').replaceChildren(...texts.map((text) => element('p', {}, text)));
}
