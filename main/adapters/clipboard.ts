// Why this exists: the system's clipboard. Electron 44 made it asynchronous and shaped it after the web's; both forms are spoken here,
// because on closed networks the set-up finds an older Electron only.
import { clipboard, type ClipboardItem, type NativeImage } from 'electron';
import { Failure } from '../domain/failure';
import type { LinkText } from '../domain/link-text';
import type { Clipboard, ClipboardContent } from '../services/clipboard';
import { fileFormats } from './clipboard-formats';

/** What is read of a clipboard, whatever Electron's form of it. */
interface Contents {
  /** The bytes under the platform's own name of a format; empty when there are none. */
  raw(format: string): Promise<Uint8Array>;
  png(): Promise<Uint8Array>;
}

interface ClipboardBefore44 {
  write(data: { readonly text: string; readonly html: string }): void;
  readBuffer(format: string): Uint8Array;
  readImage(): NativeImage;
}

const isBefore44 = (source: object): source is ClipboardBefore44 => 'readBuffer' in source;

const nothing = new Uint8Array();

const before44 = (source: ClipboardBefore44): Contents => ({
  raw: async (format) => source.readBuffer(format),
  png: async () => {
    const image = source.readImage();
    return image.isEmpty() ? nothing : image.toPNG();
  },
});

async function since44(): Promise<Contents> {
  const items: readonly ClipboardItem[] = await clipboard.read();
  const bytesOf = async (types: readonly string[]) => {
    for (const item of items) {
      const type = types.find((wanted) => item.types.includes(wanted));
      const payload = type === undefined ? undefined : await item.getType(type);
      if (payload instanceof Blob) return new Uint8Array(await payload.arrayBuffer());
    }
    return nothing;
  };
  return {
    raw: (format) => bytesOf([`electron application/osclipboard;format="${format}"`, format]),
    png: () => bytesOf(['image/png']),
  };
}

async function copiedFiles(contents: Contents): Promise<readonly string[]> {
  for (const { name, paths } of fileFormats[process.platform] ?? []) {
    const found = paths(await contents.raw(name));
    if (found.length > 0) return found;
  }
  return [];
}

async function read(): Promise<ClipboardContent> {
  const contents = isBefore44(clipboard) ? before44(clipboard) : await since44();
  const paths = await copiedFiles(contents);
  if (paths.length > 0) return { kind: 'files', paths };
  const png = await contents.png();
  if (png.length > 0) return { kind: 'image', png };
  // eslint-disable-next-line typescript/await-thenable -- a plain string before Electron 44
  const text = await clipboard.readText();
  return text === '' ? { kind: 'empty' } : { kind: 'text', text };
}

async function write({ text, html }: LinkText): Promise<void> {
  // eslint-disable-next-line typescript/await-thenable -- no promise before Electron 44
  if (html === undefined) return await clipboard.writeText(text);
  if (isBefore44(clipboard)) return clipboard.write({ text, html });
  // Looked up late: a static import of what an older Electron lacks would not link.
  const { ClipboardItem } = await import('electron');
  return clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })]);
}

/**
 * Read it on a user's gesture only: a program that owns the clipboard and hangs blocks the reader for as long as it hangs.
 * Raises `clipboard-unavailable`.
 */
export function createClipboard(): Clipboard {
  const guarded = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      throw new Failure('clipboard-unavailable', {}, error);
    }
  };
  return {
    write: (content) => guarded(() => write(content)),
    read: () => guarded(read),
  };
}
