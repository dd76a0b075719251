// Files that tell a Linux desktop how to start Mayfly, written exactly: what is quoted wrongly starts something else.
// Source: freedesktop.org Desktop Entry Specification 1.5, "Basic format of the file" and "The Exec key".

/** A value of type `string`. */
const asString = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`);

const needsNoQuotes = /^[A-Za-z0-9@_+=:,./-]+$/;

/** One argument; a field code such as `%F` stands alone and is given as it is by `execLine`. */
function quoted(argument: string): string {
  const plain = argument.replaceAll('%', '%%');
  return needsNoQuotes.test(plain) ? plain : `"${plain.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
}

/** The value of `Exec`: program and arguments, and after them what the desktop fills in. */
export function execLine(command: readonly string[], fieldCode?: '%F' | '%u'): string {
  const line = command.map(quoted).join(' ');
  return asString(fieldCode === undefined ? line : `${line} ${fieldCode}`);
}

/** The value of `TryExec`: where that program is gone, desktops leave the whole entry alone. */
export const tryExec = ([program = '']: readonly string[]): string => asString(program);

/** A whole file of one group; what is undefined is left out. */
export function desktopEntry(values: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return ['[Desktop Entry]', 'Type=Application', ...lines, ''].join('\n');
}

/** What starts Mayfly with the session; `hidden`: only its icon shows then. */
export const autostartFile = (command: readonly string[], hidden: boolean): string =>
  desktopEntry({
    Name: 'Mayfly',
    Icon: 'mayfly',
    TryExec: tryExec(command),
    Exec: execLine(hidden ? [...command, '--hidden'] : command),
    'X-GNOME-Autostart-enabled': 'true',
  });
