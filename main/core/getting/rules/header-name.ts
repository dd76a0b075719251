// The name of a file by the headers of its answer, and by its address.

/** RFC 8187, section 3.2.1: a charset, a language, and octets; Mayfly writes UTF-8. */
function decoded(value: string): string | undefined {
  const [, octets] = /^utf-8'[^']*'([\x21-\x7e]*)$/i.exec(value.trim()) ?? [];
  if (octets === undefined) return undefined;
  try {
    return decodeURIComponent(octets);
  } catch {
    return undefined;
  }
}

/** RFC 6266, section 4.3: `filename*` is preferred. */
function ofDisposition(header: string): string | undefined {
  const [, extended] = /;\s*filename\*\s*=\s*([^;]*)/i.exec(header) ?? [];
  const name = extended === undefined ? undefined : decoded(extended);
  if (name !== undefined) return name;
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";]+))/i.exec(header) ?? [];
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? token;
}

function ofAddress(url: string): string {
  const { pathname } = new URL(url);
  const end = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(end);
  } catch {
    return end;
  }
}

/** As the sender gives it, not checked: `arrivalName` makes a name for a disk of it. */
export const headerName = (disposition: string | undefined, url: string): string =>
  ofDisposition(`;${disposition ?? ''}`) ?? ofAddress(url);
