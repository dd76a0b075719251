// What a guest does in a browser, whichever it is.
import { type Reader, until } from '../share-page/readers/reader';

export const said = (reader: Reader, words: string, timeoutMs?: number) =>
  until(
    () => reader.evaluate(`document.querySelector('main').textContent.includes(${JSON.stringify(words)})`),
    `never said: ${words}`,
    timeoutMs,
  );

/** Bytes of a file to send by its size: none equals its neighbour, so none can be lost or moved unseen. Also runs in the page. */
export function bytesOf(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8) * 17 + (at >> 16) * 7 + size) & 255;
  return bytes;
}

/** No driver opens the browser's own picker: files of these sizes, by name, are put where it would put them. */
export const choose = (reader: Reader, files: Readonly<Record<string, number>>) =>
  reader.evaluate(`(() => {
    const bytesOf = ${bytesOf.toString()};
    const data = new DataTransfer();
    for (const [name, size] of ${JSON.stringify(Object.entries(files))}) data.items.add(new File([bytesOf(size)], name));
    const input = document.querySelector('input[type=file]');
    input.files = data.files;
    input.dispatchEvent(new Event('change'));
    return true;
  })()`);
