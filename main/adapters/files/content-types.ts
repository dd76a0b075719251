// File names to media types, by mime-db.
import mime from 'mime';

/** `undefined` for a name without a known extension. */
export const contentTypeOf = (name: string): string | undefined => mime.getType(name) ?? undefined;
