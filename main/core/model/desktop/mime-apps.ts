// Adds and removes our line in the user's `mimeapps.list`, which says what program opens a scheme; every other byte stays. Source: freedesktop.org, "Association between MIME types and applications" 1.0.

const group = '[Default Applications]';

/** The lines of the group, as positions: from the one after its heading to the one before the next heading. */
function groupIn(lines: readonly string[]): { readonly from: number; readonly to: number } | undefined {
  const at = lines.findIndex((line) => line.trim() === group);
  if (at < 0) return undefined;
  const next = lines.findIndex((line, index) => index > at && line.trim().startsWith('['));
  return { from: at + 1, to: next < 0 ? lines.length : next };
}

const keyOf = (line: string): string => line.slice(0, Math.max(0, line.indexOf('='))).trim();

const entriesOf = (line: string): readonly string[] =>
  line
    .slice(line.indexOf('=') + 1)
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Puts `entry`, such as `mayfly-links.desktop`, first for `type`; the former entries stay behind it. */
export function withDefault(text: string, type: string, entry: string): string {
  const lines = text === '' ? [] : text.split('\n');
  const found = groupIn(lines);
  if (found === undefined) {
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return `${before}${group}\n${type}=${entry}\n`;
  }
  const at = lines.findIndex((line, index) => index >= found.from && index < found.to && keyOf(line) === type);
  if (at < 0) return lines.toSpliced(found.from, 0, `${type}=${entry}`).join('\n');
  const others = entriesOf(lines[at] ?? '').filter((name) => name !== entry);
  return lines.with(at, `${type}=${[entry, ...others].join(';')}${others.length > 0 ? ';' : ''}`).join('\n');
}

export function withoutDefault(text: string, type: string, entry: string): string {
  const lines = text.split('\n');
  const found = groupIn(lines);
  if (found === undefined) return text;
  const at = lines.findIndex((line, index) => index >= found.from && index < found.to && keyOf(line) === type);
  if (at < 0 || !entriesOf(lines[at] ?? '').includes(entry)) return text;
  const others = entriesOf(lines[at] ?? '').filter((name) => name !== entry);
  return others.length === 0
    ? lines.toSpliced(at, 1).join('\n')
    : lines.with(at, `${type}=${others.join(';')}${others.length > 1 ? ';' : ''}`).join('\n');
}
