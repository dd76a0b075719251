// The short link that an open page asks for its present links: written into a page only where it lies at another origin, which the page's policy has to name.

/** A source of a policy has none of these (https://www.w3.org/TR/CSP3/#grammardef-host-source), and the address of a short link neither query nor fragment. */
const unnameable = /[\s;,'"*?#]/;

/**
 * The short link as a page asks it; `undefined` where it has the origin of the page, which the page learns by its referrer, and where no policy can name it.
 * `pageUrl`: of any link of the page's origin.
 */
export function askedDoor(address: string, pageUrl: string | undefined): string | undefined {
  if (pageUrl === undefined) return undefined;
  const { href, origin } = new URL(address);
  return origin === new URL(pageUrl).origin || unnameable.test(href) ? undefined : href;
}
