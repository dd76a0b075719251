// Parses credentials as tools print them: an export block, a section of a configuration file, JSON or CSV. Never raises.
import { knownNames, pastedFields, type Found, type PastedFields } from './pasted-fields';
import { jsonRecords } from './pasted-json';
import { visibleLine } from '../../model/visible-text';

export interface Pasted extends PastedFields {
  /** The tool's name for them: a section, an alias. */
  readonly name?: string;
  /** How many more complete ones the text holds. */
  readonly others: number;
}

interface NamedRecord {
  readonly name?: string;
  readonly found: Found;
}

/** Longer than any credentials, and still parsed in an unnoticeable time. */
export const longestPaste = 65_536;

/**
 * Parses variables of shells (`export`, fish, csh, PowerShell, cmd, `.env`), sections of `~/.aws` and of rclone, JSON of `aws`, of `mc`
 * and of MinIO's console, and AWS's `accessKeys.csv`. Takes the first that is complete. `undefined` for a text without a key and
 * without the name of a profile.
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

/** The first and last characters of a key id: enough for its owner to tell it from others. */
export function maskedKeyId(accessKeyId: string): string {
  return accessKeyId.length < 12 ? `…${accessKeyId.slice(-2)}` : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}

/** Undoes the curly quotes and non-breaking spaces of chat programs and word processors, and the byte order mark of editors. */
const straight = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/[“”„]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll('\u00A0', ' ');

/** A session token has up to some thousand characters; a longer line holds none. */
const longestLine = 16_384;

/** Lines below a `[header]` are one record, and so are the lines before the first header. */
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
      // An empty value replaces nothing: consoles print one for a missing token.
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

/** AWS's `accessKeys.csv`: a line of titles, a line of values. */
function csvRecords(text: string): readonly NamedRecord[] {
  const [titles, ...rows] = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  if (titles === undefined || !titles.some((title) => /^access key id$/i.test(title))) return [];
  const keys = titles.map((title) => title.toLowerCase().replaceAll(' ', '_'));
  return rows.map((row) => ({ found: new Map(keys.map((key, index) => [key, row[index] ?? ''])) }));
}
