// Why this exists: what the services had to say besides their results, as one line of hint on standard error.
import type { Notice } from '../domain/app-state';
import { assertNever } from '../domain/failure';
import { longestMailLine, longLink, type LongLink } from '../domain/long-link';
import { narrowest, reachOfUrl, type Reach } from '../domain/reach';
import type { Share } from '../domain/share';
import type { Shared } from '../services/app';
import { duration } from './format';
import { printable } from './output';

/** `undefined` for what a command prints itself. */
export function hintOf(content: Exclude<Notice['content'], { readonly kind: 'failure' }>): string | undefined {
  switch (content.kind) {
    case 'skipped':
      return `mayfly: ${content.count} symbolic links in the folder were not followed.`;
    case 'restarted': {
      const why = content.why === 'file-changed' ? 'the file had changed' : 'the server had lost its parts';
      return `mayfly: ${printable(content.name)} was sent from the beginning, because ${why}.`;
    }
    case 'session-only':
      return 'mayfly: there is no keychain here, so the link ends when this command ends.';
    case 'unverified': {
      const what = content.shareIds.length === 1 ? 'the link is' : `${content.shareIds.length} links are`;
      return `mayfly: ${what} not verified yet: everything is stored, and the network went away before it could be opened.`;
    }
    case 'clock': {
      const way = content.offsetMs > 0 ? 'behind' : 'ahead of';
      const apart = duration(Math.abs(content.offsetMs) / 1000);
      return `mayfly: this computer’s clock is ${apart} ${way} the server’s; links are made on the server’s, so they work all the same.`;
    }
    case 'extended':
      return content.oldEndMs === undefined
        ? undefined
        : `mayfly: the old link of ${printable(content.name)} keeps its old end, ${new Date(content.oldEndMs).toLocaleString()}.`;
    case 'long-link':
      return longHint(content.name, content, content.shareId);
    case 'copied':
    case 'revoked':
    case 'renewed':
    case 'removed':
      return undefined;
    default:
      return assertNever(content);
  }
}

/** `shareId`: of a share that can be copied again; without one there is no shorter link to be had. */
function longHint(name: string, { characters, shortest, hasToken }: LongLink, shareId: string | undefined): string {
  const long = `mayfly: the link of ${printable(name)} has ${characters} characters, and mail breaks lines over 998`;
  if (shareId !== undefined && shortest <= longestMailLine) {
    return `${long}; mayfly copy ${shareId} --short makes a shorter one.`;
  }
  return hasToken ? `${long}; links of lasting credentials are shorter.` : `${long}.`;
}

function reachHint(reach: Exclude<Reach, 'public'>, count: number): string {
  const what = count === 1 ? 'the link opens' : 'some of the links open';
  return reach === 'loopback'
    ? `mayfly: ${what} on this computer only.`
    : `mayfly: ${what} in the network of this computer only; a connection with --share-endpoint makes links for a public address.`;
}

/** What whoever sends these links should know: who can open them, mail cuts the longest, and chats fetch a picture that opens in the browser. */
export function linkHints(links: readonly Shared[], isKept: (share: Share) => boolean): readonly string[] {
  const [longest] = links.toSorted((a, b) => b.url.length - a.url.length);
  const long = longest === undefined ? undefined : longLink(longest.url);
  const shown = links.some(
    ({ share }) => share.kind === 'file' && share.disposition === 'inline' && share.contentType.startsWith('image/'),
  );
  const reach = narrowest(links.map(({ url }) => reachOfUrl(url)));
  return [
    ...(reach === 'public' ? [] : [reachHint(reach, links.length)]),
    ...(longest === undefined || long === undefined
      ? []
      : [longHint(longest.share.name, long, isKept(longest.share) ? longest.share.id : undefined)]),
    ...(shown
      ? [
          'mayfly: chats fetch a picture to show it, and may keep it; with --page they get the page and not the picture.',
        ]
      : []),
  ];
}

/** What did not travel, though it was shared. */
export const copiedHint = (files: number): string =>
  files === 1
    ? 'mayfly: 1 unchanged file was copied within the bucket instead of being uploaded again.'
    : `mayfly: ${files} unchanged files were copied within the bucket instead of being uploaded again.`;
