// Copies links to the clipboard in the form of the settings, and warns of one that is too long for mail programs.
import { Failure } from '../model/failure';
import type { LinkForm } from '../model/settings';
import { linkText, templateMeant } from '../wording/link-text';
import { longLink } from '../model/links/link-length';
import { noticesEnded } from '../state/rules/app-state';
import type { Written } from '../ports/desktop';
import type { Tell, Store } from '../state/state';
import type { Ports } from '../ports/ports';
import type { Shared, LinkText } from '../model/share-request';
import { spokenHere } from '../wording/formats';

export interface LinkOptions {
  /** The setting unless given. */
  readonly form?: LinkForm;
  readonly isAsked?: boolean;
}

export function createLinkWriter({ clipboard, clock }: Pick<Ports, 'clipboard' | 'clock'>, store: Store, tell: Tell) {
  /** The links as text; `form` is the setting unless given. */
  const textOf = (links: readonly Shared[], form?: LinkForm): LinkText => {
    const { linkForm, linkTemplate } = store.get().settings;
    const here = spokenHere(new Intl.DateTimeFormat().resolvedOptions());
    return linkText(links, { ...here, form: form ?? linkForm, template: templateMeant(linkTemplate), nowMs: clock() });
  };

  const said = (kind: 'copied' | 'ready', links: readonly Shared[], form: LinkForm | undefined) => {
    const shares = links.map(({ share }) => share);
    const until = Math.min(...shares.map(({ expiresAtMs }) => expiresAtMs));
    // Each of them is about what lies on the clipboard, which holds these links now.
    store.apply(noticesEnded('ready'));
    store.apply(noticesEnded('copied'));
    const about = { count: shares.length, shareIds: shares.map(({ id }) => id), until };
    const leftSeconds = links.length === 1 ? links[0]?.leftSeconds : undefined;
    const untold = links.some(({ endUntold }) => endUntold) && { endUntold: true as const };
    const copied = { ...(leftSeconds !== undefined && { leftSeconds }), ...untold };
    tell(kind === 'copied' ? { kind, ...about, ...copied } : { kind, ...about, ...(form !== undefined && { form }) });
  };

  /** Whether the notice that offers them is still shown and no link was revoked. */
  const isStillReady = (links: readonly Shared[]) => {
    const { notices, shares } = store.get();
    const ids = links.map(({ share }) => share.id);
    const offered = notices.some(({ content }) => content.kind === 'ready' && content.shareIds.join() === ids.join());
    return offered && !shares.some(({ id, revokedAtMs }) => revokedAtMs !== undefined && ids.includes(id));
  };

  return {
    textOf,
    /**
     * Puts the links, at least one, on the clipboard and shows a notice; where the desktop takes nothing from a window without the focus, the
     * notice offers to copy them. `isAsked`: the user pressed "Copy" for these links. Raises `clipboard-unavailable`.
     */
    async write(links: readonly Shared[], { form, isAsked = false }: LinkOptions = {}): Promise<Written> {
      let written: Written;
      try {
        written = await clipboard.write(textOf(links, form), {
          isAsked,
          isStillWanted: () => isStillReady(links),
          onLater: () => said('copied', links, form),
        });
      } catch (error) {
        throw new Failure('clipboard-unavailable', {}, error);
      }
      const longest = links.reduce((a, b) => (b.url.length > a.url.length ? b : a));
      const long = longLink(longest.url);
      if (long !== undefined) {
        tell({ kind: 'long-link', shareId: longest.share.id, name: longest.share.name, ...long });
      }
      said(written === 'written' ? 'copied' : 'ready', links, form);
      return written;
    },
  };
}

export type LinkWriter = ReturnType<typeof createLinkWriter>;
