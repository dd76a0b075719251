// Why this exists: the place of a shared file in the bucket: unguessable, never reused, and made of characters no URL rewrites.

const safeNameLength = 120;
const extensionLength = 16;

/**
 * Turns any file name into 1 to 120 characters of `A-Z a-z 0-9 . _ -` that neither start nor end with a dot, keeping its extension.
 * Accents fall away, everything else becomes a hyphen: the real name travels in Content-Disposition.
 */
export function safeName(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/-*\.[.-]*/g, '.');
  const trimmed = ascii.replace(/^[.-]+|[.-]+$/g, '');
  if (trimmed === '') return 'file';
  if (trimmed.length <= safeNameLength) return trimmed;
  const dot = trimmed.lastIndexOf('.');
  const extension = dot > 0 && trimmed.length - dot <= extensionLength ? trimmed.slice(dot) : '';
  return trimmed.slice(0, safeNameLength - extension.length).replace(/[.-]+$/, '') + extension;
}

/**
 * `<prefix><22 random base64url characters>/<safe name>`. `random` is 16 bytes from the system's generator, so nobody finds a key by
 * trying; every share has a key of its own, so deleting it takes back exactly one link.
 */
export function objectKey(prefix: string, random: Uint8Array, name: string): string {
  if (random.length !== 16) throw new Error('an object key needs 16 random bytes');
  return `${prefix}${Buffer.from(random).toString('base64url')}/${safeName(name)}`;
}
