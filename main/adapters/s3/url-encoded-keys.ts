// Decodes the percent-encoded keys of lists.

/**
 * XML 1.0 cannot carry every character of a key, so list requests ask for `encoding-type=url`; a server without it
 * answers plain keys and no `EncodingType`. S3 writes a space as `+`.
 */
export const decodeName = (name: string, encoding: string | undefined): string => {
  if (encoding !== 'url') return name;
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
};
