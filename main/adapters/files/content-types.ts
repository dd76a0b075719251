// File names to media types, by mime-db.
import other from 'mime/types/other.js';
import standard from 'mime/types/standard.js';

/** By extension. The package's own index of all thousand takes a command longer than the few look-ups that it needs. */
const known = new Map<string, string | undefined>();

/** `undefined` for a name without a known extension; a name without a dot is an extension, as `mime` has it. */
export function contentTypeOf(name: string): string | undefined {
  const last = name.replace(/^.*[/\\]/s, '').toLowerCase();
  const extension = last.replace(/^.*\./s, '');
  const hasDot = extension.length < last.length - 1;
  // In the tables a star marks an extension that belongs to another type.
  if ((!hasDot && last.length < name.length) || extension.startsWith('*')) return undefined;
  if (!known.has(extension)) known.set(extension, typeIn(standard, extension) ?? typeIn(other, extension));
  return known.get(extension);
}

const typeIn = (types: Readonly<Record<string, readonly string[]>>, extension: string): string | undefined =>
  Object.keys(types).find((type) => types[type]?.includes(extension) === true);
