// The clipboard as Electron has it. Electron 44 made it asynchronous and shaped it after the web's; both forms are spoken here,
// because on closed networks the set-up finds an older Electron only.
import { clipboard, type ClipboardItem, type NativeImage } from 'electron';
import type { ClipboardContent } from '../../core/ports/desktop';
import { contentOf, type Contents } from './clipboard-contents';
import type { LinkText } from '../../core/model/share-request';

interface ClipboardBefore44 {
  write(data: { readonly text: string; readonly html: string }): void;
  readBuffer(format: string): Uint8Array;
  readImage(): NativeImage;
}

const isBefore44 = (source: object): source is ClipboardBefore44 => 'readBuffer' in source;

const nothing = new Uint8Array();

// eslint-disable-next-line typescript/await-thenable -- a plain string before Electron 44
const text = async (): Promise<string> => await clipboard.readText();

const before44 = (source: ClipboardBefore44): Contents => ({
  raw: async (format) => source.readBuffer(format),
  png: async () => {
    const image = source.readImage();
    return image.isEmpty() ? nothing : image.toPNG();
  },
  text,
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
    text,
  };
}

export interface SystemClipboard {
  read(): Promise<ClipboardContent>;
  write(content: LinkText): Promise<void>;
}

/** A program that owns the clipboard and hangs blocks the reader for as long as it hangs. */
export const systemClipboard: SystemClipboard = {
  read: async () => contentOf(isBefore44(clipboard) ? before44(clipboard) : await since44()),
  async write({ text: plain, html }) {
    // eslint-disable-next-line typescript/await-thenable -- no promise before Electron 44
    if (html === undefined) return await clipboard.writeText(plain);
    if (isBefore44(clipboard)) return clipboard.write({ text: plain, html });
    // Looked up late: a static import of what an older Electron lacks would not link.
    const { ClipboardItem: Item } = await import('electron');
    return clipboard.write([new Item({ 'text/plain': plain, 'text/html': html })]);
  },
};
