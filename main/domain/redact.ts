// Why this exists: nothing that reaches a log may open a link or sign a request.

/** What stands behind such a name, with the sign between them; plain, as JSON writes it, and as JSON inside JSON. */
const namedSecret =
  /((?:secret|token|password|signature|access_?key|string_?to_?sign|canonical_?request)[a-z_]{0,40}\\{0,3}["']?\s{0,8}[:=]\s{0,8})(?:"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|\\"(?:\\{3,7}"|\\(?!")|[^"\\])*|[^\s"',}]+)/gi;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/(X-Amz-(?:Signature|Credential|Security-Token)(?:=|%3D))[^&\s"'<>]+/gi, '$1…'],
  [/(AWS4-HMAC-SHA256 )[^\n]*/g, '$1…'],
  [/(Authorization["']?\s{0,8}[:=]\s{0,8}["']?)[^"'\n]*/gi, '$1…'],
  [namedSecret, '$1…'],
];

/**
 * Takes out what stands before the last `@` and from the first `?` or `#` on. Patterns for both would take the square of the length of
 * a long line (measured: 39 s for a megabyte).
 */
function withoutQueryAndUser(word: string): string {
  const scheme = /https?:\/\//i.exec(word);
  if (scheme === null) return word;
  const from = scheme.index + scheme[0].length;
  const rest = word.slice(from);
  const end = rest.search(/[?#]/);
  const place = end === -1 ? rest : rest.slice(0, end);
  const user = place.lastIndexOf('@');
  return `${word.slice(0, from)}${user === -1 ? place : `…${place.slice(user)}`}${end === -1 ? '' : '?…'}`;
}

/** Takes signatures, credentials, authorisation headers, user information and every URL's query out of a text. */
export function redact(text: string): string {
  const places = text.replace(/[^\s"'<>]+/g, withoutQueryAndUser);
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), places);
}
