// What is left in English where the language is Korean, found by a machine in any front door.

/** Signs and names in Latin letters that every language writes so. */
const everywhere =
  /\b(Mayfly|MIT|S3|QR|ID|IDs|URL|HTML|HTTP|HTTPS|JSON|XML|CSV|PNG|Markdown|English|SHA-256|MD5|CRC-32|ETag|PUT|GET|HEAD|DELETE|POST|CORS|AWS|IAM|API|CLI|SSO|MFA|CA|PEM|PAC|HMAC|TLS|DNS|IPv6|CONNECT|Amazon|R2|B2|MinIO|Ctrl|Shift|Alt|Esc|KiB|Signature Version \d)\b|\d\s?[kKMGTP]?B\b(\/s)?/g;

/** Commands in backticks or of our own, options, variables, addresses, paths, placeholders, examples of what one types, ways through a console. */
const code =
  /`[^`]*`|\bmayfly( [a-z]+)*( [A-Z]{2,})*|(?<!\w)--?[a-zA-Z][a-zA-Z-]*( [A-Z]+\b)?|\b[A-Za-z]+_[A-Za-z_]+\b|\b[a-z0-9]+:\/\/\S*|\{[a-z]+\}|\S*[/.]\S+|\b\d+[a-zA-Z]\b|\w+( \w+)*( › \w+( \w+)*)+/g;

/**
 * The texts that say something in English: one without any Hangul that has a word which is neither of `known` (names, hosts) nor a sign of
 * every language nor code, or one with three such words in a row.
 */
export function strayEnglish(texts: Iterable<string>, known: readonly string[] = []): readonly string[] {
  const names = known.filter((name) => name !== '').toSorted((a, b) => b.length - a.length);
  return [...new Set(texts)].filter((text) => {
    // A long name is drawn in two parts.
    if (names.some((name) => name.includes(text))) return false;
    let rest = text;
    // Short names hide in words of code, and code hides in long names.
    for (const name of names) if (name.length > 12) rest = rest.replaceAll(name, '|');
    rest = rest.replaceAll(code, '|');
    for (const name of names) rest = rest.replaceAll(name, '|');
    rest = rest.replaceAll(everywhere, '|');
    return /[가-힣]/.test(text) ? /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(rest) : /[a-z]{2}/i.test(rest);
  });
}
