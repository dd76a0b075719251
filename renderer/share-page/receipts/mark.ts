// The mark of the share: one object of one byte at the page's own origin, which says that the page was opened, and nothing of who did it.
import { askHere } from '../../page/ask-here';
import { number, record, text } from '../../page/page-data';
import { referenceIn } from '../live/live-times';

export interface Mark {
  readonly url: string;
  /** Of a form; absent for a PUT. */
  readonly fields: unknown;
  readonly headers: unknown;
  /** Unix ms on the server's clock: later it cannot be written. */
  readonly endsAtMs: number;
}

/** `undefined` on a page whose sender is not told. */
export function readMark(document: Document): Mark | undefined {
  const times = record(JSON.parse(document.getElementById('times')?.textContent ?? 'null'));
  const { url: told, fields, headers, ends } = record(times['mark']);
  // The mark goes where the page comes from, whatever the document says.
  const url = referenceIn(told);
  return url === undefined ? undefined : { url, fields, headers, endsAtMs: number(ends ?? times['expires']) };
}

const pairs = (value: unknown): [name: string, value: string][] =>
  Object.entries(record(value)).map(([name, said]) => [name, text(said)]);

/** Never raises: a mark that cannot be written is no matter of the reader's. */
export function writeMark({ url, fields, headers }: Mark): Promise<void> {
  const byte = new Blob(['1']);
  const form = new FormData();
  for (const [name, value] of pairs(fields)) form.append(name, value);
  form.append('file', byte);
  const isForm = fields !== undefined;
  return askHere(url, () => undefined, {
    method: isForm ? 'POST' : 'PUT',
    body: isForm ? form : byte,
    headers: pairs(headers),
    // Also while the reader leaves the page.
    keepalive: true,
  });
}
