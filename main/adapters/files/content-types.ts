// File names to media types, by the list everybody uses.
import mime from 'mime';

/** `undefined` for a name without a known extension. */
export const contentTypeOf = (name: string): string | undefined => mime.getType(name) ?? undefined;
