// Mail cuts a link that is too long for one line, and the recipient sees a signature error.

/** Characters of one line without its end. Source: RFC 5322 section 2.1.1. */
export const longestMailLine = 998;

export interface LongLink {
  readonly characters: number;
  /** What is left once the object itself says its name and type instead of the query. */
  readonly shortest: number;
  /** The token of temporary credentials stands in it, and only lasting credentials go without. */
  readonly hasToken: boolean;
}

const named = /[?&](response-content-type|response-content-disposition)=[^&]*/g;

/** What makes the link too long for mail; `undefined` when it is not. */
export function longLink(url: string): LongLink | undefined {
  if (url.length <= longestMailLine) return undefined;
  return {
    characters: url.length,
    shortest: url.replaceAll(named, '').length,
    hasToken: url.includes('X-Amz-Security-Token='),
  };
}
