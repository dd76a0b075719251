// Writes desktop entries with the specification's quoting: a wrongly quoted one starts something else.
// Source: freedesktop.org Desktop Entry Specification 1.5, "Basic format of the file" and "The Exec key".

/** A value of type `string`. */
const asString = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`);

const needsNoQuotes = /^[A-Za-z0-9@_+=:,./-]+$/;

/** Quotes one argument; `execLine` adds field codes such as `%F` unquoted. */
function quoted(argument: string): string {
  const plain = argument.replaceAll('%', '%%');
  return needsNoQuotes.test(plain) ? plain : `"${plain.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
}

/** The value of `Exec`: program and arguments, then the field code that the desktop fills in. */
export function execLine(command: readonly string[], fieldCode?: '%F' | '%u'): string {
  const line = command.map(quoted).join(' ');
  return asString(fieldCode === undefined ? line : `${line} ${fieldCode}`);
}

/** The value of `TryExec`: desktops ignore an entry whose program does not exist. */
export const tryExec = ([program = '']: readonly string[]): string => asString(program);

/** A file with one group; leaves undefined values out. */
export function desktopEntry(values: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return ['[Desktop Entry]', 'Type=Application', ...lines, ''].join('\n');
}

/** The autostart entry; `hidden` starts Mayfly without its window. */
export const autostartFile = (command: readonly string[], hidden: boolean): string =>
  desktopEntry({
    Name: 'Mayfly',
    Icon: 'mayfly',
    TryExec: tryExec(command),
    Exec: execLine(hidden ? [...command, '--hidden'] : command),
    'X-GNOME-Autostart-enabled': 'true',
  });
