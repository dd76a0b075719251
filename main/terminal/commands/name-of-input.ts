// The name of a share whose bytes came from standard input without one.

/** `stdin-2026-11-27-12.40.05`, in UTC, with `.txt` where the first bytes are text in UTF-8, else `.bin`. */
export function nameOfInput(firstBytes: Uint8Array, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '.');
  return `stdin-${stamp}.${isText(firstBytes) ? 'txt' : 'bin'}`;
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    // A character may be cut off at the end.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
