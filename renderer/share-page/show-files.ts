// The files of a share with all that can be done with them.
import { byId, element } from '../page/element';
import type { Delivery } from './delivery';
import { createFileList, type FileList } from './file-list';
import { checksum } from './file-row';
import { showActions, showSummary } from './hero';
import type { StateOfPage } from './page-state';
import type { Server } from './server';
import type { Entry } from './share';
import { createViewer } from './viewer';
import type { Language } from './words';

export interface ShowFilesOptions {
  readonly state: StateOfPage;
  readonly server: Server;
  readonly language: Language;
  readonly delivery: Delivery;
}

/** Fills the head and the list with what the state knows. */
export function showFiles({ state, server, language, delivery }: ShowFilesOptions) {
  const { words } = language;
  let list: FileList | undefined;
  const viewer = createViewer({
    server,
    language,
    delivery,
    listed: () => {
      const offered = new Set(state.offered());
      return (list?.ordered() ?? state.entries()).filter((entry) => offered.has(entry));
    },
  });
  const preview = viewer.open;
  const files = byId('files');
  files.setAttribute('aria-label', words.listLabel);
  let endActions = () => {};
  let single: Entry | undefined;
  const renew = () => {
    const entries = state.entries();
    const [only] = entries;
    showSummary(
      entries.filter((entry) => state.file(entry) !== 'removed'),
      language,
    );
    if (list !== undefined) list.renew();
    else if (only !== undefined && entries.length === 1) {
      if (single === only) return;
      endActions();
      single = only;
      endActions = showActions({ state, server, language, delivery, preview });
      files.replaceChildren(...(only.sha256 === undefined ? [] : [checksum(only.sha256)]));
    } else {
      endActions();
      list = createFileList(state, language, { preview, control: delivery.control });
      endActions = showActions({ state, server, language, delivery, preview });
      files.replaceChildren(list.element);
      state.onChange(list.refresh);
    }
  };
  renew();
  return {
    /** The entries of the page are others now. */
    renew,
    /** Ends all that is going on. */
    end() {
      endActions();
      viewer.close();
    },
  };
}

export type ShownFiles = ReturnType<typeof showFiles>;

export function showFooter(texts: readonly string[]): void {
  byId('footer').replaceChildren(...texts.map((text) => element('p', {}, text)));
}
