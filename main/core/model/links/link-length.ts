// Mail programs cut a link longer than one line; the recipient then sees a signature error.

/** Characters of one line without its CRLF. Source: RFC 5322 section 2.1.1. */
export const longestMailLine = 998;

export interface LongLink {
  readonly characters: number;
  /** Its length without name and type in the query. */
  readonly shortest: number;
  /** It holds the session token of temporary credentials; only lasting credentials make it shorter. */
  readonly hasToken: boolean;
}

const named = /[?&](response-content-type|response-content-disposition)=[^&]*/g;

/** Why the link is too long for mail; `undefined` when it is not. */
export function longLink(url: string): LongLink | undefined {
  if (url.length <= longestMailLine) return undefined;
  return {
    characters: url.length,
    shortest: url.replaceAll(named, '').length,
    hasToken: url.includes('X-Amz-Security-Token='),
  };
}
