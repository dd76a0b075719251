// The clipboard as Electron has it. Electron 44 made it asynchronous and shaped it after the web's; both forms are spoken here,
// because on closed networks the set-up finds an older Electron only.
import { clipboard, type ClipboardItem, type NativeImage } from 'electron';
import type { ClipboardContent } from '../../core/ports/desktop';
import { contentOf, type Contents } from './clipboard-contents';
import type { LinkText } from '../../core/model/share-request';

interface ClipboardBefore44 {
  writeBuffer(format: string, buffer: Buffer): void;
  write(data: { readonly text: string; readonly html: string }): void;
  readBuffer(format: string): Uint8Array;
  readImage(): NativeImage;
}

const isBefore44 = (source: object): source is ClipboardBefore44 => 'readBuffer' in source;

const nothing = new Uint8Array();

/**
 * What X11 calls text in UTF-8. Chromium puts what it is given as text on the primary selection too, where it replaces what the person had
 * selected (`ClipboardOzone::WritePortableAndPlatformRepresentations`); what it is given under a format's own name goes to the clipboard alone.
 */
const utf8OfX11 = 'UTF8_STRING';
const x11TextTypes = ['text/plain', 'text/plain;charset=utf-8', utf8OfX11];

const rawType = (format: string) => `electron application/osclipboard;format="${format}"`;

/** Electron 33 does not find a text that it wrote under that name itself. */
let wroteRaw = false;

/** Reading back waits for the display's server, and whether it can be done depends on that alone. */
let wasReadBack = false;

// eslint-disable-next-line typescript/await-thenable -- a plain string before Electron 44
const plainText = async (): Promise<string> => await clipboard.readText();

const text = async (): Promise<string> => {
  const found = await plainText();
  if (found !== '' || !wroteRaw || !isBefore44(clipboard)) return found;
  return Buffer.from(clipboard.readBuffer(utf8OfX11)).toString('utf8');
};

/**
 * Puts a text on the clipboard of X11 without the primary selection. False where the first one cannot be read back there: then it has to be
 * written as text.
 */
async function writeClipboardOnly(plain: string): Promise<boolean> {
  const bytes = Buffer.from(plain, 'utf8');
  wroteRaw = true;
  if (isBefore44(clipboard)) {
    clipboard.writeBuffer(utf8OfX11, bytes);
    wasReadBack ||= Buffer.from(clipboard.readBuffer(utf8OfX11)).equals(bytes);
    return wasReadBack;
  }
  try {
    const { ClipboardItem: Item } = await import('electron');
    await clipboard.write([
      new Item(Object.fromEntries(x11TextTypes.map((type) => [rawType(type), new Blob([bytes])]))),
    ]);
    wasReadBack ||= (await plainText()) === plain;
    return wasReadBack;
  } catch {
    return false;
  }
}

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
    raw: (format) => bytesOf([rawType(format), format]),
    png: () => bytesOf(['image/png']),
    text,
  };
}

export interface SystemClipboard {
  read(): Promise<ClipboardContent>;
  /** `x11`: without the primary selection, as far as the content is plain text. */
  write(content: LinkText, x11?: boolean): Promise<void>;
}

/** A program that owns the clipboard and hangs blocks the reader for as long as it hangs. */
export const systemClipboard: SystemClipboard = {
  read: async () => contentOf(isBefore44(clipboard) ? before44(clipboard) : await since44()),
  async write({ text: plain, html }, x11 = false) {
    if (x11 && html === undefined && (await writeClipboardOnly(plain))) return;
    wroteRaw = false;
    // eslint-disable-next-line typescript/await-thenable -- no promise before Electron 44
    if (html === undefined) return await clipboard.writeText(plain);
    if (isBefore44(clipboard)) return clipboard.write({ text: plain, html });
    // Looked up late: a static import of what an older Electron lacks would not link.
    const { ClipboardItem: Item } = await import('electron');
    return clipboard.write([new Item({ 'text/plain': plain, 'text/html': html })]);
  },
};
