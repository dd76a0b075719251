// The files of a share with all that can be done with them.
import { byId, element } from '../page/element';
import type { Delivery } from './delivery';
import { createFileList } from './file-list';
import { checksum } from './file-row';
import { showActions, showSummary } from './hero';
import type { StateOfPage } from './page-state';
import type { Server } from './server';
import type { Share } from './share';
import { createViewer } from './viewer';
import type { Language } from './words';

export interface ShowFilesOptions {
  readonly share: Share;
  readonly state: StateOfPage;
  readonly server: Server;
  readonly language: Language;
  readonly delivery: Delivery;
}

/** Fills the head and the list; gives what ends all that is going on. */
export function showFiles({ share, state, server, language, delivery }: ShowFilesOptions): () => void {
  const { entries } = share;
  const { words } = language;
  showSummary(share, language);
  const viewer = createViewer({
    server,
    language,
    delivery,
    listed: () => list?.ordered ?? entries,
  });
  const preview = viewer.open;
  const endActions = showActions({ entries, state, server, language, delivery, preview });
  const [only] = entries;
  // A single file stands in the head alone.
  const list =
    entries.length === 1 ? undefined : createFileList(entries, state, language, { preview, control: delivery.control });
  const files = byId('files');
  files.setAttribute('aria-label', words.listLabel);
  files.replaceChildren(...(list === undefined ? checksumOf(only) : [list.element]));
  if (list !== undefined) state.onChange(list.refresh);
  return () => {
    endActions();
    viewer.close();
  };
}

const checksumOf = (only: Share['entries'][number] | undefined): readonly Element[] =>
  only?.sha256 === undefined ? [] : [checksum(only.sha256)];

export function showFooter(texts: readonly string[]): void {
  byId('footer').replaceChildren(...texts.map((text) => element('p', {}, text)));
}
