// Why this exists: links reach the clipboard in the form the user chose, whoever copies them, and one that mail would cut is told.
import { Failure } from '../domain/failure';
import type { LinkForm } from '../domain/settings';
import { spokenHere } from '../domain/clock-text';
import { linkText, templateMeant, type LinkText } from '../domain/link-text';
import { longLink } from '../domain/long-link';
import type { Shared } from './app';
import { createTell } from './notices';
import type { Ports } from './ports';
import type { Store } from './store';

export interface LinkWriter {
  /** The links as text; `form` is the setting unless given. */
  textOf(links: readonly Shared[], form?: LinkForm): LinkText;
  /** Puts them, at least one, on the clipboard and says so. Raises `clipboard-unavailable`. */
  write(links: readonly Shared[], form?: LinkForm): Promise<void>;
}

export function createLinkWriter(ports: Pick<Ports, 'clipboard' | 'clock' | 'newId'>, store: Store): LinkWriter {
  const { clipboard, clock } = ports;
  const notice = createTell(ports, store);

  const textOf = (links: readonly Shared[], form?: LinkForm): LinkText => {
    const { linkForm, linkTemplate } = store.get().settings;
    const here = spokenHere(new Intl.DateTimeFormat().resolvedOptions());
    return linkText(links, { ...here, form: form ?? linkForm, template: templateMeant(linkTemplate), nowMs: clock() });
  };

  return {
    textOf,
    async write(links, form) {
      try {
        await clipboard.write(textOf(links, form));
      } catch (error) {
        throw new Failure('clipboard-unavailable', {}, error);
      }
      const longest = links.reduce((a, b) => (b.url.length > a.url.length ? b : a));
      const long = longLink(longest.url);
      if (long !== undefined) {
        notice({ kind: 'long-link', shareId: longest.share.id, name: longest.share.name, ...long });
      }
      const shares = links.map(({ share }) => share);
      const until = Math.min(...shares.map(({ expiresAtMs }) => expiresAtMs));
      notice({ kind: 'copied', count: shares.length, shareIds: shares.map(({ id }) => id), until });
    },
  };
}
