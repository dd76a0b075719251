// Finds shares and copies their links again, signed for the time that is left, and proven.
import type { ShareSecretsStore } from '../encryption/encryption';
import type { LinkForm } from '../model/settings';
import type { Written } from '../ports/desktop';
import { isMoved } from '../model/nearby/network-reach';
import { shareState, type FoundShares, type Share, type ShareItem, type ShareQuery } from '../model/share';
import { signForNow, type SignAgain } from './extend';
import { asOnlyWriter, giveShareAgain, type GivenContext, type WriterPorts } from '../given/given';
import type { LinkWriter } from '../links/links';
import { asFailure } from '../model/failure';
import { withOthers, type TakingIn } from '../pages/pages';
import type { Ports } from '../ports/ports';
import type { Tell, Store } from '../state/state';
import type { Shared, LinkText } from '../model/share-request';

export interface FreshOptions {
  /** Leaves name and type out of the query; raises `link-not-shorter` where the stored object does not answer with them. */
  readonly short?: boolean;
}

export interface CopyOptions extends FreshOptions {
  /** Default: the setting. */
  readonly form?: LinkForm;
}

/** Whether the link of a share of the bucket on this computer has another address now: then it is made anew, a page too, for its files have it. */
async function isElsewhere({ known, now }: GivenContext, store: Pick<Store, 'get'>, share: Share): Promise<boolean> {
  const { connections, reach, settings } = store.get();
  const isHere = connections.some(({ id, kind }) => id === share.connectionId && kind === 'embedded');
  const mayBe = share.linkEndpoint !== undefined || reach.isOn || settings.opensOnNetwork;
  if (!isHere || !mayBe || shareState(share, now()) !== 'live') return false;
  return known.with(share, ({ connection: { endpoint, shareEndpoint = endpoint } }) =>
    Promise.resolve(isMoved(store.get().reach, share, shareEndpoint)),
  );
}

/** The link opens nothing, or something else than the rows say. */
const isMissed = (error: unknown): boolean => ['object-missing', 'link-unproven'].includes(asFailure(error).code);

export function createCopy(
  context: GivenContext & { readonly ports: WriterPorts & Pick<Ports, 'log'> },
  writer: LinkWriter,
  store: Pick<Store, 'get'>,
  tell: Tell,
  secrets: Pick<ShareSecretsStore, 'fragmentOf'> & TakingIn['secrets'],
  signAgain: SignAgain,
) {
  const { known, mutex } = context;
  const { ports } = context;
  const { ledger } = ports;
  /** Another computer may have given the share another page, or changed the one that it has. Never rejects. */
  const look = (share: Share) =>
    asOnlyWriter(ports, share.id, () =>
      known.with(share, (open) => withOthers({ ports, known, secrets }, share, open)),
    ).catch((error: unknown) => ports.log.error('a page could not be read for its link', asFailure(error)));
  /**
   * Signs the link again for the time that is left and proves it; `expiresAtMs` is the end of this link, and without a network it is not
   * `verified`. Raises `share-not-found`, `encryption-demanded`, `bad-request` for an ended link, `object-missing` (and saves that), `link-unproven`,
   * `page-not-shown`, `link-not-shorter`.
   */
  const freshLink = (shareId: string, { short = false }: FreshOptions = {}): Promise<Shared> =>
    mutex(shareId, async () => {
      const share = known.get(shareId);
      known.checkEncrypted(share);
      if (await isElsewhere(context, store, share)) return signForNow(signAgain, shareId);
      const give = (of: Share) =>
        giveShareAgain(context, of, {
          // A short link is short whatever its link is.
          short: short && ledger.doorsTo(shareId).length === 0,
          fragment: () => secrets.fragmentOf(of),
        });
      const { row, told } = await give(share).catch(async (error: unknown) => {
        if (!isMissed(error)) throw error;
        await look(share);
        return give(known.get(shareId));
      });
      return { share: row, ...told };
    });

  return {
    /** Searches the whole history; `total` counts all matches, `shares` are those from `offset` to `limit`. */
    findShares: (query: ShareQuery): FoundShares => ledger.findShares(query),
    /** Raises `share-not-found`. */
    shareOf: (shareId: string): Share => known.get(shareId),
    /** The objects of a page share in their order, its pages included; none for a file. */
    shareItemsOf: (shareId: string): readonly ShareItem[] => ledger.items(known.get(shareId).id),
    freshLink,
    /** The clipboard's content for these links; default form: the setting. */
    linkText: (links: readonly Shared[], form?: LinkForm): LinkText => writer.textOf(links, form),
    /** Copies the links of the newest `ready` notice, signed again; does nothing without one. Raises what `copyLink` raises. */
    async copyReady() {
      const ready = store.get().notices.findLast(({ content }) => content.kind === 'ready')?.content;
      if (ready?.kind !== 'ready') return;
      const links = await Promise.all(ready.shareIds.map((id) => freshLink(id)));
      await writer.write(links, { isAsked: true, ...(ready.form !== undefined && { form: ready.form }) });
    },
    /** `freshLink` for the clipboard; raises `clipboard-unavailable` too. */
    async copyLink(shareId: string, { form, ...fresh }: CopyOptions = {}): Promise<Written> {
      const shared = await freshLink(shareId, fresh);
      const written = await writer.write([shared], { isAsked: true, ...(form !== undefined && { form }) });
      if (!shared.share.verified) tell({ kind: 'unverified', shareIds: [shareId] });
      return written;
    },
  };
}

export type Copy = ReturnType<typeof createCopy>;
