// Finds the page of a file request behind a link, which may be a short one.
import { Failure } from '../model/failure';
import { fetchPage, noPage } from './fetch-page';
import type { GettingContext } from './getting-context';
import { forwardOf, isForwarded } from './open-link';
import { readLink } from './rules/read-link';

export interface FoundRequestPage {
  /** A bearer secret. */
  readonly url: string;
  readonly html: string;
  /** Behind a short link, which leads to the newest page. */
  readonly isForwarded: boolean;
}

/**
 * Asks the servers of the link alone. Raises `link-not-ours`, `link-not-request` for a link that gives files, `link-over`, `link-waits`,
 * `cancelled`, and what the network raises.
 */
export async function requestPageAt(
  context: Pick<GettingContext, 'web'>,
  text: string,
  signal: AbortSignal,
): Promise<FoundRequestPage> {
  const given = readLink(text);
  const link = isForwarded(given) ? await forwardOf(context, given, signal) : given;
  // The link of a file: its bytes are none of a page, however many they are.
  if (link.kind === 'file') throw new Failure('link-not-request');
  const { page, html } = await fetchPage(context.web, link.url, signal);
  if (page === undefined) throw noPage();
  if (page.kind !== 'request') throw new Failure('link-not-request');
  return { url: link.url, html, isForwarded: isForwarded(given) };
}
