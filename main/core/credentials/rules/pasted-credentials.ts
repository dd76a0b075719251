// Nobody has keys in the form of our form. What people have on their clipboard is an export block, a section of some
// tool's file, or JSON; it is understood here, whatever it is, and never raises.
import { knownNames, pastedFields, type Found, type PastedFields } from './pasted-fields';
import { jsonRecords } from './pasted-json';
import { visibleLine } from '../../model/visible-text';

export interface Pasted extends PastedFields {
  /** What the tool calls it: a section, an alias. */
  readonly name?: string;
  /** Further ones that were found and not taken. */
  readonly others: number;
}

interface NamedRecord {
  readonly name?: string;
  readonly found: Found;
}

/** Longer than any credentials, shorter than what would take a noticeable time. */
export const longestPaste = 65_536;

/**
 * Understands variables of shells (`export`, fish, csh, PowerShell, cmd, `.env`), sections of `~/.aws` and of rclone, JSON of `aws`, of `mc`
 * and of MinIO's console, and AWS's `accessKeys.csv`. Of several the first that is complete is taken. `undefined` when there is neither a
 * key nor the name of a profile in it.
 */
export function readPasted(text: string): Pasted | undefined {
  if (text.length > longestPaste) return undefined;
  const plain = straight(text);
  for (const records of [jsonRecords, csvRecords, sections]) {
    const read = records(plain)
      .map(({ name, found }) => ({
        ...pastedFields(found),
        ...(name !== undefined && { name: visibleLine(name.slice(0, 100)) }),
      }))
      .filter((one) => (one.accessKeyId ?? one.secretAccessKey ?? one.profile) !== undefined);
    const complete = read.filter((one) => one.accessKeyId !== undefined && one.secretAccessKey !== undefined);
    const [taken] = complete.length > 0 ? complete : read;
    if (taken !== undefined) return { ...taken, others: Math.max(complete.length, 1) - 1 };
  }
  return undefined;
}

/** What a key id looks like to whoever knows it: enough to tell it from others. */
export function maskedKeyId(accessKeyId: string): string {
  return accessKeyId.length < 12 ? `…${accessKeyId.slice(-2)}` : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}

/** Chat programs and word processors bend quotes, and editors put a mark at the beginning. */
const straight = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/[“”„]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll('\u00A0', ' ');

/** A token has up to some thousand characters; a longer line is none of these. */
const longestLine = 16_384;

/** Lines below a `[header]` belong together; what stands before the first is one of its own. */
function sections(text: string): readonly NamedRecord[] {
  let found = new Map<string, string>();
  const all: NamedRecord[] = [{ found }];
  let group: string | undefined;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const content = line.trim();
    if (content.length > longestLine) continue;
    const header = /^\[([^[\]]+)\]$/.exec(content)?.[1];
    if (header !== undefined) {
      found = new Map();
      all.push({ name: header.replace(/^\s*profile\s/, '').trim(), found });
      group = undefined;
      continue;
    }
    // A group of `~/.aws/config`: `s3 =`, and below it its own lines, indented.
    const opened = /^(\w+)\s*=$/.exec(content)?.[1]?.toLowerCase();
    if (opened !== undefined || /^\S/.test(line)) group = opened;
    for (const [name, value] of assignments(content)) {
      const own = group === undefined ? name : `${group}.${name}`;
      // An empty value takes nothing away: consoles print one for the token that is not there.
      if (knownNames.has(own) && value !== '') found.set(own, value);
    }
  }
  return all;
}

const quoted = /"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s;&|"'`]+)/.source;
/** An environment variable anywhere in a line, whatever the shell puts around it; only `set` and its kin leave out the sign between. */
const variable = new RegExp(
  `(?<!\\w)(?:(?<=\\bset(?:x|env)?\\s[^;&|]{0,40})(AWS_\\w{1,40})["']?\\s+|(AWS_\\w{1,40})["']?\\s*[=:,]\\s*)(?:${quoted})`,
  'gi',
);

type Assignment = readonly [name: string, value: string];

/** `line` has no spaces around it. */
function assignments(line: string): readonly Assignment[] {
  // cmd knows no quotes around a value: all that follows the sign belongs to it.
  const cmd = /^(?:[A-Z]:[^>]*>)?\s*set\s+"?(AWS_\w+)=(.*)$/i.exec(line);
  if (cmd?.[1] !== undefined) return [[cmd[1].toLowerCase(), (cmd[2] ?? '').replace(/"$/, '')]];
  const own = /^["']?(\w{1,40})["']?\s*[=:](.*)$/.exec(line);
  // In capitals it is a variable, of which a line may have several.
  if (own?.[1] !== undefined && !/^AWS_[A-Z_0-9]+$/.test(own[1])) {
    return [[own[1].toLowerCase(), bare((own[2] ?? '').trim())]];
  }
  return [...line.matchAll(variable)].map(([, spaced, signed, double, single, plain]): Assignment => [
    (spaced ?? signed ?? '').toLowerCase(),
    double?.replaceAll(/[\\`](["\\$`])/g, '$1') ?? single ?? plain ?? '',
  ]);
}

/** Without its quotes and without a comment behind it. */
function bare(value: string): string {
  const inQuotes = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')(.*)$/s.exec(value);
  if (inQuotes !== null) {
    const [, double, single, rest = ''] = inQuotes;
    if (/^(?:$|[#;]|\/\/)/.test(rest.trim().replace(/^,/, '').trim())) {
      return double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? '';
    }
  }
  return value.replace(/(?:^|\s)[#;].*$/, '').trim();
}

/** The file AWS offers once, when a key is made: a line of titles, a line of values. */
function csvRecords(text: string): readonly NamedRecord[] {
  const [titles, ...rows] = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  if (titles === undefined || !titles.some((title) => /^access key id$/i.test(title))) return [];
  const keys = titles.map((title) => title.toLowerCase().replaceAll(' ', '_'));
  return rows.map((row) => ({ found: new Map(keys.map((key, index) => [key, row[index] ?? ''])) }));
}
