// A signed form as a browser sends it (RFC 7578; HTML, "Multipart form data"), and which headers a page may ask for.

/** Those that end a name in quotes, or its line. */
const escaped = (name: string): string => name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');

/** `mark`: random, so that no file holds it. The file has no name: that is in its manifest, nowhere else. */
export function formEnds(fields: readonly (readonly [string, string])[], mark: string) {
  const boundary = `mayfly-${mark}`;
  const begin = (name: string, more = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"${more}\r\n`;
  const written = fields.map(([name, value]) => `${begin(name)}\r\n${value}\r\n`).join('');
  const file = begin('file', '; filename="data"');
  const encoder = new TextEncoder();
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    /** What is before the bytes of the file, and behind them. */
    head: encoder.encode(`${written}${file}content-type: application/octet-stream\r\n\r\n`),
    tail: encoder.encode(`\r\n--${boundary}--\r\n`),
  };
}

/** Those that Mayfly signs for a slot. */
const signedNames = /^(content-type|content-length|content-disposition|cache-control|if-none-match|x-amz-[\w-]+)$/i;

/** The headers of a slot's PUT, without those that no page of Mayfly's has: such a write is refused, because its signature differs. */
export const writtenHeaders = (headers: readonly (readonly [string, string])[]): Readonly<Record<string, string>> =>
  // oxlint-disable-next-line no-control-regex -- no other line begins in a value
  Object.fromEntries(headers.filter(([name, value]) => signedNames.test(name) && !/[\0-\x1f\x7f]/.test(value)));
