// Names in lists are percent-encoded where a server can do that, and whoever reads a list must read them back.

/**
 * XML 1.0 cannot carry every character of a key, so lists are asked for percent-encoded names; a server that does not know that
 * answers with the names as they are, and without the word for it. S3 writes a space as `+`.
 */
export const decodeName = (name: string, encoding: string | undefined): string => {
  if (encoding !== 'url') return name;
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
};
