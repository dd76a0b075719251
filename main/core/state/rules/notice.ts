// The messages to the user that belong to no single upload.
import type { ClosedDoor } from '../../model/door';
import type { Failure } from '../../model/failure';
import type { ReceivedFiles } from '../../model/requests/file-request';
import type { LongLink } from '../../model/links/link-length';
import type { LinkForm } from '../../model/settings';

export interface Notice {
  readonly id: string;
  readonly atMs: number;
  readonly content:
    | { readonly kind: 'failure'; readonly failure: Failure }
    /** `leftSeconds`: how long the files of a single one are still sent, where that is known. `endUntold`: as of `Lifetime`. */
    | {
        readonly kind: 'copied';
        readonly count: number;
        readonly shareIds: readonly string[];
        readonly until: number;
        readonly leftSeconds?: number;
        readonly endUntold?: true;
      }
    /** The user must press to copy: the desktop takes nothing from a program without the focus. `form`: other than the setting. */
    | {
        readonly kind: 'ready';
        readonly count: number;
        readonly shareIds: readonly string[];
        readonly until: number;
        readonly form?: LinkForm;
      }
    /** `links`: how many were proven to fail, one, or those of a page and its files. */
    | {
        readonly kind: 'revoked';
        readonly name: string;
        readonly links: number;
        /** Of its short link, where it had one; `cached`: what is in front of it still gives it. */
        readonly door?: 'closed' | 'cached';
      }
    /** A short link that was closed, and what it and the link behind it answered. `address`: of the short link. `isPage`: with a page that says so. */
    | ({ readonly kind: 'door-closed'; readonly address: string; readonly isPage: boolean } & Pick<
        ClosedDoor,
        'status' | 'isCached' | 'target'
      >)
    /** A short link leads to something else now. `name`: of that. */
    | { readonly kind: 'door-pointed'; readonly address: string; readonly name: string }
    /** Links made without a proof, because the network was lost. */
    | { readonly kind: 'unverified'; readonly shareIds: readonly string[] }
    /** `offsetMs`: how far the server's clock is ahead of this computer's. */
    | { readonly kind: 'clock'; readonly offsetMs: number }
    /** `oldEndMs`: the end of the old link, Unix ms; absent for an ended one. */
    | {
        readonly kind: 'extended';
        readonly shareId: string;
        readonly name: string;
        readonly oldEndMs?: number;
        /** It has a short link: the link that people have is the same one. */
        readonly isSame?: true;
        /** The link was copied, and opens until then, Unix ms. */
        readonly copiedUntilMs?: number;
      }
    /** The link of a file request. `isCopied`: false where the user must press to copy it. `until`: its end, Unix ms. */
    | {
        readonly kind: 'request-link';
        readonly requestId: string;
        readonly name: string;
        readonly until: number;
        readonly isCopied: boolean;
      }
    /** A guest sent files. */
    | ({ readonly kind: 'received' } & ReceivedFiles)
    /** A share that is kept alive has a new link. */
    | { readonly kind: 'renewed'; readonly shareId: string; readonly name: string; readonly oldEndMs: number }
    /** Undo is possible while the notice stands. `name`: of the only one. `ofPage`: that one is a file of a page, which waits as long. */
    | { readonly kind: 'cancelled'; readonly count: number; readonly name?: string; readonly ofPage?: true }
    /** From the history; `linkLives`: the link is live and can no longer be revoked here. */
    | { readonly kind: 'removed'; readonly shareId: string; readonly name: string; readonly linkLives: boolean }
    | { readonly kind: 'skipped'; readonly count: number }
    /** An upload began again from its start. */
    | { readonly kind: 'restarted'; readonly name: string; readonly why: 'file-changed' | 'upload-lost' }
    /** The storage shows no pages, so every file gets a link of its own. */
    | { readonly kind: 'separate-links'; readonly connectionName: string }
    /** The text on the clipboard was such links and nothing else, so it was not shared. `name` of a single one; `shareId` while it opens. */
    | { readonly kind: 'own-link'; readonly count: number; readonly name?: string; readonly shareId?: string }
    | { readonly kind: 'session-only' }
    | { readonly kind: 'update'; readonly version: string }
    /** Mail would cut this link, the longest of those that were copied. */
    | ({ readonly kind: 'long-link'; readonly shareId: string; readonly name: string } & LongLink);
}

type Content = Notice['content'];

/** News of a new link that a later link of the same share makes old. What can be undone or must be pressed is none. */
const newLinks: ReadonlySet<Content['kind']> = new Set(['copied', 'extended', 'renewed']);

const sharesOf = (content: Content): readonly string[] =>
  'shareIds' in content
    ? content.shareIds
    : 'shareId' in content && content.shareId !== undefined
      ? [content.shareId]
      : [];

/** Whether `later` says the same act as `earlier`, or what came of it: then it stands in its place. */
export function isSameAct({ content: earlier }: Notice, { content: later }: Notice): boolean {
  if (earlier.kind === 'failure' || later.kind === 'failure')
    return (
      earlier.kind === 'failure' &&
      later.kind === 'failure' &&
      earlier.failure.code === later.failure.code &&
      JSON.stringify(earlier.failure.detail) === JSON.stringify(later.failure.detail)
    );
  if (!newLinks.has(earlier.kind) || !newLinks.has(later.kind)) return false;
  const shares = sharesOf(later);
  return sharesOf(earlier).every((id) => shares.includes(id));
}
