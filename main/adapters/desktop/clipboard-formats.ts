// File managers write copied files in different formats; these name local paths.
import { fileURLToPath } from 'node:url';

function localPath(line: string): string | undefined {
  try {
    return line.startsWith('file:') ? fileURLToPath(line) : undefined;
  } catch {
    // A URL of another computer (`file://host/…`) or one that is no path here.
    return undefined;
  }
}

const present = (path: string | undefined): path is string => path !== undefined;

/** `text/uri-list` (RFC 2483), and GNOME's own form of it, which begins with a line `copy` or `cut`. */
const fromUriList = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes)
    .toString('utf8')
    .split(/[\r\n\0]+/)
    .map(localPath)
    .filter(present);

const xmlEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A property list with one array of paths, as the macOS Finder writes it. */
const fromPropertyList = (bytes: Uint8Array): readonly string[] =>
  Array.from(
    Buffer.from(bytes)
      .toString('utf8')
      .matchAll(/<string>([^<]*)<\/string>/g),
    ([, text = '']) => text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_whole, name: string) => xmlEntities[name] ?? ''),
  );

/** A UTF-16 path that ends with a NUL. Windows names only the first of several files this way. */
const fromWideString = (bytes: Uint8Array): readonly string[] =>
  [Buffer.from(bytes).toString('utf16le').split('\0')[0] ?? ''].filter((path) => path !== '');

interface FileFormat {
  /** The platform's own name of the format. */
  readonly name: string;
  readonly paths: (bytes: Uint8Array) => readonly string[];
}

/** The formats to read, in this order; the first that names a file counts. */
export const fileFormats: Readonly<Partial<Record<NodeJS.Platform, readonly FileFormat[]>>> = {
  linux: [
    { name: 'x-special/gnome-copied-files', paths: fromUriList },
    { name: 'text/uri-list', paths: fromUriList },
  ],
  darwin: [
    { name: 'NSFilenamesPboardType', paths: fromPropertyList },
    { name: 'public.file-url', paths: fromUriList },
  ],
  win32: [{ name: 'FileNameW', paths: fromWideString }],
};
