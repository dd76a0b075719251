// The arguments become one command with checked options, or a usage failure that says what is wrong.
import { Failure } from '../../core/model/failure';
import type { Command, Common } from './command';
import type { CommandName, CommandRule } from './command-rule';
import { commandIn, commands, groups, nextWords } from './grammar';
import { nearest } from './nearest';
import { readPassphraseFd, readShape, readTime, withEnvironment } from '../scripts/script-arguments';
import { allow, everywhere, options, parse, usage, type Option } from './options';

/**
 * Reads the arguments after the program's name; `environment` has the defaults of what was not typed, `isFile` tells whether a path is there. Raises
 * `bad-request`, `expiry-out-of-range`, and `file-missing` for a path in place of a command.
 */
export function readArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
  isFile: (path: string) => boolean = () => false,
): Command {
  const { values, positionals, unknown, options: typedOptions } = parse(args);
  const removes = values['remove-my-data'];
  const { name, typed, operands } = removes
    ? { name: '--remove-my-data' as const, typed: '--remove-my-data', operands: positionals }
    : commandIn(positionals);
  if (name !== undefined && takesFiles(commands[name])) refuseNames(typedOptions, isFile);
  if (unknown !== undefined) throw unknownOption(unknown, name && commands[name]);
  if (values.help) return readHelp(typed);
  if (values.version) return { kind: 'version', json: values.json };
  // An empty variable of a script must not become the folder one happens to be in.
  if (values['profile-dir'] === '') throw usage('--profile-dir needs a folder');
  if (name === undefined) throw unknownCommand(typed, isFile);
  const command = commands[name];
  allow(values, command.options);
  const shape = readShape(values, name);
  const common: Common = {
    // Another form of what is printed is another form of its JSON.
    json: values.json || values.jsonl || shape?.format !== undefined,
    profileDir: values['profile-dir'],
    ...(values.verbose && { verbose: true }),
    ...(shape !== undefined && { shape }),
    ...(values.progress === 'json' && { tellsProgress: true }),
    ...readTime(values),
    ...readPassphraseFd(values),
  };
  checkOperands(name, operands);
  if (name === 'help') return readHelp(operands.join(' '));
  return command.read(withEnvironment(values, name, environment), common, operands);
}

/** `about`: the name of a command or of a group of them; empty for all. */
function readHelp(about: string): Command {
  if (about === '' || groups.has(about) || Object.hasOwn(commands, about)) return { kind: 'help', about };
  throw unknownCommand(about);
}

const takesFiles = ({ operands }: CommandRule): boolean => operands.some(({ known }) => known === 'file');

/** A shell writes the names of all files in place of `*`: one that is called `--no-encrypt` must not become that option. */
function refuseNames(typedOptions: readonly string[], isFile: (path: string) => boolean): void {
  const name = typedOptions.find(isFile);
  if (name === undefined) return;
  throw usage(
    '“{{name}}” is read as an option, and a file here has that name: type ./{{name}} for the file, or -- between options and files',
    { name },
  );
}

function unknownOption(option: string, command: CommandRule | undefined) {
  const known = command === undefined ? (Object.keys(options) as Option[]) : [...command.options, ...everywhere];
  const near = option.startsWith('--') ? nearest(option.slice(2), known) : undefined;
  return near === undefined
    ? usage('there is no option {{option}}', { option })
    : usage('there is no option {{option}} (did you mean {{near}}?)', { option, near: `--${near}` });
}

/** `isFile`: absent for what is asked help about. */
function unknownCommand(typed: string, isFile: (path: string) => boolean = () => false) {
  if (typed === '') return usage('a command is missing');
  const [group = '', verb = ''] = groups.has(typed.split(' ')[0] ?? '') ? typed.split(' ') : ['', typed];
  if (group === '' && isFile(typed))
    return usage('there is no command “{{name}}” (did you mean {{near}}?)', { name: typed, near: `share ${typed}` });
  // No command has a slash in its name. `mayfly PATH` is the app's, and what is not there comes here.
  if (group === '' && /[/\\]/.test(typed)) return new Failure('file-missing', { fileName: typed });
  const known = nextWords(group);
  const near = nearest(verb, known);
  if (near !== undefined)
    return usage('there is no command “{{name}}” (did you mean {{near}}?)', {
      name: typed,
      near: group === '' ? near : `${group} ${near}`,
    });
  return group === ''
    ? usage('there is no command “{{name}}”', { name: typed })
    : usage('{{command}} takes one of {{choices}}', { command: group, choices: known.join(', ') });
}

function checkOperands(name: CommandName, typed: readonly string[]): void {
  const { operands } = commands[name];
  for (const [index, { missing, known }] of operands.entries()) {
    const operand = typed[index];
    if (operand === undefined && missing !== undefined) throw usage(missing);
    if (operand !== undefined && typeof known === 'object' && !known.includes(operand))
      throw usage('{{command}} takes one of {{choices}}', { command: name, choices: known.join(', ') });
  }
  const extra = operands.at(-1)?.many === true ? undefined : typed[operands.length];
  if (extra !== undefined) throw usage('“{{text}}” is too much', { text: extra });
}
