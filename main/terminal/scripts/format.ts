// `--format`: a line for each result, with its fields by name. Nothing but fields is looked up: it is no language of templates.
import { printable } from '../output/output';
import { usage } from '../arguments/options';

/** Text, and the names of fields between it. */
export type LineFormat = readonly (string | { readonly field: string })[];

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };

/** Raises `bad-request` for a field that is not `known`, and for what is no field. */
export function readFormat(text: string, known: readonly string[]): LineFormat {
  const choices = known.join(', ');
  return text.split(/(\{\{.*?\}\})/s).map((piece) => {
    const field = /^\{\{\s*\.?([A-Za-z0-9]+)\s*\}\}$/.exec(piece)?.[1];
    if (field === undefined) {
      if (piece.includes('{{'))
        throw usage('--format takes fields like {{field}}; there are {{choices}}', { field: '{{.url}}', choices });
      return piece.replaceAll(/\\([nt\\])/g, (_, letter: string) => escapes[letter] ?? '');
    }
    if (!known.includes(field)) throw usage('there is no field “{{field}}”; there are {{choices}}', { field, choices });
    return { field };
  });
}

/** What is absent is empty; lists and objects are JSON. No value steers a terminal or breaks the line. */
export const formatted = (format: LineFormat, item: Readonly<Record<string, unknown>>): string =>
  format.map((piece) => (typeof piece === 'string' ? piece : printable(textOf(item[piece.field])))).join('');

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
